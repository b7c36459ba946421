"""How rulebooks are spoken of: kind, period, state of the text, one line each."""

from __future__ import annotations

from collections.abc import Mapping

from quanze.cli.console import Console
from quanze.core.rulebook.models import Identity, Text
from quanze.core.words import label

KINDS: Mapping[str, tuple[str, str]] = {
    "regulation": ("党内法规或者行政法规", "regulation"),
    "law": ("法律法规", "law"),
    "local_measure": ("地方规定", "local measure"),
    "guiding_case": ("指导性案例", "guiding case"),
    "answer": ("官方答复", "official answers"),
    "sample": ("样例，自拟，不是原文", "sample of our own writing, not the original"),
    "event_table": ("单位内部事项表", "a unit's own table"),
}


def text_of(text: Text | None, console: Console) -> str:
    """A text in the language of this run, "" if there is none."""
    return (text or {}).get(console.lang) or (text or {}).get("zh", "")


def kind_of(identity: Identity, console: Console) -> str:
    """What kind of text a rulebook is."""
    return console.say(*KINDS.get(identity.kind, (identity.kind, identity.kind)))


def period_of(identity: Identity, console: Console) -> str:
    """Since when and before when a rulebook is in force, as printed."""
    force = identity.in_force
    start = force.starts_on or console.say("施行日未载", "start not at hand")
    if force.ends_before:
        return console.say(f"{start} 起，{force.ends_before} 前", f"from {start}, before {force.ends_before}")
    return console.say(f"{start} 起", f"from {start}") if force.starts_on else start


def line_of(identity: Identity, console: Console) -> str:
    """One rulebook on one line: id, title, area, period, and what is to be known before it is relied on."""
    remarks = [label("text", identity.text, console.lang)]
    if identity.kind == "sample":
        remarks.append(kind_of(identity, console))
    if identity.off:
        remarks.append(console.say("默认不用", "off by default"))
    if identity.in_force.mark in ("M", "M+"):
        remarks.append(console.say("施行日期待核实", "date awaits verification"))
    told = console.say("；", "; ").join(remarks)
    head = f"{identity.id:<10} {identity.area}  {text_of(identity.short, console)}"
    return head + console.say(
        f"，{period_of(identity, console)}（{told}）", f", {period_of(identity, console)} ({told})"
    )
