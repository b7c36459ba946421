"""What is still to be found out: facts, and judgements only people make, each with what it would decide."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from quanze.core.determination.candidate import Gap
from quanze.core.determination.clause_lines import Judged
from quanze.core.determination.ground import Ground
from quanze.core.determination.result import Party, Question, Text
from quanze.core.determination.texts import both, say
from quanze.core.rulebook.library import Library

STATUS = {
    "party.member": ("政治面貌（是否中共党员）", "party membership"),
    "party.category": ("身份类别", "category of employment"),
    "party.now": ("现任状态（在职、退休等）", "present status"),
    "party.party_post": ("是否担任党内职务", "holding of a party post"),
}

ASK: Mapping[str, tuple[str, str]] = {
    "incident.influence": (
        "造成了何种影响（无、不良、严重不良、恶劣）？",
        "What influence did it have (none, bad, serious bad, vile)?",
    ),
    "incident.consequence": (
        "造成了何种后果（无、一般、严重）？",
        "What consequence did it have (none, ordinary, serious)?",
    ),
    "incident.loss": (
        "造成了何种损失（无、较大、重大、严重）？",
        "What loss did it cause (none, considerable, heavy, serious)?",
    ),
    "incident.loss_yuan": ("损失金额是多少（元）？", "How large was the loss in yuan?"),
    "incident.circumstances": (
        "情节轻重（较轻、较重、严重）？",
        "How grave were the circumstances (light, heavier, serious)?",
    ),
    "incident.harm": ("危害程度（较轻、较重、严重）？", "How grave was the harm (light, heavier, serious)?"),
    "incident.nature_vile": ("性质是否恶劣？", "Was its nature vile?"),
    "incident.field": ("事件属于哪一领域？", "In which field did it happen?"),
    "incident.decision_by": (
        "该决策是集体作出还是个人决定、批准？",
        "Was the decision taken collectively or by one person?",
    ),
    "violation.amount_yuan": ("该人违纪违法金额是多少（元）？", "How large is this person's amount in yuan?"),
    "violation.investigated_by": ("由哪一级机关查办？", "An organ of which level investigated it?"),
    "violation.rank": ("该人行为时是什么职级？", "What rank did the person hold at the time?"),
    "violation.sanctions": ("该人受到何种处分？", "Which sanctions did the person receive?"),
    "violation.major": ("是否属于严重（重大）违纪违法？", "Was the violation serious (major)?"),
    "violation.transferred_to_justice": ("是否已移送司法机关？", "Was the person handed over to justice?"),
    "violation.head": ("该人是否下属单位负责人？", "Did the person head a subordinate unit?"),
    "violation.member_or_direct": (
        "该人是否班子成员或者直接管辖的下属？",
        "Was the person a member of the body or directly managed by it?",
    ),
    "violation.role": ("该人行为时担任什么职务？", "Which post did the person hold at the time?"),
    "dates.conduct": (
        "行为起止日期（精确到日）？期间内适用的规定有变化。",
        "On which days did the conduct begin and end? The law changed within the span.",
    ),
    "party.rank": ("该人行为时是什么职级？", "Which rank did the person hold at the time?"),
    "party.level": ("该单位是哪一级？", "Of which level is the unit?"),
}
JUDGED = frozenset(
    {
        "incident.influence",
        "incident.consequence",
        "incident.circumstances",
        "incident.harm",
        "incident.nature_vile",
        "violation.major",
    }
)


@dataclass
class _Open:
    """One open fact with everything it would decide, in order of need."""

    decides: dict[str, None] = field(default_factory=dict)
    near: int = 0


def questions(
    ground: Ground,
    library: Library,
    judged: Mapping[str, Sequence[Judged]],
    gaps: Iterable[Gap],
    status: Iterable[tuple[str, str, tuple[str, ...]]],
) -> tuple[Question, ...]:
    """Every open fact once, those that would settle most first; register gaps lead, then facts, then status."""
    first = [
        Question(
            fact=g.fact, about=g.about, decides=g.decides, ask=_named(ground, g.ask, g.about), evidence=(), kind="fact"
        )
        for g in gaps
    ]
    opened = _collect(judged)
    ranked = sorted(opened.items(), key=lambda pair: (-pair[1].near, -len(pair[1].decides), pair[0]))
    asked = [
        _question(ground, library, fact, about or None, tuple(found.decides))
        for (fact, about), found in ranked
        if fact not in STATUS
    ]
    return tuple(_once([*first, *asked, *_status(ground, status)]))


def _collect(judged: Mapping[str, Sequence[Judged]]) -> dict[tuple[str, str], _Open]:
    opened: dict[tuple[str, str], _Open] = {}
    for party, lines in judged.items():
        for j in lines:
            if j.verdict.value is None:
                for missing in j.verdict.missing:
                    entry = opened.setdefault((missing.fact, missing.about), _Open())
                    entry.decides[f"{party}: {j.line.cite.rulebook} {j.line.cite.row}"] = None
                    entry.near += len(j.verdict.missing) == 1
    return opened


def _question(ground: Ground, library: Library, fact: str, about: str | None, decides: tuple[str, ...]) -> Question:
    room, _, name = fact.partition(".")
    if room == "finding" and name in library.findings:
        word = library.findings[name]
        return Question(
            fact=fact,
            about=about,
            decides=decides,
            ask=_named(ground, word.ask, about),
            evidence=word.evidence,
            kind="judgement" if word.judgement else "fact",
        )
    if room == "parameter":
        return Question(
            fact=fact,
            about=None,
            decides=decides,
            ask=_parameter(library, name, decides),
            evidence=(),
            kind="judgement",
        )
    zh, en = ASK.get(fact, (f"{fact}？", f"{fact}?"))
    return Question(
        fact=fact,
        about=about,
        decides=decides,
        ask=_named(ground, both(zh, en), about),
        evidence=(),
        kind="judgement" if fact in JUDGED else "fact",
    )


def _parameter(library: Library, name: str, decides: tuple[str, ...]) -> Text:
    packs = [d.split(": ")[-1].split(" ")[0] for d in decides]
    known = library.parameters(set(packs))
    if name in known:
        return known[name].ask
    return next((known[f"{p}.{name}"].ask for p in packs if f"{p}.{name}" in known), both(name, name))


def _status(ground: Ground, status: Iterable[tuple[str, str, tuple[str, ...]]]) -> list[Question]:
    found: dict[tuple[str, str], dict[str, None]] = {}
    for person, fact, methods in status:
        found.setdefault((fact, person), {}).update(dict.fromkeys(methods))
    return [
        Question(
            fact=fact,
            about=person,
            decides=tuple(methods),
            evidence=(),
            kind="fact",
            ask=_status_ask(ground, fact, person),
        )
        for (fact, person), methods in sorted(found.items())
    ]


def _status_ask(ground: Ground, fact: str, person: str) -> Text:
    zh, en = STATUS.get(fact, (fact, fact))
    name = ground.name(person)
    return {"zh": say("status", person=name, what=zh)["zh"], "en": say("status", person=name, what=en)["en"]}


def _once(asked: Sequence[Question]) -> list[Question]:
    kept: dict[tuple[str, str | None], Question] = {}
    for question in asked:
        kept.setdefault((question.fact, question.about), question)
    return list(kept.values())


def _named(ground: Ground, ask: Text, about: str | None) -> Text:
    """The question with the name of whom it is about before it, where the sentence does not carry it yet."""
    name = ground.name(about) if about else ""
    if not name or name in ask["zh"]:
        return ask
    return {"zh": f"{name}：{ask['zh']}", "en": f"{name}: {ask['en']}"}


def names(ground: Ground, parties: Sequence[Party], ids: Iterable[str | None]) -> Mapping[str, str]:
    """Every id on the sheet with its name, for readers."""
    wanted = dict.fromkeys(i for i in ids if i)
    for party in parties:
        wanted.update(dict.fromkeys([*party.party.values(), *(i for i in (party.post, party.unit) if i)]))
    return {i: name for i in sorted(wanted) if (name := ground.name(i)) != i}
