"""Which rows of the files would break the register: circles of superiors, too many holders, two heads.

The core's own checks name one fault and stop. Here the row they name is set aside and they look again, group by group,
until every fault has been told.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from quanze.apps.organizations.exchange.building import Source
from quanze.apps.organizations.exchange.circles import KEYS, circles
from quanze.apps.organizations.exchange.findings import Findings, Reason
from quanze.apps.organizations.exchange.planning import Plan
from quanze.apps.organizations.services.standing import Lists
from quanze.core.refusals import Refusal
from quanze.core.register.check_heads import check_heads
from quanze.core.register.check_ids import check_doubled
from quanze.core.register.check_seats import check_holders, check_repeated
from quanze.core.register.places import Place, Places

Check = Callable[[Places], None]
_NAMED = re.compile(r"register\.(\w+)\[(\d+)\]")
_LISTS = ("organizations", "bodies", "posts", "people", "tenures", "portfolios", "absences")
_COLUMN = {"organizations": "code", "tenures": "post", "posts": "code", "bodies": "code"}
_MOST = 1000


@dataclass(frozen=True, slots=True)
class Around:
    """Rows of the plan and standing rows beside them, each numbered list by list: the plan's own come first."""

    lists: Mapping[str, Sequence[Place[Any]]]
    sources: Mapping[str, Sequence[Source]]

    def source(self, name: str, number: int) -> Source | None:
        """The source of a row; None for one that stands."""
        sources = self.sources.get(name, ())
        return sources[number] if number < len(sources) else None


def explain(plan: Plan, standing: Lists, findings: Findings) -> None:
    """A fault at every row of the plan without which the register would hold."""
    around = _around(plan, standing)
    told: set[tuple[str, int]] = set()
    _tell_circles(around, findings)
    for checks, group in _groups(around):
        _tell_all(checks, group, around, told, findings)


def _tell_circles(around: Around, findings: Findings) -> None:
    """Circles are told at a row of the files, for standing rows made none before."""
    for key in KEYS:
        units = around.lists["organizations"]
        for place, _, reason in circles(
            units, key, lambda each: around.source("organizations", each.number) is not None
        ):
            source = around.source("organizations", place.number)
            if source is not None:
                findings.fault(source.place(key), reason)


def _around(plan: Plan, standing: Lists) -> Around:
    lists: dict[str, list[Place[Any]]] = {}
    for name in _LISTS:
        ended = set(plan.change.ends.get(name, ()))
        new = [draft.row for draft in plan.change.drafts.get(name, ())]
        old = [row for number, row in standing.get(name, {}).items() if number not in ended]
        lists[name] = [Place(row, name, number) for number, row in enumerate((*new, *old))]
    return Around(lists, plan.sources)


def _groups(around: Around) -> Iterator[tuple[tuple[Check, ...], Mapping[str, Sequence[Place[Any]]]]]:
    """All units together; then each post with its holders, and each unit's posts with theirs."""
    lists = around.lists
    yield (check_doubled,), {"organizations": lists["organizations"]}
    posts = _by(lists["posts"], lambda row: row.id)
    tenures = _by(lists["tenures"], lambda row: row.post)
    for code, held in tenures.items():
        if len(held) > 1 and code in posts:
            yield (check_repeated, check_holders), {"posts": posts[code], "tenures": held}
    for seats in _by(lists["posts"], lambda row: row.organization).values():
        held = [place for post in {place.row.id for place in seats} for place in tenures.get(post, ())]
        if len(held) > 1:
            yield (check_heads,), {"posts": seats, "tenures": held}


def _by(places: Iterable[Place[Any]], key: Callable[[Any], str]) -> dict[str, list[Place[Any]]]:
    found: dict[str, list[Place[Any]]] = {}
    for place in places:
        found.setdefault(key(place.row), []).append(place)
    return found


def _tell_all(
    checks: Sequence[Check], group: Mapping[str, Sequence[Place[Any]]], around: Around, told: set[tuple[str, int]],
    findings: Findings,
) -> None:  # fmt: skip
    left = {name: [place for place in places if (name, place.number) not in told] for name, places in group.items()}
    for check in checks:
        for _ in range(_MOST):
            refusal = _first(check, left)
            if refusal is None:
                break
            at = _culprit(refusal, around)
            told.add(at)
            left[at[0]] = [place for place in left[at[0]] if place.number != at[1]]
            source = around.source(*at)
            if source is not None:
                findings.fault(source.place(_COLUMN.get(at[0], "")), _reason(refusal, around))


def _first(check: Check, left: Mapping[str, Sequence[Place[Any]]]) -> Refusal | None:
    try:
        check(Places(**{name: left.get(name, ()) for name in _LISTS}))
    except Refusal as refusal:
        return refusal
    return None


def _culprit(refusal: Refusal, around: Around) -> tuple[str, int]:
    """The row to set aside: one of the files, if the refusal names any, for standing rows held before."""
    named = [(name, int(number)) for name, number in _NAMED.findall(f"{refusal.where} {refusal.zh}")]
    return next((each for each in named if around.source(*each) is not None), named[0])


def _reason(refusal: Refusal, around: Around) -> Reason:
    def zh(found: re.Match[str]) -> str:
        source = around.source(found[1], int(found[2]))
        return source.place().text("zh") if source else "台账中已有的一行"

    def en(found: re.Match[str]) -> str:
        source = around.source(found[1], int(found[2]))
        return source.place().text("en") if source else "a standing row"

    return Reason(refusal.code, _NAMED.sub(zh, refusal.zh), _NAMED.sub(en, refusal.en))
