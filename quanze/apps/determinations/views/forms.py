"""The form of a case as the pages of drafts and of "what if" show it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from quanze.apps.access.caller import CHINA_TIME, Caller
from quanze.apps.determinations.casework.describing import at_their_slots
from quanze.apps.determinations.casework.fields import codes_in, parts_of, places_of
from quanze.apps.determinations.facts import posts_held
from quanze.apps.determinations.rules import Rules
from quanze.apps.determinations.views.shared import rules
from quanze.apps.organizations.selectors.names import names_of
from quanze.apps.pages.language import language
from quanze.core.refusals import Refusal
from quanze.core.rulebook.areas import AREAS
from quanze.core.words import Label

_LINE = re.compile(r"（第 \d+ 行）$| \(line \d+\)$")


class Hint(NamedTuple):
    """A post that the person of a violation held during the conduct, to be taken over."""

    path: str
    code: str
    text: str


def form_told(
    request: Any, case: Mapping[str, Any], faults: Mapping[str, Label], *, spare: str = "", settings: Mapping[str, Any] = {}
) -> dict[str, Any]:  # fmt: skip
    """What the template of the form is told; names of codes as far as the caller may see them."""
    used = rules()
    hints = list(_hints(request.caller, case))
    names = names_of(request.caller, {*codes_in(case), *(code for _, code in hints)})

    def name(code: str) -> str:
        found = names.any(code, language()) if code else ""
        return "" if found == code else found

    faults = at_their_slots(case, faults)
    parts = parts_of(case, faults, used, name, spare)
    return {
        "parts": parts, "faults": places_of(faults, parts), "areas": sorted(AREAS.items()),
        "hints": [Hint(path, code, name(code) or code) for path, code in hints],
        "settings": _settings(settings, used, faults),
    }  # fmt: skip


def _hints(caller: Caller, case: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    conduct = (case.get("dates") or {}).get("conduct") if isinstance(case.get("dates"), dict) else None
    first, last = (_day(conduct, key) for key in ("from", "to"))
    rows = case.get("violations")
    for place, row in enumerate(rows if isinstance(rows, list) else []):
        if isinstance(row, dict) and row.get("person") and not row.get("post"):
            for code in posts_held(caller, str(row["person"]), first, last):
                yield f"violations[{place}]", code


def _day(conduct: Any, key: str) -> date | None:
    found = conduct.get(key) if isinstance(conduct, dict) else None
    return found if isinstance(found, date) else None


def _settings(kept: Mapping[str, Any], used: Rules, faults: Mapping[str, Label]) -> dict[str, Any]:
    chosen = frozenset(kept.get("rulebooks") or ())
    packs = [(name, used.titles[name], name in chosen) for name in sorted(used.titles)]
    known, unverified = kept.get("known") or "", bool(kept.get("unverified"))
    return {
        "known": known, "known_fault": faults.get("known"), "rulebooks": packs, "unverified": unverified,
        "touched": bool(known or chosen or unverified),
    }  # fmt: skip


def refused(refusal: Refusal) -> dict[str, Label]:
    """A refusal of the whole as a fault at the place it names; the line of a text that nobody wrote is left out."""
    return {refusal.where or "": Label(_LINE.sub("", refusal.zh), _LINE.sub("", refusal.en))}


def today_of(request: Any) -> date:
    """The day of the request in China."""
    day: date = request.at.astimezone(CHINA_TIME).date()
    return day
