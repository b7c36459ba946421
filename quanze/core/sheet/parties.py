"""One party after the other: who, in which relation, since when, where now, and why."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import fields

from quanze.core.determination.result import Chain, Party, Sheet
from quanze.core.sheet.answer import liability_text
from quanze.core.sheet.blocks import Para, Part, Points
from quanze.core.sheet.clauses import clauses
from quanze.core.sheet.competent import competence
from quanze.core.sheet.measures import adjustments, measures
from quanze.core.sheet.numerals import chinese
from quanze.core.sheet.periods_text import bars
from quanze.core.sheet.reader import Reader
from quanze.core.sheet.standing import standing

Seen = dict[tuple[Hashable, ...], str]  # what was written, and for which party first


def parties(sheet: Sheet, reader: Reader) -> Part:
    """All parties, in the sheet's order."""
    empty = reader.say(
        "按已记录的材料，尚不能列出责任主体；这不等于无人负责。",
        "On what is recorded no party can be listed yet; this does not mean that nobody answers.",
    )
    blocks = () if sheet.parties else (Para(empty, "note"),)
    seen: Seen = {}
    below = tuple(party_part(party, number, reader, seen) for number, party in enumerate(sheet.parties, 1))
    return Part("parties", reader.say("责任主体", "Who may have to answer"), blocks, below)


def party_part(party: Party, number: int, reader: Reader, seen: Seen) -> Part:
    """A party with everything that concerns it; what is the same for an earlier party is said there."""
    called = reader.party(party)
    below = (
        clauses(party, reader),
        chain_part(party.chain, called, reader, seen),
        _once(measures(party, reader), called, reader, seen),
        adjustments(party, reader),
        _once(competence(party, reader), called, reader, seen),
        _once(bars(party, reader), called, reader, seen),
    )
    blocks = (
        Para(_headline(party, reader), "lead"),
        Para(reader.text(party.reason)),
        Points("", _identity(party, reader)),
    )
    return Part(f"party-{number}", called, blocks, tuple(part for part in below if part))


def _once(part: Part, called: str, reader: Reader, seen: Seen) -> Part:
    """The part, or, if an earlier party has the very same one, a line that names that party."""
    first = seen.setdefault((part.key, part.blocks), called)
    if first == called or (len(part.blocks) == 1 and isinstance(part.blocks[0], Para)):
        return part
    return part._replace(blocks=(Para(same_as(first, reader), "note"),))


def same_as(first: str, reader: Reader) -> str:
    """Where the same is already written."""
    return reader.say(f"与{first}相同，见上文。", f"The same as for {first}, see above.")


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


def chain_part(chain: Chain, called: str, reader: Reader, seen: Seen) -> Part:
    """Duty basis → conduct → execution → result → causation → factors; a gap is a question.

    Links that read the same for an earlier party are named together in one line.
    """
    items: list[str] = []
    same: dict[str, list[str]] = {}
    for link in fields(Chain):
        text = _link(chain, link.name, reader)
        first = seen.setdefault(("link", text), called)
        if first == called:
            items.append(text)
        else:
            same.setdefault(first, []).append(reader.word("link", link.name))
    items += [_same_links(names, first, reader) for first, names in same.items()]
    return Part("chain", reader.say("责任链条", "Chain of responsibility"), (Points("", tuple(items)),))


def _same_links(names: list[str], first: str, reader: Reader) -> str:
    return reader.listed(names) + reader.say("：", ": ") + same_as(first, reader)


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
