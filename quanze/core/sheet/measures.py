"""What may follow for a party: the permitted set by track, what is open, what is excluded and why."""

from __future__ import annotations

from collections.abc import Sequence

from quanze.core.determination.result import Adjustment, Combination, Conditional, Excluded, Party
from quanze.core.ladders import LADDERS, SETS
from quanze.core.sheet.blocks import Block, Para, Part, Points
from quanze.core.sheet.citing import bracketed, cited, in_brackets
from quanze.core.sheet.reader import Reader
from quanze.core.sheet.reasons import reason_text, waiting_for
from quanze.core.words import METHOD_GROUPS

_TRACKS = ("accountability", "party", "state", "handling", "first_form", "justice")
_KINDS = {"party_sanctions": "party_sanction", "state_sanctions": "state_sanction"}


def measures(party: Party, reader: Reader) -> Part:
    """The permitted set; the order listed is no order of weight, and none is recommended."""
    methods = party.methods
    remark = reader.say(
        "以下是规定允许的范围，排列不分轻重，也不是处理建议。",
        "This is the range the rules allow; the order says nothing about weight, and none is recommended.",
    )
    blocks: list[Block] = [Para(remark, "note"), Points(reader.say("可以使用", "Permitted"), permitted(party, reader))]
    blocks += _points(reader.say("视事实而定", "Conditional"), _conditional(methods.conditional, reader))
    blocks += _points(
        reader.say("已记录的程度所指向的范围", "Range that the recorded degree points to"), _indicated(party, reader)
    ) or [Para(text, "note") for text in _unpointed(party, reader)]
    blocks += _points(reader.say("不能使用", "Excluded"), _excluded(methods.excluded, reader))
    blocks += _points(reader.say("合并与衔接", "Combining"), _combinations(methods.combinations, reader))
    return Part("methods", reader.say("处理方式", "Methods"), tuple(blocks))


def _unpointed(party: Party, reader: Reader) -> list[str]:
    """What stands where no recorded degree points to some of the permitted methods (RZ2010 arts. 20, 21; WZ2019 art. 8)."""
    if len(party.methods.permitted) < 2:
        return []
    said = reader.say(
        "已记录的程度没有指向其中任何一种：轻重由有权机关按情节、危害认定，较重的方式须有相应的情节。",
        "No recorded degree points to any of these: people with authority find how grave it is, and the heavier "
        "methods need it to be so.",
    )
    justice = reader.say("移送司法机关以涉嫌犯罪为前提。", "Hand-over to justice presupposes a suspected crime.")
    with_justice = any(method in METHOD_GROUPS["justice"] for method in party.methods.permitted)
    return [reader.listed([said, justice], by=("", " ")) if with_justice else said]


def permitted(party: Party, reader: Reader) -> tuple[str, ...]:
    """One line for each track, with the methods that stand on it."""
    tracks: dict[str, list[str]] = {}
    for method in party.methods.permitted:
        tracks.setdefault(track_of(method), []).append(method)
    lines = [
        f"{reader.word('track', track)}{reader.say('：', ': ')}{method_list(found, reader)}"
        for track, found in sorted(tracks.items(), key=lambda pair: _TRACKS.index(pair[0]))
    ]
    return tuple(lines) or (reader.say("目前没有", "none at present"),)


def track_of(method: str) -> str:
    """The track on which a method stands by its own nature, whichever clause opens it."""
    for track in ("party", "state", "first_form", "justice"):
        if method in METHOD_GROUPS[track]:
            return track
    return "handling" if method in SETS["handling"] else "accountability"


def method_list(methods: Sequence[str], reader: Reader, *, briefly: bool = False) -> str:
    """The methods as a list; ``briefly`` calls all party or all state sanctions together by their kind."""
    names: dict[str, None] = {}
    for method in methods:
        kind = next(
            (k for k in _KINDS if briefly and method in LADDERS[_KINDS[k]] and {*LADDERS[_KINDS[k]]} <= {*methods}),
            None,
        )
        names[reader.word("set", kind) if kind else reader.word("method", method)] = None
    return reader.listed(names)


def adjustments(party: Party, reader: Reader) -> Part | None:
    """What makes it lighter or heavier; None if no rule of the kind speaks."""
    if not party.adjustments:
        return None
    items = tuple(_adjusted(item, reader) for item in party.adjustments)
    return Part("adjustments", reader.say("从轻从重等情节", "What makes it lighter or heavier"), (Points("", items),))


def _points(lead: str, items: list[str]) -> list[Block]:
    return [Points(lead, tuple(items))] if items else []


def _conditional(found: Sequence[Conditional], reader: Reader) -> list[str]:
    """Methods that wait for the same facts under the same place in one line."""
    groups: dict[str, list[str]] = {}
    for item in found:
        facts = waiting_for(item.if_, reader)
        only = reader.say(f"：须查明{facts}", f": only if established: {facts}") + in_brackets(item.cite, reader)
        groups.setdefault(only, []).append(item.method)
    return [method_list(methods, reader, briefly=True) + only for only, methods in groups.items()]


def _excluded(found: Sequence[Excluded], reader: Reader) -> list[str]:
    """Methods excluded for the same reason under the same place in one line."""
    groups: dict[str, list[str]] = {}
    for item in found:
        why = reader.say("：", ": ") + reader.text(item.why) + in_brackets(item.cite, reader)
        groups.setdefault(why, []).append(item.method)
    return [method_list(methods, reader, briefly=True) + why for why, methods in groups.items()]


def _indicated(party: Party, reader: Reader) -> list[str]:
    methods = party.methods.indicated
    return [reader.listed(reader.word("method", method) for method in methods)] if methods else []


def _combinations(found: Sequence[Combination], reader: Reader) -> list[str]:
    """The same rule in several texts is one line with all places."""
    places: dict[str, list[str]] = {}
    for item in found:
        places.setdefault(_combined(item, reader), []).append(cited(item.cite, reader))
    return [text + bracketed(reader.listed(dict.fromkeys(p)), reader) for text, p in places.items()]


def _combined(item: Combination, reader: Reader) -> str:
    """How the methods stand to each other, and the rule's own words."""
    left, right = (method_list(keys, reader, briefly=True) for keys in (item.methods, item.with_))
    form = reader.word("combination", item.rule)
    if not right and item.rule == "together":
        form = reader.say("{0}，可以合并使用", "{0}: may be combined")
    head = form.format(left, right)
    return f"{head}{reader.say('。', '. ')}{reader.text(item.text)}"


def _adjusted(item: Adjustment, reader: Reader) -> str:
    """The effect and how far it binds, on which facts, under which place."""
    facts = reader.listed((reason_text(reason, reader) for reason in item.because), by=("；", "; "))
    why = reader.say(f"依据：{facts}。", f"On: {facts}.") if facts else ""
    status, summary = reader.word("status", item.status), reader.text(item.summary)
    head = reader.say(
        f"{_effect(item, reader)}（{status}）：{summary}", f"{_effect(item, reader)} ({status}): {summary} "
    )
    return head + why + in_brackets(item.cite, reader)


def _effect(item: Adjustment, reader: Reader) -> str:
    effect = reader.word("effect", item.effect)
    if item.effect == "mandatory":
        return effect
    return f"{reader.word('discretion', item.discretion)}{reader.say('', ' be ')}{effect}"
