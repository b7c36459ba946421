"""Which kept determinations cite a row: looked for in the newest of those the caller may see, a stretch at a time."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any, NamedTuple

from quanze.apps.access.caller import Caller
from quanze.apps.access.context import reading
from quanze.apps.determinations.selectors import listed
from quanze.apps.pages.lists import page_of

STRETCH = 50  # so many sheets are looked through for one page


class Use(NamedTuple):
    """A determination that cites the row."""

    public_id: str
    case_id: str
    asked_at: datetime


class Uses(NamedTuple):
    """What was found among ``looked`` sheets; ``next`` is the token of the stretch before them, "" for none."""

    found: list[Use]
    looked: int
    next: str


def uses_of(request: Any, rulebook: str, row: str, *, by: Caller, at: datetime) -> Uses | None:
    """Determinations whose sheet cites the row, newest first; None for whoever may read no determination.

    The read of the list is recorded before any row leaves. Raises Refusal "bad_page".
    """
    if by.may("determination:read") is None:
        return None
    rows = listed(by=by, at=at)
    with reading(by):
        page = page_of(
            request, rows, by=("-asked_at", "public_id"), values=("case_id", "sheet"), size=STRETCH
        )  # fmt: skip
    cites = _citing(rulebook, row)
    found = [each for each in page.rows if cites.search(bytes(each["sheet"]))]
    uses = [Use(each["public_id"], each["case_id"], each["asked_at"]) for each in found]
    return Uses(uses, len(page.rows), page.next)


def _citing(rulebook: str, row: str) -> re.Pattern[bytes]:
    """A citation in a sheet's JSON: a flat object that names the rulebook, then the row."""
    names = [re.escape(f'"{key}": "{value}"'.encode()) for key, value in (("rulebook", rulebook), ("row", row))]
    return re.compile(rb"\{[^{}]*" + names[0] + rb"[^{}]*" + names[1] + rb"[^{}]*\}")
