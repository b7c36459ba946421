"""Every listed thing of a sheet read as data, as a key and a phrase, so that two sheets can be compared."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields
from datetime import date
from typing import Any

from quanze.core.determination.result import Cite
from quanze.core.sheet.citing import cited, title, version_text
from quanze.core.sheet.others import destination
from quanze.core.sheet.reader import Reader

Data = Mapping[str, Any]
Phrases = Mapping[str, str]  # key of a thing → how it is called
_CITE = tuple(field.name for field in fields(Cite))


def place(data: Data | None, reader: Reader) -> str:
    """A citation written as data, in official form."""
    if not data:
        return ""
    return cited(Cite(**{key: data[key] for key in _CITE if key in data}), reader)


def who(data: Data, reader: Reader) -> str:
    """A party written as data: name and seat."""
    called = reader.who(data["party"], data.get("name"))
    seat = reader.seat(data.get("post"), data.get("unit")) if data.get("post") else ""
    return reader.say(f"{called}（{seat}）", f"{called} ({seat})") if seat else called


def seat_key(data: Data) -> str:
    """One party per person and post, or body."""
    return f"{sorted(data['party'].items())}:{data.get('post')}"


def day(text: str | None, reader: Reader) -> str:
    """A day written as ISO text, in words."""
    return reader.day(date.fromisoformat(text[:10]) if text else None)


def lists(sheet: Data, reader: Reader) -> Iterator[tuple[str, str, Phrases]]:
    """Name of each list in the reader's language, its key, and what stands in it."""
    for key, (name, phrase) in _LISTS.items():
        found = dict(phrase(item, reader) for item in sheet.get(key, ()))
        yield reader.say(*name), key, found


def _rulebook(item: Data, reader: Reader) -> tuple[str, str]:
    version = item["version"]
    name, told = title(item["rulebook"], reader), version_text(version, reader)
    return f"{item['rulebook']}@{version}", reader.say(f"{name}（{told}）", f"{name} ({told})")


def _party(item: Data, reader: Reader) -> tuple[str, str]:
    return seat_key(item), who(item, reader)


def _routed(item: Data, reader: Reader) -> tuple[str, str]:
    called = reader.name(item["person"]) or reader.name(item.get("violation")) or reader.say("未具名者", "not named")
    to = destination(item["to"], reader)
    key = f"{item['person']}:{item.get('violation')}:{item['to']}"
    return key, reader.say(f"{called}（转{to}）", f"{called} (to {to})")


def _question(item: Data, reader: Reader) -> tuple[str, str]:
    about = reader.name(item.get("about"))
    ask = reader.text(item["ask"])
    called = reader.say(f"{ask}（{about}）", f"{ask} ({about})") if about and about not in ask else ask
    return f"{item['fact']}:{item.get('about')}", called


def _warning(item: Data, reader: Reader) -> tuple[str, str]:
    about = reader.name(item.get("about"))
    called = reader.word("warning", item["code"])
    return f"{item['code']}:{about}", reader.say(f"{called}（{about}）", f"{called} ({about})") if about else called


def _referral(item: Data, reader: Reader) -> tuple[str, str]:
    start, end = destination(item["from"], reader), destination(item["to"], reader)
    return f"{start}:{end}:{item.get('about')}", reader.say(f"{start}移送{end}", f"{start} to {end}")


def _deadline(item: Data, reader: Reader) -> tuple[str, str]:
    act, by = reader.text(item["act"]), day(item["by"], reader)
    about = reader.name(item.get("about"))
    called = reader.say(f"{act}（{about}）" if about else act, f"{act} ({about})" if about else act)
    return f"{called}:{by}", reader.say(f"{called}，最迟{by}", f"{called}, by {by}")


def _decided(item: Data, reader: Reader) -> tuple[str, str]:
    methods = reader.listed(reader.word("method", method) for method in item["methods"])
    on = day(item["decided_on"], reader)
    called = reader.name(item["about"])
    phrase = reader.say(f"{called}，{on}决定{methods}", f"{called}, {methods} decided on {on}")
    return phrase, phrase


def _unverified(item: Data, reader: Reader) -> tuple[str, str]:
    called = place(item["cite"], reader)
    return called, called


_LISTS: Mapping[str, tuple[tuple[str, str], Callable[[Data, Reader], tuple[str, str]]]] = {
    "rulebooks": (("所用规定", "Rules used"), _rulebook),
    "parties": (("责任主体", "Parties"), _party),
    "routed": (("转由其他程序处理", "Dealt with elsewhere"), _routed),
    "not_responsible": (("不承担责任", "Not responsible"), _party),
    "to_check": (("待核查的上级", "Superiors to check"), _party),
    "questions": (("待查事项", "Questions"), _question),
    "referrals": (("移送和报告", "Referrals"), _referral),
    "deadlines": (("期限", "Deadlines"), _deadline),
    "warnings": (("提示", "Warnings"), _warning),
    "decided": (("已作出的决定", "Decisions taken"), _decided),
    "unverified": (("条文表述待核对", "Wording to be verified"), _unverified),
}
