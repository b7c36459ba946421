"""What changed for one party between two sheets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from quanze.core.sheet.competent import organ
from quanze.core.sheet.phrases import Data, Phrases, day, place, who
from quanze.core.sheet.reader import Reader

_WORDS = (
    ("relation", "relation", ("与事件的关系", "relation to the incident")),
    ("duty", "duty", ("应负职责", "duty owed")),
    ("liability", "liability", ("责任口径", "liability")),
)


def party_changes(old: Data, new: Data, reader: Reader) -> Iterator[str]:
    """Sentences on one party: its labels, clauses, methods, bars and competence."""
    lead = who(new, reader) + reader.say("：", ": ")
    for sentence in (*_words(old, new, reader), *_clauses(old, new, reader), *_sets(old, new, reader)):
        yield lead + sentence


def gone_and_new(old: Phrases, new: Phrases, reader: Reader) -> Iterator[str]:
    """What only the new one has, and what only the old one had."""
    added = reader.listed((text for key, text in new.items() if key not in old), by=("；", "; "))
    gone = reader.listed((text for key, text in old.items() if key not in new), by=("；", "; "))
    if added:
        yield reader.say(f"新增{added}。", f"added: {added}.")
    if gone:
        yield reader.say(f"不再有{gone}。", f"no longer: {gone}.")


def moved(name: str, old: str, new: str, reader: Reader) -> str:
    """One value before and after."""
    none = reader.say("无", "none")
    old, new = old.rstrip("。."), new.rstrip("。.")
    return reader.say(
        f"{name}由“{old or none}”改为“{new or none}”。", f"{name} changed from “{old or none}” to “{new or none}”."
    )


def _words(old: Data, new: Data, reader: Reader) -> Iterator[str]:
    for key, group, name in _WORDS:
        if old[key] != new[key]:
            yield moved(reader.say(*name), reader.word(group, old[key]), reader.word(group, new[key]), reader)
    if old["levels_up"] != new["levels_up"]:
        yield moved(reader.say("上追级数", "levels above"), str(old["levels_up"]), str(new["levels_up"]), reader)
    before, after = (_status(side, reader) for side in (old, new))
    if before != after:
        yield moved(reader.say("现状", "present status"), before, after, reader)


def _status(party: Data, reader: Reader) -> str:
    now = party.get("now") or {}
    status = reader.word("now", now["status"]) if now.get("status") else ""
    return reader.listed([status, reader.name(now.get("post"))], by=("，", ", "))


def _clauses(old: Data, new: Data, reader: Reader) -> Iterator[str]:
    before, after = _by_place(old, reader), _by_place(new, reader)
    names_before, names_after = ({key: item[0] for key, item in side.items()} for side in (before, after))
    for sentence in gone_and_new(names_before, names_after, reader):
        yield reader.say("条款", "clauses ") + sentence
    for key in (key for key in before if key in after):
        (name, was), (_, now) = before[key], after[key]
        yield from _clause(name, was, now, reader)


def _clause(name: str, was: Data, now: Data, reader: Reader) -> Iterator[str]:
    if was["status"] != now["status"]:
        yield moved(name, reader.word("status", was["status"]), reader.word("status", now["status"]), reader)
    if was["label"] != now["label"]:
        labels = [reader.word("liability", side["label"]) if side["label"] else "" for side in (was, now)]
        what = reader.say(f"{name}下的责任口径", f"liability under {name}")
        yield moved(what, labels[0], labels[1], reader)
    if was["status"] == now["status"] and was["because"] != now["because"]:
        yield reader.say(f"{name}依据的事实有变化。", f"the facts relied on under {name} changed.")


def _by_place(party: Data, reader: Reader) -> Mapping[str, tuple[str, Data]]:
    return {f"{c['cite']}{c['track']}": (place(c["cite"], reader), c) for c in party["clauses"]}


def _sets(old: Data, new: Data, reader: Reader) -> Iterator[str]:
    """Methods, bars, adjustments and competence as sets of phrases."""
    before, after = _phrases(old, reader), _phrases(new, reader)
    for name, phrases in after.items():
        for sentence in gone_and_new(before[name], phrases, reader):
            yield f"{name}{reader.say('', ' ')}{sentence}"


def _phrases(party: Data, reader: Reader) -> dict[str, Phrases]:
    methods = party["methods"]
    found = {
        reader.say("可以使用的方式", "permitted methods"): methods["permitted"],
        reader.say("视事实而定的方式", "conditional methods"): [item["method"] for item in methods["conditional"]],
        reader.say("已记录程度所指向的方式", "methods the degree points to"): methods["indicated"],
        reader.say("不能使用的方式", "excluded methods"): [item["method"] for item in methods["excluded"]],
    }
    phrases: dict[str, Phrases] = {
        name: {key: reader.word("method", key) for key in keys} for name, keys in found.items()
    }
    phrases[reader.say("影响期", "effect periods")] = dict(_bar(bar, reader) for bar in party["bars"])
    adjusted = [
        f"{reader.text(item['summary'])}{reader.word('status', item['status'])}" for item in party["adjustments"]
    ]
    phrases[reader.say("从轻从重情节", "adjustments")] = {text: text for text in adjusted}
    phrases[reader.say("权限", "competence")] = dict(_competent(party["competence"], reader))
    return phrases


def _bar(bar: Mapping[str, Any], reader: Reader) -> tuple[str, str]:
    called = reader.word("method", bar["method"]) + reader.say("·", ": ") + reader.word("bar", bar["bar"])
    first, last = day(bar["starts_on"], reader), day(bar["ends_on"], reader)
    phrase = reader.say(f"{called}（{first}至{last}）", f"{called} ({first} to {last})")
    return phrase, phrase


def _competent(phases: Mapping[str, Any], reader: Reader) -> Iterator[tuple[str, str]]:
    for phase, found in phases.items():
        if found:
            called = organ(found["organ"], found["of"], reader)
            phrase = f"{reader.word('phase', phase)}{reader.say('：', ': ')}{called}"
            yield f"{phase}:{found['organ']}:{found['of']}:{found['approval']}", phrase
