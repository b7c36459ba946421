"""Which kept determinations cite a row, of those the caller may see: the newest first, a page at a time."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from quanze.apps.access.caller import Caller
from quanze.apps.access.context import reading
from quanze.apps.determinations.selectors import citing
from quanze.apps.pages.lists import page_of

SIZE = 50
_BY = ("-asked_at", "compartment")  # as the index has them; the label is the determination's own


class Use(NamedTuple):
    """A determination that cites the row."""

    public_id: str
    case_id: str
    asked_at: datetime


class Uses(NamedTuple):
    """A page of those that cite it; ``next`` is the token of the page after, "" for none."""

    found: list[Use]
    next: str
    is_first: bool


def uses_of(request: Any, rulebook: str, row: str, *, by: Caller, at: datetime) -> Uses | None:
    """Determinations whose sheet cites the row, newest first; None for whoever may read no determination.

    The read of the list is recorded before any row leaves. Raises Refusal "bad_page".
    """
    if by.may("determination:read") is None:
        return None
    rows = citing(rulebook, row, by=by, at=at)
    with reading(by):
        page = page_of(
            request, rows, by=_BY, values=("determination__public_id", "determination__case_id"), size=SIZE
        )  # fmt: skip
    uses = [
        Use(each["determination__public_id"], each["determination__case_id"], each["asked_at"]) for each in page.rows
    ]
    return Uses(uses, page.next, page.is_first)
