"""How rulebooks are spoken of: kind, period, version, and what is to be known before one is relied on."""

from __future__ import annotations

from datetime import date

from quanze.core.periods.period import ONE_DAY
from quanze.core.rulebook.models import Identity
from quanze.core.words import label
from quanze.core.words.label import Label, Words

KINDS: Words = {
    "regulation": Label("党内法规或者行政法规", "regulation"),
    "law": Label("法律法规", "law"),
    "local_measure": Label("地方规定", "local measure"),
    "guiding_case": Label("指导性案例", "guiding case"),
    "answer": Label("官方答复", "official answers"),
    "sample": Label("样例，自拟，不是原文", "sample of our own writing, not the original"),
    "event_table": Label("单位内部事项表", "a unit's own table"),
}
UNDATED = "?"


def version_of(identity: Identity) -> str:
    """The version of a rulebook as sheets cite it: the start of its period as printed; "?" where that is not at hand."""
    return identity.in_force.starts_on or UNDATED


def kind_text(identity: Identity, lang: str) -> str:
    """What kind of text a rulebook is."""
    found = KINDS.get(identity.kind)
    return found.text(lang) if found else identity.kind


def period_text(identity: Identity, lang: str) -> str:
    """From when until when a rulebook is in force, its last day included; the start as printed."""
    force = identity.in_force
    start = force.starts_on or ("施行日未载" if lang == "zh" else "start not at hand")
    if force.ends_before:
        last = date.fromisoformat(force.ends_before) - ONE_DAY
        return f"{start} 至 {last}" if lang == "zh" else f"{start} to {last}"
    if not force.starts_on:
        return start
    return f"{start} 起" if lang == "zh" else f"from {start}"


def remarks_on(identity: Identity, lang: str) -> list[str]:
    """How much of the text is at hand, and whether it is a sample, off by default, or dated without verification."""
    found = [label("text", identity.text, lang)]
    if identity.kind == "sample":
        found.append(kind_text(identity, lang))
    if identity.off:
        found.append("默认不用" if lang == "zh" else "off by default")
    if identity.in_force.mark in ("M", "M+"):
        found.append("施行日期待核实" if lang == "zh" else "date awaits verification")
    return found
