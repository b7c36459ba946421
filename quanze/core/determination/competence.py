"""Who may act in each phase, and where the matter must be referred upward (regulations §6.2; WZ2019 arts. 9–13, 20, 21)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from quanze.core.determination.bars import track_of
from quanze.core.determination.candidate import Candidate
from quanze.core.determination.clause_lines import addressed, cite, facts_for, speaks
from quanze.core.determination.ground import Ground
from quanze.core.determination.result import Competence, Competent
from quanze.core.determination.selection import Switches
from quanze.core.register import Post
from quanze.core.rulebook.models import Competence as Row
from quanze.core.rulebook.models import Rulebook

PHASES = ("start", "investigate", "decide", "execute", "record", "appeal", "correct")
PARTY_ORGANS = frozenset({"discipline_commission", "party_committee", "organization_department", "party_work_organ"})
LEFT = frozenset({"retired", "left", "resigned", "dismissed", "expelled", "sentenced", "deceased"})


def competence_of(
    ground: Ground, candidate: Candidate, methods: Sequence[str], books: Sequence[Rulebook], switches: Switches
) -> Competence:
    """The competent organ of every phase, by the texts of the day of the act; the first fitting row is the answer."""
    rows = _rows(ground, candidate, books, switches)
    found: Mapping[str, Competent | None] = {p: _phase(ground, candidate, rows.get(p, ()), methods) for p in PHASES}
    return Competence(**found)


def deciding_post(ground: Ground, candidate: Candidate) -> Post | None:
    """The post whose management decides: the present one if the register shows one, else that of the conduct (reading 7)."""
    person = ground.view.person(candidate.id)
    if not (person and person.now in LEFT):
        for tenure in ground.view.present_tenures(candidate.id, ground.case.asked_on):
            present = ground.view.latest_post(tenure.post)
            if present is not None:
                return present
    return ground.view.latest_post(candidate.post) if candidate.post else None


def manager_of(ground: Ground, candidate: Candidate) -> str | None:
    """The organization that manages the cadre, or that stands above the body."""
    key = ("manager", candidate.kind, candidate.id, candidate.post, candidate.unit)
    if key not in ground.kept:
        ground.kept[key] = _manager_of(ground, candidate)
    manager: str | None = ground.kept[key]
    return manager


def _manager_of(ground: Ground, candidate: Candidate) -> str | None:
    if candidate.kind == "body":
        return _superior(ground, candidate.unit)
    post = deciding_post(ground, candidate)
    return post.managed_by if post else None


def _whose(ground: Ground, candidate: Candidate, row: Row) -> str | None:
    """Whose organ it is: a party organ is never a government's, but its territory's party committee's."""
    whose = _of(ground, candidate, row.of)
    of_party = row.organ in PARTY_ORGANS or (candidate.kind == "body" and row.organ == "deciding_organ")
    return _committee_beside(ground, whose) if whose and of_party else whose


def _committee_beside(ground: Ground, unit: str) -> str:
    """The party committee of a government's territory, where the register has it; else the unit itself."""
    row = ground.organization(unit)
    if row is None or row.kind != "government":
        return unit
    beside = (ground.organization(each) for each in ground.view.territory_unit(unit, ground.day))
    return next((each.id for each in beside if each is not None and each.kind == "party_committee"), unit)


def _phase(
    ground: Ground, candidate: Candidate, rows: Sequence[tuple[Rulebook, Row]], methods: Sequence[str]
) -> Competent | None:
    general = [(book, row) for book, row in rows if row.methods is None]
    special = [(book, row) for book, row in rows if row.methods is not None and set(row.methods) & set(methods)]
    departures = tuple(_departures(ground, candidate, special, methods))
    if general:
        return _competent(ground, candidate, *general[0], by_method=departures)
    if departures:
        return replace(departures[0], by_method=departures[1:])
    return None


def _departures(
    ground: Ground, candidate: Candidate, special: Sequence[tuple[Rulebook, Row]], methods: Sequence[str]
) -> Iterator[Competent]:
    """Rows for single methods; each method is answered by the first row that names it."""
    taken: set[str] = set()
    for book, row in special:
        named = tuple(m for m in methods if m in (row.methods or ()) and m not in taken)
        taken |= set(named)
        for organ, its in _by_organ(row.organ, named):
            yield _competent(ground, candidate, book, row, organ=organ, methods=its)


def _by_organ(organ: str, named: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Where a text gives both to the discipline and supervision organ, state sanctions are the supervision organ's
    (ZW2020 art. 16): a party commission imposes none (reading 27)."""
    state = tuple(m for m in named if organ == "discipline_commission" and track_of(m) == "state")
    party = tuple(m for m in named if m not in state)
    yield from ((key, methods) for key, methods in ((organ, party), ("supervision_commission", state)) if methods)


def _rows(
    ground: Ground, candidate: Candidate, books: Sequence[Rulebook], switches: Switches
) -> Mapping[str, list[tuple[Rulebook, Row]]]:
    """The rows that speak to this party, by phase."""
    found: dict[str, list[tuple[Rulebook, Row]]] = {}
    for book in books:
        for row in book.competence:
            if speaks(row, switches) and addressed(row.to, candidate, facts_for(ground, candidate, book)).value:
                found.setdefault(row.phase, []).append((book, row))
    return found


def _competent(
    ground: Ground,
    candidate: Candidate,
    book: Rulebook,
    row: Row,
    *,
    organ: str = "",
    methods: tuple[str, ...] = (),
    by_method: tuple[Competent, ...] = (),
) -> Competent:
    approval = row.approval if row.approval != "none" else None
    return Competent(
        organ=organ or row.organ,
        of=_whose(ground, candidate, row),
        approval=approval,
        consult=row.consult,
        cite=cite(book, row),
        methods=methods,
        by_method=by_method,
    )


def _of(ground: Ground, candidate: Candidate, of: str) -> str | None:
    if of == "manager":
        return manager_of(ground, candidate)
    if of == "own_unit":
        return candidate.unit
    if of == "superior":
        return _superior(ground, candidate.unit)
    if of == "next_higher":
        manager = manager_of(ground, candidate)
        return _superior(ground, manager) if manager else None
    row = ground.organization(candidate.unit)
    if of == "dispatching":
        return row.dispatched_by if row else None
    return row.line_superior if row else None


def _superior(ground: Ground, unit: str) -> str | None:
    superiors = ground.view.leading_superiors(unit, ground.day)
    return superiors[0].unit if superiors else None
