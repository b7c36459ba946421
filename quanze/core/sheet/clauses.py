"""The clauses of a party: citation, what it says, the facts it rests on, what is missing."""

from __future__ import annotations

from quanze.core.determination.result import ClauseLine, Party
from quanze.core.sheet.blocks import Block, Fold, Para, Part, Points
from quanze.core.sheet.citing import cited
from quanze.core.sheet.measures import method_list
from quanze.core.sheet.reader import Reader
from quanze.core.sheet.reasons import missing_texts, reason_text


def clauses(party: Party, reader: Reader) -> Part:
    """Every clause that reaches the party, each with its facts."""
    blocks: list[Block] = []
    for clause in party.clauses:
        blocks += clause_blocks(clause, "person" in party.party, reader)
    if not blocks:
        blocks = [Para(reader.say("没有条款触及。", "No clause reaches this party."), "note")]
    return Part("clauses", reader.say("适用条款", "Clauses"), tuple(blocks))


def clause_blocks(clause: ClauseLine, personal: bool, reader: Reader) -> tuple[Block, ...]:
    """A clause as a sentence, then its facts on demand, then what it waits for."""
    facts = tuple(reason_text(reason, reader) for reason in clause.because)
    empty = reader.say("没有已记录的事实可以列出。", "No recorded fact can be listed.")
    fold = Fold(reader.say("依据的事实", "Facts relied on"), facts or (empty,))
    return (Para(sentence(clause, personal, reader)), *_waits(clause, reader), *_opens(clause, reader), fold)


def sentence(clause: ClauseLine, personal: bool, reader: Reader) -> str:
    """《…》第七条第（八）项：适用。摘要。（问责；主体责任；主要领导责任）"""
    status = reader.word("status", clause.status)
    labels = [reader.word("track", clause.track), _responsibility(clause, personal, reader)]
    labels += [reader.word("liability", clause.label)] if clause.label else []
    kinds = reader.listed(labels, by=("；", "; "))
    summary = reader.text(clause.summary)
    if reader.lang == "zh":
        return f"{cited(clause.cite, reader)}：{status}。{summary}（{kinds}）"
    return f"{cited(clause.cite, reader)}: {status}. {summary} ({kinds})"


def _responsibility(clause: ClauseLine, personal: bool, reader: Reader) -> str:
    """The kind of duty that failed; leadership is told apart by the liability label, or is the body's own."""
    if clause.responsibility == "leadership":
        if clause.label:
            return ""
        if not personal:
            return reader.say("领导班子的责任", "responsibility of the body")
        return reader.say("责任主次尚未区分", "main or important not yet told apart")
    return reader.word("responsibility", clause.responsibility)


def _opens(clause: ClauseLine, reader: Reader) -> tuple[Block, ...]:
    """The methods that this clause opens, before anything excludes one of them."""
    if not clause.permits:
        return ()
    lead = reader.say("该条允许的方式：", "Methods this clause opens: ")
    return (Points("", (lead + method_list(clause.permits, reader, briefly=True),)),)


def _waits(clause: ClauseLine, reader: Reader) -> tuple[Block, ...]:
    if not clause.missing:
        return ()
    lead = reader.say("是否适用，取决于：", "Whether it applies depends on: ")
    return (Points("", (lead + missing_texts(clause.missing, reader),)),)
