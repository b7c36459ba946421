"""The clauses of a party: citation, what it says, the facts it rests on, what is missing, what it opens.

Clauses and facts are numbered within the party, so that a fact or a list of methods that serves many
clauses is written once.
"""

from __future__ import annotations

from collections.abc import Mapping

from quanze.core.determination.result import ClauseLine, Party
from quanze.core.sheet.blocks import Block, Fold, Opens, Para, Part, Points
from quanze.core.sheet.citing import cited
from quanze.core.sheet.measures import method_list
from quanze.core.sheet.reader import Reader
from quanze.core.sheet.reasons import reason_text, spans, waiting_for


def clauses(party: Party, reader: Reader) -> Part:
    """Clauses that apply, then those that wait; the facts they rest on; the methods each opens."""
    name = reader.say("适用条款", "Clauses")
    if not party.clauses:
        return Part("clauses", name, (Para(reader.say("没有条款触及。", "No clause reaches this party."), "note"),))
    facts = _facts(party, reader)
    numbered = sorted(party.clauses, key=lambda clause: clause.status != "applies")
    lines = [_line(number, clause, party, facts, reader) for number, clause in enumerate(numbered, 1)]
    firm = sum(clause.status == "applies" for clause in numbered)
    blocks: list[Block] = []
    opens = tuple(Opens(c.cite, tuple(reason_text(reason, reader) for reason in c.because)) for c in numbered)
    blocks += _points(reader.say("已具备适用条件", "Conditions met"), lines[:firm], opens[:firm])
    blocks += _points(reader.say("取决于待查事实", "Depending on open facts"), lines[firm:], opens[firm:])
    empty = reader.say("没有已记录的事实可以列出。", "No recorded fact can be listed.")
    listed = tuple(_fact(number, text, reader) for text, number in facts.items()) or (empty,)
    blocks.append(Fold(reader.say("依据的事实", "Facts relied on"), listed))
    blocks += _points(reader.say("各条允许的方式", "Methods that each clause opens"), _opened(numbered, reader))
    return Part("clauses", name, tuple(blocks))


def sentence(clause: ClauseLine, personal: bool, reader: Reader) -> str:
    """《…》第七条第（八）项：摘要。（问责；主体责任；主要领导责任）"""
    labels = [reader.word("track", clause.track), _responsibility(clause, personal, reader)]
    labels += [reader.word("liability", clause.label)] if clause.label else []
    kinds = reader.listed(labels, by=("；", "; "))
    summary = reader.text(clause.summary)
    if reader.lang == "zh":
        return f"{cited(clause.cite, reader)}：{summary}（{kinds}）"
    return f"{cited(clause.cite, reader)}: {summary} ({kinds})"


def _points(lead: str, items: list[str], opens: tuple[Opens, ...] = ()) -> list[Block]:
    return [Points(lead, tuple(items), opens)] if items else []


def _facts(party: Party, reader: Reader) -> Mapping[str, int]:
    """Every fact that a clause of the party rests on, once, with its number."""
    texts = dict.fromkeys(reason_text(reason, reader) for clause in party.clauses for reason in clause.because)
    return {text: number for number, text in enumerate(texts, 1)}


def _fact(number: int, text: str, reader: Reader) -> str:
    return reader.say(f"事实{number}　{text}", f"Fact {number}: {text}")


def _line(number: int, clause: ClauseLine, party: Party, facts: Mapping[str, int], reader: Reader) -> str:
    """A clause as a sentence with its number, what it waits for, and the numbers of its facts."""
    text = sentence(clause, "person" in party.party, reader)
    parts = [f"{number}. {text}", _waits(clause, reader), _rests(clause, facts, reader)]
    return reader.say("", " ").join(part for part in parts if part)


def _waits(clause: ClauseLine, reader: Reader) -> str:
    if not clause.missing:
        return ""
    facts = waiting_for(clause.missing, reader)
    return reader.say(f"是否适用，取决于：{facts}。", f"Whether it applies depends on: {facts}.")


def _rests(clause: ClauseLine, facts: Mapping[str, int], reader: Reader) -> str:
    numbers = sorted({facts[reason_text(reason, reader)] for reason in clause.because})
    places = spans(numbers, reader)
    return reader.say(f"依据：事实{places}。", f"On: fact {places}.") if numbers else ""


def _responsibility(clause: ClauseLine, personal: bool, reader: Reader) -> str:
    """The kind of duty that failed; leadership is told apart by the liability label, or is the body's own."""
    if clause.responsibility == "leadership":
        if clause.label:
            return ""
        if not personal:
            return reader.say("领导班子的责任", "responsibility of the body")
        return reader.say("责任主次尚未区分", "main or important not yet told apart")
    return reader.word("responsibility", clause.responsibility)


def _opened(numbered: list[ClauseLine], reader: Reader) -> list[str]:
    """The methods that clauses open, before anything excludes one of them; equal lists once."""
    lists: dict[str, list[int]] = {}
    for number, clause in enumerate(numbered, 1):
        if clause.permits:
            lists.setdefault(method_list(clause.permits, reader, briefly=True), []).append(number)
    return [
        reader.say(f"条款{spans(numbers, reader)}：{text}", f"clause {spans(numbers, reader)}: {text}")
        for text, numbers in lists.items()
    ]
