"""A sheet of a file as columns of raw text, with the row numbers that people see."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from quanze.apps.organizations.exchange.findings import Place
from quanze.apps.organizations.exchange.sheets import Sheet

# Called with a name and how many rows of it are done; what a terminal shows of it is the door's business.
Tell = Callable[[str, int], None]


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet read: ``rows`` are the numbers people see, ``columns`` texts by key, ``headers`` as the file has them."""

    sheet: Sheet
    name: str
    rows: Sequence[int]
    columns: Mapping[str, Sequence[str]]
    headers: Mapping[str, str]

    def place(self, index: int, key: str = "") -> Place:
        """The place of the ``index``-th row, in the column ``key``; one that the file lacks by the sheet's own header."""
        if key in self.headers or key not in self.sheet.by_key:
            return Place(self.name, self.rows[index], self.headers.get(key, key))
        label = self.sheet.by_key[key].label
        return Place(self.name, self.rows[index], label.zh, label.en)


def silent(name: str, rows: int) -> None:
    """Tells nobody."""
