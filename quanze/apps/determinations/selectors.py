"""Reads of determinations; each is recorded before its answer leaves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from quanze import __version__
from quanze.apps.access.caller import Caller
from quanze.apps.access.checks import check_may, not_found
from quanze.apps.access.context import acting, reading
from quanze.apps.audit.services import record_read
from quanze.apps.determinations.casework.filling import value_at
from quanze.apps.determinations.casework.text import read_text
from quanze.apps.determinations.models import Citation, Determination, Draft
from quanze.apps.people.selectors import visible_to as people_visible_to
from quanze.core.determination.result import Text
from quanze.core.refusals import Refusal
from quanze.core.sheet.data import read_sheet

_LARGE = ("case_text", "sheet", "sight", "settings")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A determination in a list: no word of its content but the id of its case."""

    public_id: str
    case_id: str
    asked_at: datetime
    asked_on: date
    known_at: datetime
    program: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A determination as it was answered; ``sheet`` the bytes of then, ``notes`` what a reader of today should know.

    ``case_text`` is the case file as given, ``settings`` and ``sight`` what rules.Settings and facts.Sight wrote.
    """

    public_id: str
    case_id: str
    reason: str
    asked_at: datetime
    asked_on: date
    asked_by: int
    known_at: datetime
    program: str
    sheet: bytes
    notes: tuple[Text, ...]
    case_name: str
    case_text: bytes
    settings: Mapping[str, Any]
    sight: Mapping[str, Any]

    @property
    def data(self) -> dict[str, Any]:
        """The sheet as data."""
        return read_sheet(self.sheet.decode("utf-8"))


def visible_to(caller: Caller) -> QuerySet[Determination]:
    """The determinations that the caller may see, newest first; their texts are left unread."""
    return Determination.visible.to(caller).defer(*_LARGE)


def determinations_of(*, by: Caller, at: datetime) -> list[Line]:
    """What the caller may see, newest first. Raises Refusal "not_permitted" if he may see none whatever."""
    check_may(by, "determination:read")
    with acting(by):
        lines = [_line(row) for row in visible_to(by)]
        record_read(by=by, at=at, event="determinations:list:read", object_kind="determination", object_id="")
    return lines


def listed(*, by: Caller, at: datetime, case: str = "", mine: bool = False) -> QuerySet[Determination]:
    """The same for a page: rows still to be ordered and cut, ``case`` a part of the case's id, ``mine`` one's own only.

    The read is recorded before any row leaves. Raises Refusal "not_permitted".
    """
    check_may(by, "determination:read")
    with acting(by):
        record_read(by=by, at=at, event="determinations:list:read", object_kind="determination", object_id="")
    rows = visible_to(by).filter(case_id__icontains=case) if case else visible_to(by)
    return rows.filter(asked_by=by.person or 0) if mine else rows


def citing(rulebook: str, row: str, *, by: Caller, at: datetime) -> QuerySet[Citation]:
    """What cites a row of a rulebook in determinations that the caller may see: rows still to be ordered and cut.

    The read is recorded before any row leaves. Raises Refusal "not_permitted".
    """
    check_may(by, "determination:read")
    with acting(by):
        record_read(by=by, at=at, event="determinations:list:read", object_kind="determination", object_id="")
    return Citation.visible.to(by).filter(rulebook=rulebook, row=row)


def _line(row: Determination) -> Line:
    return Line(
        public_id=row.public_id, case_id=row.case_id, asked_at=row.asked_at, asked_on=row.asked_on,
        known_at=row.known_at, program=row.program,
    )  # fmt: skip


def found(public_id: str, action: str, *, by: Caller) -> Determination:
    """The row, whole. Raises Refusal "not_found" for one that does not exist or is not the caller's."""
    row = (
        Determination.everything(reason="one determination")
        .filter(Determination.reached(by, action), public_id=public_id)
        .first()
    )
    if row is None:
        raise not_found()
    return row


def shown(public_id: str, *, by: Caller, at: datetime) -> Shown:
    """One determination as it was answered. Raises Refusal "not_found"."""
    with acting(by):
        row = found(public_id, "determination:read", by=by)
        _record(row, "determinations:sheet:read", by=by, at=at)
    return shown_row(row)


def sheet_bytes(public_id: str, *, by: Caller, at: datetime) -> bytes:
    """The sheet's JSON, the very bytes that were kept: the same by page, by command and by API. Raises as ``shown``."""
    return shown(public_id, by=by, at=at).sheet


def taken_out(public_id: str, *, by: Caller, at: datetime, kind: str) -> Shown:
    """One determination that leaves as a file (``kind``: json, pdf, …). Raises Refusal "not_found"."""
    with acting(by):
        row = found(public_id, "determination:read", by=by)
        record_read(
            by=by, at=at, event="determinations:sheet:exported", object_kind="determination", object_id=public_id,
            reason=kind,
        )  # fmt: skip
    return shown_row(row)


def to_compare(public_id: str, *, by: Caller, at: datetime) -> Shown:
    """One determination to be held against another answer to it. Raises Refusal "not_found"."""
    with acting(by):
        row = found(public_id, "determination:compare", by=by)
        _record(row, "determinations:sheet:compared", by=by, at=at)
    return shown_row(row)


def compared(earlier: str, later: str, *, by: Caller, at: datetime) -> tuple[Shown, Shown]:
    """Two determinations to be compared with core.sheet.diff. Raises Refusal "not_found" for either."""
    with acting(by):
        rows = [found(each, "determination:compare", by=by) for each in (earlier, later)]
        for row in rows:
            _record(row, "determinations:sheet:compared", by=by, at=at)
    return shown_row(rows[0]), shown_row(rows[1])


def asker_of(found: Shown, by: Caller) -> str:
    """The name of who asked, "" where his person is not the reader's to see."""
    if found.asked_by == by.person:
        return by.name
    with reading(by):
        return people_visible_to(by).filter(pk=found.asked_by).values_list("name", flat=True).first() or ""


def _record(row: Determination, event: str, *, by: Caller, at: datetime) -> None:
    record_read(by=by, at=at, event=event, object_kind="determination", object_id=row.public_id)


def shown_row(row: Determination) -> Shown:
    return Shown(
        public_id=row.public_id, case_id=row.case_id, reason=row.reason, asked_at=row.asked_at,
        asked_on=row.asked_on, asked_by=row.asked_by, known_at=row.known_at, program=row.program,
        sheet=bytes(row.sheet), notes=notes_on(row), case_name=row.case_name, case_text=bytes(row.case_text),
        settings=row.settings, sight=row.sight,
    )  # fmt: skip


def notes_on(row: Determination) -> tuple[Text, ...]:
    """What a reader of today should know: that another program gave the sheet."""
    if row.program == __version__:
        return ()
    return (
        {
            "zh": f"本建议由 {row.program} 版程序得出，现为 {__version__} 版；可用 recompute 重新计算并对照。",
            "en": f"Program {row.program} gave this sheet; this is {__version__}. Compute it again to compare.",
        },
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftLine:
    """A draft of one's own in a list or on the desk; ``title`` the name of its case, else its id, else its number."""

    public_id: str
    title: str
    changed_at: datetime


def drafts_of(by: Caller, *, most: int = 50) -> list[DraftLine]:
    """One's own drafts, the last changed first."""
    with reading(by):
        rows = list(Draft.visible.to(by).order_by("-changed_at", "public_id")[:most])
    return [DraftLine(public_id=row.public_id, title=_title(row), changed_at=row.changed_at) for row in rows]


def _title(draft: Draft) -> str:
    try:
        case = read_text(draft.text.encode("utf-8"))
    except Refusal:
        return draft.public_id
    return str(value_at(case, "title.zh") or value_at(case, "title.en") or case.get("id") or draft.public_id)


def draft_of(public_id: str, *, by: Caller) -> Draft:
    """One's own draft. Raises Refusal "not_found" for one that does not exist or is another's."""
    with reading(by):
        found = Draft.visible.to(by).filter(public_id=public_id).first()
    if found is None:
        raise not_found()
    return found


def asked_lately(by: Caller, *, most: int = 10) -> list[Line]:
    """What the caller asked himself and may still see, newest first: for his desk; no content leaves."""
    with reading(by):
        rows = visible_to(by).filter(asked_by=by.person) if by.person is not None else visible_to(by).none()
        return [_line(row) for row in rows.order_by("-asked_at", "public_id")[:most]]
