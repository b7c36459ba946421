"""What the trace reaches beyond the asker's view: a question and a referral, never nobody.

Everything here is read from rows the asker may see: a superior named on a visible row but not itself visible, and
the discipline organ above, which may or may not be. So the words are the same whoever holds what beyond.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace

from quanze.core.determination.case import Case
from quanze.core.determination.clause_lines import cite
from quanze.core.determination.ground import Ground
from quanze.core.determination.result import Cite, Competence, Competent, DoubleCheck, Question, Referral, Sheet, Text
from quanze.core.determination.selection import Selection, Switches, select
from quanze.core.determination.texts import both
from quanze.core.rulebook.library import Library
from quanze.core.sheet.labels import known
from quanze.core.sheet.reader import BEYOND

SUPERIOR, SUPERVISION = "beyond.superior", "beyond.supervision"
COMMISSIONS = frozenset({"discipline_commission", "supervision_commission"})
NOT_JUDGED = both("可见范围以外的部分未作判断。", "Nothing is said about what lies beyond the asker's view.")
# Who starts and decides is fixed by management authority (WZ2019 art. 9); taken where no text of the day says so.
AUTHORITY = Cite(rulebook="WZ2019", version="2019-09-01", article="9", mark="Q")


@dataclass(frozen=True, slots=True)
class Beyond:
    """The superior units out of view, each with the visible unit below it; and whether the discipline side is too."""

    superiors: tuple[tuple[str, str], ...]
    supervision: bool


def with_beyond(sheet: Sheet, case: Case, library: Library, switches: Switches) -> Sheet:
    """The sheet of a case whose register holds only what the asker may see, with what lies beyond asked and referred."""
    ground, selection = Ground(case), select(case, library, switches)
    found = beyond(ground, levels=1 + _levels_by_text(selection))
    asked = [_superior(ground, unit, below) for unit, below in found.superiors]
    asked += [_supervision(ground)] if found.supervision else []
    place = _authority(selection)
    hidden = {unit for unit, _ in found.superiors}
    return replace(
        sheet,
        # What the core asks about a unit out of view says that nothing is recorded there: nobody here can know that.
        questions=(*asked, *(q for q in sheet.questions if q.about not in hidden)),
        referrals=(*sheet.referrals, *(_referral(ground, question, place) for question in asked)),
        double_check=_double_check(sheet.double_check, found),
        names=_names(sheet, ground, hidden),
    )


def _names(sheet: Sheet, ground: Ground, superiors: Iterable[str]) -> Mapping[str, str]:
    """The names for readers, and an empty one for each unit out of view, so that no code stands in its place."""
    found = {**sheet.names, **dict.fromkeys(superiors, "")}
    for unit in sorted({unit for party in sheet.parties for unit in _organs(party.competence)} - found.keys()):
        called = ground.name(unit)
        if called != unit or not _shown(ground, unit):
            found[unit] = "" if called == unit else called
    return dict(sorted(found.items()))


def _organs(competence: Competence) -> Iterator[str]:
    """The ids of units whose organs are competent in any phase."""
    for phase in fields(competence):
        found: Competent | None = getattr(competence, phase.name)
        for each in () if found is None else (found, *found.by_method):
            if each.of and not known("organ_of", each.of):
                yield each.of


def beyond(ground: Ground, *, levels: int) -> Beyond:
    """What the trace would reach within ``levels`` above but the register at hand does not show."""
    above = ground.view.above(ground.unit, ground.day, levels)
    below, hidden, seen = ground.unit, [], [*ground.view.territory_unit(ground.unit, ground.day)]
    for level in above:
        hidden += [(superior.unit, below) for superior in level if not _shown(ground, superior.unit)]
        seen += [superior.unit for superior in level]
        below = level[0].unit
    return Beyond(tuple(hidden), not any(_is_commission(ground, unit) for unit in seen))


def _shown(ground: Ground, unit: str) -> bool:
    return ground.view.latest_organization(unit) is not None


def _is_commission(ground: Ground, unit: str) -> bool:
    row = ground.organization(unit)
    return row is not None and row.kind in COMMISSIONS


def _levels_by_text(selection: Selection) -> int:
    """The most levels up that any text of the conduct's day could reach."""
    return max((trace.levels for chosen in selection.conduct for trace in chosen.rulebook.traces), default=0)


def _superior(ground: Ground, unit: str, below: str) -> Question:
    name = ground.name(below)
    return Question(
        fact=SUPERIOR, about=unit, decides=("superior_in_charge", "superior_principal"), evidence=(), kind="fact",
        ask=both(
            f"{name}的上级是{BEYOND.zh}：行为期间由谁分管{name}、谁是主要负责人？请向该单位或者有权查看的机关查询。",
            f"The superior of {name} is {BEYOND.en}: who was in charge of {name} there during the conduct, and who "
            "headed that unit? Ask it, or an organ that may see it.",
        ),
    )  # fmt: skip


def _supervision(ground: Ground) -> Question:
    name = ground.name(ground.unit)
    return Question(
        fact=SUPERVISION, about=ground.unit, decides=("discipline_head", "resident_group"), evidence=(), kind="fact",
        ask=both(
            f"负责监督{name}的纪检监察机关（含派驻机构）不在询问人可见范围内：监督责任由谁承担？请向上级纪检监察机关查询。",
            f"The discipline organ that supervises {name}, a resident group included, lies beyond what you may see: "
            "who owed supervision? Ask the discipline organ above.",
        ),
    )  # fmt: skip


def _referral(ground: Ground, question: Question, place: Cite) -> Referral:
    to = question.about if question.fact == SUPERIOR and question.about else "discipline_commission"
    return Referral(
        from_=ground.unit, to=to, about=ground.unit, cite=place,
        why=both(
            "那里由谁任职、谁分管，询问人无权查看，本建议未作判断，由有权查看的机关核查；不得视为无人负责。",
            "Who holds which post and portfolio there lies beyond what the asker may see and is not judged here; an organ "
            "that may see it examines it. It does not mean that nobody answers.",
        ),
    )  # fmt: skip


def _authority(selection: Selection) -> Cite:
    """The text of the day of the act that gives matters to the organ with authority."""
    rows = [(book, row) for book in selection.acting for row in book.competence if row.phase == "start"]
    # The accountability regulation speaks of it for everybody; a text without an article number speaks last.
    rows.sort(key=lambda pair: (pair[0].identity.family != "WZ", pair[1].cite.article is None))
    return next((cite(book, row) for book, row in rows), AUTHORITY)


def _double_check(half: DoubleCheck, found: Beyond) -> DoubleCheck:
    return DoubleCheck(
        main_body=_noted(half.main_body, bool(found.superiors)),
        supervision=_noted(half.supervision, found.supervision),
    )


def _noted(text: Text, open_: bool) -> Text:
    return both(f"{text['zh']}{NOT_JUDGED['zh']}", f"{text['en']} {NOT_JUDGED['en']}") if open_ else text


def persons_named(data: object, persons: Iterable[str]) -> frozenset[str]:
    """The ids among ``persons`` that stand anywhere in JSON-like data, as a value or a key."""
    wanted, found, waiting = frozenset(persons), set(), [data]
    while waiting:
        part = waiting.pop()
        if isinstance(part, str) and part in wanted:
            found.add(part)
        elif isinstance(part, dict):
            waiting += [*part, *part.values()]
        elif isinstance(part, list | tuple):
            waiting += part
    return frozenset(found)
