"""What a draft is asked on beside its case: the instant of knowledge, the rulebooks, unverified clauses."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from quanze.apps.determinations.answering import Asking
from quanze.apps.determinations.casework.filling import Given
from quanze.apps.determinations.models import Draft
from quanze.apps.determinations.rules import Settings
from quanze.core.casefile.rulewords import Rules as RuleWords
from quanze.core.periods import end_of_day
from quanze.core.refusals import Refusal


def settings_given(given: Given, words: RuleWords) -> dict[str, Any]:
    """The settings of a form as they are kept with its draft. Raises Refusal "rulebook_unknown"."""
    chosen = [name for name in given.getlist("rulebooks") if name]
    words.named(chosen)
    known = (given.getlist("known") or [""])[-1].strip()
    return {
        **Settings(rulebooks=tuple(chosen) or None, unverified="unverified" in given).as_data(),
        "known": known[:40] or None,
    }  # fmt: skip


def known_by(kept: Mapping[str, Any], at: datetime) -> datetime:
    """The instant whose knowledge is used: the end of the day that was named, but no later than now. Raises "bad_day"."""
    if not kept.get("known"):
        return at
    try:
        end = end_of_day(date.fromisoformat(kept["known"]))
    except ValueError:
        raise Refusal(
            "bad_day", zh="日期应写作 2026-11-21，且须真实存在", en="write the day as 2026-11-21, and it must exist",
            where="known",
        ) from None  # fmt: skip
    return min(end, at)


def asking_of_draft(draft: Draft, at: datetime) -> Asking:
    """The question that a draft describes, as it would be asked now. Raises Refusal "bad_day"."""
    kept = draft.settings
    named = kept.get("rulebooks")
    chosen = Settings(rulebooks=None if named is None else tuple(named), unverified=bool(kept.get("unverified")))
    return Asking(data=draft.text.encode("utf-8"), name="case.yaml", known_at=known_by(kept, at), settings=chosen)
