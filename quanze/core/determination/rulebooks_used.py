"""Which rulebooks speak on a sheet, for what, and why these versions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from quanze.core.determination.result import Party, RulebookUse, Text
from quanze.core.determination.texts import both
from quanze.core.rulebook.models import Identity

if TYPE_CHECKING:
    from quanze.core.determination.assembling import Assembly

USES = {
    "party": "sanction",
    "state": "sanction",
    "handling": "handling",
    "first_form": "circumstance",
    "justice": "justice",
}


def rulebooks_used(assembly: Assembly, parties: Sequence[Party]) -> tuple[RulebookUse, ...]:
    """Rulebooks in order of their id, each with its uses; those at hand by identity only are named too."""
    uses: dict[str, dict[str, None]] = {}
    for party in parties:
        for rulebook, use in _uses(party):
            uses.setdefault(rulebook, {})[use] = None
    for line in assembly.decided:
        for bar in line.bars:
            uses.setdefault(bar.cite.rulebook, {})["bars"] = None
    for chosen in assembly.selection.conduct:
        if chosen.rulebook.identity.text == "identity_only":
            uses.setdefault(chosen.rulebook.id, {})["circumstance"] = None
    identities = assembly.library.identities
    return tuple(
        _line(assembly, identities[i], tuple(found), tuple(uses))
        for i, found in sorted(uses.items())
        if i in identities
    )


def _uses(party: Party) -> Iterator[tuple[str, str]]:
    for clause in party.clauses:
        yield clause.cite.rulebook, USES.get(clause.track, "circumstance")
    for phase in ("start", "investigate", "decide", "execute", "record", "appeal", "correct"):
        found = getattr(party.competence, phase)
        if found is not None:
            yield found.cite.rulebook, "competence"
            for row in found.by_method:
                yield row.cite.rulebook, "competence"
    for bar in party.bars:
        yield bar.cite.rulebook, "bars"


def _line(assembly: Assembly, identity: Identity, uses: tuple[str, ...], others: Sequence[str]) -> RulebookUse:
    force = identity.in_force
    parts = [_in_force(identity), *_remarks(assembly, identity, others)]
    why = {lang: "".join(p[lang] + (" " if lang == "en" else "") for p in parts).strip() for lang in ("zh", "en")}
    return RulebookUse(rulebook=identity.id, version=force.starts_on or "?", text=identity.text, for_=uses, why=why)


def _in_force(identity: Identity) -> Text:
    force = identity.in_force
    start, end = force.starts_on or "（施行日期待查）", force.ends_before
    zh = f"自{start}起施行" + (f"，至{end}（不含）止" if end else "") + "；情形依行为时、程序和权限依办理时的版本。"
    en = (
        f"In force from {force.starts_on or '(start not at hand)'}"
        + (f" until before {end}" if end else "")
        + "; circumstances by the version of the conduct, procedure and competence by that of the act."
    )
    return both(zh, en)


def _remarks(assembly: Assembly, identity: Identity, others: Sequence[str]) -> Iterator[Text]:
    if identity.in_force.mark in ("M", "M+"):
        yield both("施行日期尚待与正式文本核对。", "The date awaits comparison with the official print.")
    if identity.text == "identity_only":
        yield both("条文未入库，只列出处。", "The text is not at hand; only its identity is.")
    if identity.text == "part":
        yield both("条文部分入库。", "The text is at hand in part.")
    if identity.kind == "sample":
        yield both("样例，不是原文。", "A sample, not the original.")
    for name in others:
        for row in assembly.library.identities[name].displaces if name in assembly.library.identities else ():
            if row.rulebook == identity.id:
                short = assembly.library.identities[name].short
                yield both(
                    f"与{short['zh']}不一致之处以后者为准：{row.where['zh']}",
                    f"Where inconsistent, {short['en']} prevails: {row.where['en']}",
                )
