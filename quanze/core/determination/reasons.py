"""Why a party answers, in one sentence, and its chain from duty to result with the gaps as questions."""

from __future__ import annotations

from collections.abc import Sequence

from quanze.core.determination.candidate import Candidate
from quanze.core.determination.case_facts import CaseFacts
from quanze.core.determination.clause_lines import Judged
from quanze.core.determination.ground import Ground
from quanze.core.determination.result import Chain, Text
from quanze.core.determination.texts import both
from quanze.core.words import label

EXECUTION = {
    "improper_execution": "improper",
    "weak_execution": "weak",
    "not_executed": "none",
    "leadership_duty_weak": "weak",
    "leadership_duty_not_performed": "none",
    "supervision_duty_weak": "weak",
    "supervision_duty_not_performed": "none",
}
SUBJECTIVE = (
    "blame_assumed",
    "self_reported",
    "cooperated",
    "remedied",
    "concealed",
    "blame_shifted",
    "obstructed_inquiry",
    "unintentional_fault",
    "no_private_gain",
)
OBJECTIVE = ("force_majeure", "unforeseeable", "first_trial", "no_explicit_ban", "democratic_procedure")


def reason(ground: Ground, candidate: Candidate, liability: str, judged: Sequence[Judged]) -> Text:
    """One sentence: who, in which relation, by which clause, with what still open."""
    applying = [j for j in judged if j.verdict.value or j.only_status_open]
    waiting = [j for j in judged if j.verdict.value is None and not j.only_status_open]
    return {lang: _sentence(ground, candidate, liability, applying, waiting, lang) for lang in ("zh", "en")}


def _sentence(
    ground: Ground,
    candidate: Candidate,
    liability: str,
    applying: Sequence[Judged],
    waiting: Sequence[Judged],
    lang: str,
) -> str:
    who = _who(ground, candidate, lang)
    if applying:
        texts = (
            "、".join(dict.fromkeys(_cited(j, lang) for j in applying))
            if lang == "zh"
            else ", ".join(dict.fromkeys(_cited(j, lang) for j in applying))
        )
        label_ = label("liability", liability, lang)
        if lang == "zh":
            return f"{who}；依已记录的事实，{texts}的情形成立，拟定责任：{label_}。" + (
                f"另有{len(waiting)}条取决于待查事实。" if waiting else ""
            )
        return f"{who}; on the recorded facts {texts} applies; proposed liability: {label_}." + (
            f" {len(waiting)} more depend on open facts." if waiting else ""
        )
    if waiting:
        facts = len({m for j in waiting for m in j.verdict.missing})
        if lang == "zh":
            return f"{who}；是否承担责任取决于待查事实（{facts}项），目前不作结论。"
        return f"{who}; whether there is any liability depends on open facts ({facts}); nothing is concluded yet."
    return (
        f"{who}；未达问责情形，只可提醒、批评。"
        if lang == "zh"
        else f"{who}; below accountability: reminder or criticism only."
    )


def _who(ground: Ground, candidate: Candidate, lang: str) -> str:
    relation = label("relation", candidate.relation, lang)
    unit = ground.name(candidate.unit)
    acting = bool(candidate.tenure and candidate.tenure.acting)
    if candidate.kind == "body" and candidate.id != candidate.unit:
        return ground.name(candidate.id)
    if candidate.kind == "body":
        return f"{unit}的{relation}" if lang == "zh" else f"{relation} of {unit}"
    post = ground.name(candidate.post or "")
    name = ground.name(candidate.id)
    if lang == "zh":
        return f"{name}在行为期间{'代理' if acting else '任'}{unit}{post}，系{relation}"
    return f"{name} {'acted as' if acting else 'held'} {post} at {unit} during the conduct ({relation})"


def _cited(judged: Judged, lang: str) -> str:
    short = judged.rulebook.identity.short[lang]
    cite = judged.line.cite
    if cite.article is None:
        return short
    if lang == "zh":
        return f"{short}第{cite.article}条" + (f"第{cite.item}项" if cite.item else "")
    return f"{short} art. {cite.article}" + (f"({cite.item})" if cite.item else "")


def chain(ground: Ground, candidate: Candidate, duty: Text, facts: CaseFacts) -> Chain:
    """Duty basis → conduct → execution → result → causation → factors; what nobody recorded stands as a question."""
    conduct, execution = _conduct(facts)
    return Chain(
        duty=duty,
        conduct=conduct,
        execution=execution,
        result=_result(ground),
        causation=_causation(facts),
        factors=_factors(facts),
    )


def _conduct(facts: CaseFacts) -> tuple[Text, str | None]:
    found = [
        (key, kind)
        for key, kind in EXECUTION.items()
        if key in facts.ground.recorded and facts.finding(key, "party").value is True
    ]
    if not found:
        return both("待查：是否履行了该项职责，如何履行？", "Open: was the duty performed, and how?"), None
    execution = next((kind for wanted in ("none", "weak", "improper") for _, kind in found if kind == wanted), None)
    zh = "、".join(label("finding", key, "zh") for key, _ in found)
    en = ", ".join(label("finding", key, "en") for key, _ in found)
    return both(f"已认定：{zh}。", f"Found: {en}."), execution


def _result(ground: Ground) -> Text:
    incident = ground.case.incident
    parts = [
        (name, getattr(incident, name)) for name in ("consequence", "loss", "influence") if getattr(incident, name)
    ]
    if not parts:
        return both("待查：造成了什么后果、损失和影响？", "Open: which consequence, loss and influence followed?")
    zh = "、".join(label(name, value, "zh") for name, value in parts)
    en = ", ".join(label(name, value, "en") for name, value in parts)
    return both(f"{zh}。", f"{en}.")


def _causation(facts: CaseFacts) -> Text:
    value = facts.finding("causal", "party").value
    if value is None:
        return both(
            "待查：如履行了职责，结果是否仍会发生？",
            "Open: had the duty been performed, would the result still have come?",
        )
    if value:
        return both("已认定：未履责与结果之间有因果关系。", "Found: the failure of duty caused the result.")
    return both("已认定：未履责与结果之间无因果关系。", "Found: the failure of duty did not cause the result.")


def _factors(facts: CaseFacts) -> Text:
    found = [
        key
        for key in (*SUBJECTIVE, *OBJECTIVE)
        if key in facts.ground.recorded and facts.finding(key, "party").value is True
    ]
    if not found:
        return both("待查：主观、客观因素各有哪些？", "Open: which subjective and which objective factors were there?")
    zh = "、".join(label("finding", key, "zh") for key in found)
    en = ", ".join(label("finding", key, "en") for key in found)
    return both(f"已记录：{zh}。", f"Recorded: {en}.")
