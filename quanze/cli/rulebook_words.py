"""How rulebooks are spoken of on the command line: one line each."""

from __future__ import annotations

from quanze.cli.console import Console
from quanze.core.rulebook.models import Identity, Text
from quanze.core.rulebook.naming import period_text, remarks_on


def text_of(text: Text | None, console: Console) -> str:
    """A text in the language of this run, "" if there is none."""
    return (text or {}).get(console.lang) or (text or {}).get("zh", "")


def line_of(identity: Identity, console: Console) -> str:
    """One rulebook on one line: id, title, area, period, and what is to be known before it is relied on."""
    told = console.say("；", "; ").join(remarks_on(identity, console.lang))
    head = f"{identity.id:<10} {identity.area}  {text_of(identity.short, console)}"
    period = period_text(identity, console.lang)
    return head + console.say(f"，{period}（{told}）", f", {period} ({told})")
