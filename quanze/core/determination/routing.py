"""Who goes another way: direct violators and ordinary staff to discipline, crimes to justice; none is dropped."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from quanze.core.determination.result import Cite, Routed
from quanze.core.determination.texts import say

if TYPE_CHECKING:
    from quanze.core.determination.assembling import Assembly


def route(assembly: Assembly) -> tuple[Routed, ...]:
    """Violations first in the order of the case, then ordinary staff by id."""
    place = objects_of_accountability(assembly)
    return (*_violators(assembly, place), *_ordinary(assembly, place))


def objects_of_accountability(assembly: Assembly) -> Cite:
    """The place that says who is an object of accountability: of the conduct's day if it says so, else WZ2019 art. 5."""
    for book in (*assembly.conduct_books, *assembly.selection.acting):
        for row in book.reach:
            if row.kind == "person" and row.otherwise is not None and row.otherwise.to == "discipline":
                return Cite(
                    rulebook=book.id,
                    version=book.identity.in_force.starts_on or "?",
                    article=row.cite.article,
                    paragraph=row.cite.paragraph,
                    item=row.cite.item,
                    row=row.id,
                    mark=row.mark,
                )
    return Cite(rulebook="WZ2019", version="2019-09-01", article="5", mark="Q")


def _violators(assembly: Assembly, place: Cite) -> Iterator[Routed]:
    for violation in assembly.case.violations:
        if violation.organization:
            continue
        why = say("violator")
        if violation.person is None:
            many = violation.count is not None and violation.count > 1
            why = say("violator_group", count=str(violation.count)) if many else say("violator_unknown")
        to = "justice" if violation.transferred_to_justice else "discipline"
        yield Routed(person=violation.person, to="discipline", why=why, cite=place, violation=violation.id)
        if to == "justice":
            yield Routed(
                person=violation.person, to="justice", why=say("to_justice"), cite=place, violation=violation.id
            )


def _ordinary(assembly: Assembly, place: Cite) -> Iterator[Routed]:
    people = sorted({o.candidate.id for o in assembly.outcomes if o.fate == "ordinary"})
    for person in people:
        if person not in assembly.ground.violators:
            yield Routed(person=person, to="discipline", why=say("ordinary"), cite=place)
