"""One party after the other: who, in which relation, since when, where now, and why."""

from __future__ import annotations

from dataclasses import fields

from quanze.core.determination.result import Chain, Party, Sheet
from quanze.core.sheet.answer import liability_text, standing
from quanze.core.sheet.blocks import Para, Part, Points
from quanze.core.sheet.clauses import clauses
from quanze.core.sheet.competent import competence
from quanze.core.sheet.measures import adjustments, measures
from quanze.core.sheet.numerals import chinese
from quanze.core.sheet.periods_text import bars
from quanze.core.sheet.reader import Reader


def parties(sheet: Sheet, reader: Reader) -> Part:
    """All parties, in the sheet's order."""
    empty = reader.say(
        "按已记录的材料，尚不能列出责任主体；这不等于无人负责。",
        "On what is recorded no party can be listed yet; this does not mean that nobody answers.",
    )
    blocks = () if sheet.parties else (Para(empty, "note"),)
    below = tuple(party_part(party, number, reader) for number, party in enumerate(sheet.parties, 1))
    return Part("parties", reader.say("责任主体", "Who may have to answer"), blocks, below)


def party_part(party: Party, number: int, reader: Reader) -> Part:
    """A party with everything that concerns it."""
    below = (
        clauses(party, reader),
        chain_part(party.chain, reader),
        measures(party, reader),
        adjustments(party, reader),
        competence(party, reader),
        bars(party, reader),
    )
    blocks = (
        Para(_headline(party, reader), "lead"),
        Para(reader.text(party.reason)),
        Points("", _identity(party, reader)),
    )
    return Part(f"party-{number}", reader.party(party), blocks, tuple(part for part in below if part))


def level_text(levels_up: int, reader: Reader) -> str:
    """Where a level stands: that of the incident, or so many levels above."""
    if levels_up == 0:
        return reader.say("事件发生的层级", "the level of the incident")
    above = "两" if levels_up == 2 else chinese(levels_up)
    return reader.say(f"上{above}级", f"{levels_up} level{'' if levels_up == 1 else 's'} above")


def now_text(party: Party, reader: Reader) -> str:
    """Where a person is now; what is not recorded is said so."""
    if party.now is None or not (party.now.status or party.now.post):
        return reader.say("现状未载", "present status not recorded")
    status = reader.word("now", party.now.status) if party.now.status else ""
    post = reader.name(party.now.post)
    present = reader.say(f"现任{post}", f"now {post}") if post else ""
    return reader.listed((status, present), by=("，", ", "))


def chain_part(chain: Chain, reader: Reader) -> Part:
    """Duty basis → conduct → execution → result → causation → factors; a gap is a question."""
    items = tuple(_link(chain, link.name, reader) for link in fields(Chain))
    return Part("chain", reader.say("责任链条", "Chain of responsibility"), (Points("", items),))


def _link(chain: Chain, key: str, reader: Reader) -> str:
    found = getattr(chain, key)
    is_word = isinstance(found, str)
    text = reader.word(key, found) if is_word else reader.text(found)
    return f"{reader.word('link', key)}{reader.say('：', ': ')}{text or reader.word('link_open', key)}"


def _headline(party: Party, reader: Reader) -> str:
    """If confirmed, as what: the liability label under reserve, and on what it rests."""
    liability = liability_text(party, reader)
    if standing(party) == "applies":
        return reader.say(f"如经查实，{liability}。", f"If confirmed: {liability}.")
    if standing(party) == "depends":
        return reader.say(f"取决于待查事实；{liability}。", f"Depends on open facts; {liability}.")
    return reader.say(f"没有问责条款适用；{liability}。", f"No accountability clause applies; {liability}.")


def _identity(party: Party, reader: Reader) -> tuple[str, ...]:
    """Relation, level, duty, term and present place, one line each."""
    colon = reader.say("：", ": ")
    relations = reader.listed(reader.word("relation", key) for key in (party.relation, *party.also))
    lines = [
        reader.say("与事件的关系", "Relation to the incident") + colon + relations,
        reader.say("层级", "Level") + colon + level_text(party.levels_up, reader),
        reader.say("应负职责", "Duty owed") + colon + reader.word("duty", party.duty),
    ]
    if "person" in party.party:
        lines += [reader.say("任职", "Term") + colon + tenure_text(party, reader)]
        lines += [reader.say("现在", "Now") + colon + now_text(party, reader)]
    return tuple(lines)


def tenure_text(party: Party, reader: Reader) -> str:
    """First and last day in the post, and whether acting."""
    if party.tenure is None:
        return reader.say("任期未载", "term not recorded")
    span = reader.span(party.tenure.starts_on, party.tenure.ends_before)
    if not party.tenure.acting:
        return span
    return reader.say(f"{span}（代理）", f"{span} (acting)")
