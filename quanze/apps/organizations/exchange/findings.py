"""What is wrong, or worth knowing, about a place in a file that comes in: sheet, row, column, reason, mend."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple


class Reason(NamedTuple):
    """A reason in both languages, with a stable code and the text that would mend the cell ("" where none is known)."""

    code: str
    zh: str
    en: str
    suggestion: str = ""


class Unreadable(Exception):
    """A cell's text is not of its column's kind."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.en)
        self.reason = reason


def unreadable(code: str, zh: str, en: str, suggestion: str = "") -> Unreadable:
    """The exception of a cell that cannot be read."""
    return Unreadable(Reason(code, zh, en, suggestion))


@dataclass(frozen=True, slots=True)
class Place:
    """Where: the sheet as people see it ("单位", or a csv file's name), the row from 1 (0: none), the column's header.

    ``column_en`` is the English header of a column that the file itself does not have.
    """

    sheet: str
    row: int = 0
    column: str = ""
    column_en: str = ""

    def head(self, lang: str) -> str:
        """The column's header: as the file has it, else the sheet's own in one language."""
        return self.column_en if lang != "zh" and self.column_en else self.column

    def text(self, lang: str) -> str:
        """The place in one language, without a closing colon."""
        head = self.head(lang)
        if lang == "zh":
            row, column = (f"第 {self.row} 行" if self.row else "", f"“{head}”列" if head else "")
        else:
            row, column = (f"row {self.row}" if self.row else "", f"column “{head}”" if head else "")
        return " ".join(part for part in (self.sheet, row, column) if part)

    def beside(self, other: Place, lang: str) -> str:
        """The row as it is told at another place: its sheet or file is named where it is not the same."""
        return Place("" if other.sheet == self.sheet else self.sheet, self.row).text(lang)


@dataclass(frozen=True, slots=True)
class Finding:
    """One reason at one place. A fault forbids the import; a notice does not."""

    place: Place
    reason: Reason

    def text(self, lang: str = "zh") -> str:
        """Place, reason and suggestion as one sentence."""
        reason, suggestion = self.reason, self.reason.suggestion
        if lang == "zh":
            return f"{self.place.text(lang)}：{reason.zh}" + (f"；建议改为“{suggestion}”" if suggestion else "")
        return f"{self.place.text(lang)}: {reason.en}" + (f"; suggestion: “{suggestion}”" if suggestion else "")

    def plain(self, lang: str = "zh") -> dict[str, str | int]:
        """The finding for programs; ``text`` is its whole sentence."""
        place, reason = self.place, self.reason
        return {
            "sheet": place.sheet, "row": place.row, "column": place.head(lang), "code": reason.code,
            "reason": reason.zh if lang == "zh" else reason.en, "suggestion": reason.suggestion,
            "text": self.text(lang),
        }  # fmt: skip


class Findings:
    """Faults and notices, gathered while a file is read and checked."""

    def __init__(self) -> None:
        self.faults: list[Finding] = []
        self.notices: list[Finding] = []
        self.sheets: list[str] = []

    def fault(self, place: Place, reason: Reason) -> None:
        """Something that forbids the import."""
        self.faults.append(Finding(place, reason))

    def notice(self, place: Place, reason: Reason) -> None:
        """Something to look at that forbids nothing."""
        self.notices.append(Finding(place, reason))

    def in_order(self, found: Iterable[Finding]) -> tuple[Finding, ...]:
        """Findings sheet by sheet in the order in which the sheets were read, row by row."""
        order = {name: number for number, name in enumerate(self.sheets)}
        return tuple(sorted(found, key=lambda each: (order.get(each.place.sheet, -1), each.place.row)))


def told_number(number: int) -> tuple[str, str]:
    """How many faults there are and that therefore nothing was written, in both languages."""
    faults = "1 fault" if number == 1 else f"{number} faults"
    return f"有 {number} 处错误，未写入任何内容", f"{faults}; nothing was written"
