"""From texts to values, column by column: every distinct text is read once, its reason told at each row that has it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from quanze.apps.organizations.exchange.findings import Findings, Reason, Unreadable
from quanze.apps.organizations.exchange.kinds import Kind
from quanze.apps.organizations.exchange.sheets import Column
from quanze.apps.organizations.exchange.tables import Table, Tell

BLOCK = 50_000
# Stands in place of a value that could not be read.
BAD = object()


@dataclass(frozen=True, slots=True)
class Typed:
    """A table with values in place of texts; ``bad`` are the indexes of rows with a fault, which are checked no further."""

    table: Table
    columns: Mapping[str, Sequence[Any]]
    bad: frozenset[int]


def typed(table: Table, findings: Findings, tell: Tell) -> Typed:
    """The values of a table; what cannot be read, is missing or ends before it starts goes to ``findings``."""
    bad: set[int] = set()
    columns: dict[str, Sequence[Any]] = {}
    for column in table.sheet.columns:
        texts = table.columns.get(column.key)
        if texts is None:
            columns[column.key] = [None] * len(table.rows)
        else:
            columns[column.key] = _column(table, column, texts, bad, findings)
    _check_needed(table, columns, bad, findings)
    _check_order(table, columns, bad, findings)
    _check_covering(table, columns, bad, findings)
    tell(table.name, len(table.rows))
    return Typed(table, columns, frozenset(bad))


def _column(table: Table, column: Column, texts: Sequence[str], bad: set[int], findings: Findings) -> list[Any]:
    values: list[Any] = []
    memo: dict[str, Any] = {}
    told: dict[str, Reason] = {}
    for start in range(0, len(texts), BLOCK):
        part = texts[start : start + BLOCK]
        _read_distinct(column.kind, set(part) - memo.keys(), memo, told)
        values += [memo[text] for text in part]
    if told:
        _tell_rows(table, column, texts, told, values, bad, findings)
    return values


def _read_distinct(kind: Kind, fresh: set[str], memo: dict[str, Any], told: dict[str, Reason]) -> None:
    """Read what has not been read yet, and note the texts about which there is something to tell."""
    for text in fresh:
        try:
            memo[text], reason = kind.of(text)
        except Unreadable as error:
            memo[text], reason = BAD, error.reason
        if reason is not None:
            told[text] = reason


def _tell_rows(
    table: Table, column: Column, texts: Sequence[str], told: Mapping[str, Reason], values: list[Any], bad: set[int],
    findings: Findings,
) -> None:  # fmt: skip
    for index, text in enumerate(texts):
        if text not in told:
            continue
        place = table.place(index, column.key)
        if values[index] is BAD:
            bad.add(index)
            findings.fault(place, told[text])
        else:
            findings.notice(place, told[text])


def _check_needed(table: Table, columns: Mapping[str, Sequence[Any]], bad: set[int], findings: Findings) -> None:
    for column in table.sheet.columns:
        values = columns[column.key]
        if not column.needed or column.key not in table.columns or None not in values:
            continue
        for index, value in enumerate(values):
            if value is None:
                bad.add(index)
                findings.fault(table.place(index, column.key), missing_value())


def _check_order(table: Table, columns: Mapping[str, Sequence[Any]], bad: set[int], findings: Findings) -> None:
    pairs = zip(columns["starts_on"], columns["ends_before"], strict=True)
    for index, (start, end) in enumerate(pairs):
        if None not in (start, end) and BAD not in (start, end) and end <= start:
            bad.add(index)
            zh = f"终止日期 {end} 应晚于起始日期 {start}（终止日期当天不计入）"
            en = f"the end {end} must come after the start {start} (the end day is not included)"
            findings.fault(table.place(index, "ends_before"), Reason("end_not_after_start", zh, en))


def _check_covering(table: Table, columns: Mapping[str, Sequence[Any]], bad: set[int], findings: Findings) -> None:
    """A portfolio covers something: units, posts or fields."""
    if table.sheet.key != "portfolios":
        return
    for index, (covers, phrases) in enumerate(zip(columns["covers"], columns["fields"], strict=True)):
        if not covers and not phrases:
            bad.add(index)
            zh = "没有写明分管什么，请填写分管单位或职务编号，或者分管领域"
            en = "it says nothing that is looked after: give codes of units or posts covered, or fields"
            findings.fault(table.place(index, "covers"), Reason("empty_portfolio", zh, en))


def missing_value() -> Reason:
    """The reason of a cell that must be filled in."""
    return Reason("missing_value", "不能空着，请填写", "must be given")
