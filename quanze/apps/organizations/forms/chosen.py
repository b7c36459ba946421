"""What was chosen before a form is opened: a unit, post or person, with the rows that stand about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple

from quanze.apps.access.caller import Caller
from quanze.apps.organizations.forms.wording import codes_of
from quanze.apps.organizations.selectors.names import Names, names_of
from quanze.apps.organizations.selectors.recorded import timeline_read

KINDS = ("unit", "post", "person")
LONGEST = 64


class Standing(NamedTuple):
    """A row that stands: its list, record number and what it says."""

    list: str
    record: int
    row: Any

    def holds_on(self, day: date) -> bool:
        """True if it was so on the day."""
        row = self.row
        return (row.starts_on is None or row.starts_on <= day) and (row.ends_before is None or day < row.ends_before)


@dataclass(frozen=True, slots=True)
class Chosen:
    """Codes by kind, the rows that stand about them, and the names of what these speak of."""

    codes: Mapping[str, str] = field(default_factory=dict)
    rows: tuple[Standing, ...] = ()
    names: Names = field(default_factory=Names)

    def code(self, kind: str) -> str:
        """The code chosen of a kind, "" for none."""
        return self.codes.get(kind, "")

    def of(self, list_: str, day: date | None = None) -> list[Standing]:
        """The standing rows of a list; those in force on a day where one is given."""
        return [each for each in self.rows if each.list == list_ and (day is None or each.holds_on(day))]

    def own(self, kind: str, day: date) -> Any:
        """What the chosen unit, post or person itself was on a day; None if nothing is chosen or it did not stand."""
        list_ = {"unit": "organizations", "post": "posts", "person": "people"}[kind]
        found = [each.row for each in self.of(list_, day) if each.row.id == self.code(kind)]
        return found[0] if found else None


def choose(given: Mapping[str, str], *, by: Caller, at: datetime) -> Chosen:
    """What an address chooses (?unit=, ?post=, ?person=); the look is recorded. Raises Refusal "not_found"."""
    codes = {kind: given.get(kind, "").strip()[:LONGEST] for kind in KINDS}
    codes = {kind: code for kind, code in codes.items() if code}
    rows: dict[tuple[str, int], Standing] = {}
    for kind, code in codes.items():
        for moment in timeline_read(kind=kind, code=code, by=by, at=at):
            if moment.row.superseded_at is None:
                rows[moment.list, moment.record] = Standing(moment.list, moment.record, moment.row)
    named = {code for each in rows.values() for code in codes_of(each.row)}
    return Chosen(codes, tuple(rows.values()), names_of(by, named | set(codes.values())) if codes else Names())
