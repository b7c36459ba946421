"""The reader: one language, and the names and titles that turn keys into words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from quanze.core.determination.result import Cite, Party, Ref, Sheet, Text
from quanze.core.sheet.labels import word
from quanze.core.sheet.numbering import numbered
from quanze.core.sheet.numerals import day_text
from quanze.core.words.label import Label

_BODIES = ("班子", "党组", "党委", "党总支", "支部", "工委", "纪委", "纪检")  # names that already say a body
NO_TEXTS: Mapping[str, Text] = {}
# What a unit is called whose name the asker may not know: an empty name on the sheet.
BEYOND = Label("询问人可见范围以外的单位", "a unit beyond the asker's view")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """One language ("zh" or "en") over one sheet; ``titles`` and ``findings`` map ids to texts."""

    lang: str
    titles: Mapping[str, Text] = field(default_factory=dict)
    findings: Mapping[str, Text] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    cites: Mapping[str, Cite] = field(default_factory=dict)
    party_organs: frozenset[str] = frozenset()  # units whose party organization stands on the sheet by its own name
    numbers: Mapping[tuple[str, str | None], int] = field(default_factory=dict)  # (fact, about) → its question

    def say(self, zh: str, en: str) -> str:
        """The one of two sentences that is in the reader's language."""
        return zh if self.lang == "zh" else en

    def text(self, text: Text | None) -> str:
        """A text in the reader's language; if that is empty, in the other one; "" if there is none."""
        if not text:
            return ""
        return text.get(self.lang) or text.get("zh") or text.get("en") or ""

    def word(self, group: str, key: str) -> str:
        """The term for a key of a closed list."""
        return word(group, key, self.lang)

    def listed(self, items: Iterable[str], *, by: tuple[str, str] = ("、", ", ")) -> str:
        """Items joined as a list: 、 in Chinese, commas in English."""
        return self.say(*by).join(item for item in items if item)

    def name(self, key: str | None) -> str:
        """The name or title behind an id; an id nobody named stands for itself, one out of view is said to be that."""
        if key is None:
            return ""
        return BEYOND.text(self.lang) if self.beyond(key) else self.names.get(key, key)

    def beyond(self, key: str) -> bool:
        """True for a unit that the asker's view did not reach: the sheet names it with an empty name."""
        return self.names.get(key) == ""

    def day(self, day: date | None, none: tuple[str, str] = ("未定", "not fixed")) -> str:
        """A day in words, or ``none`` when there is none."""
        return self.say(*none) if day is None else day_text(day, self.lang)

    def span(self, starts_on: date | None, ends_before: date | None) -> str:
        """A half-open period as first and last day."""
        last = None if ends_before is None else ends_before - timedelta(days=1)
        first = self.day(starts_on, ("起始日未载", "start not recorded"))
        if last is None:
            return self.say(f"{first}起至今" if starts_on else first, f"since {first}" if starts_on else first)
        return self.say(f"{first}至{self.day(last)}", f"{first} to {self.day(last)}")

    def who(self, ref: Ref, name: str | None = None) -> str:
        """The name of a person or body; a unit's implied body is called its leading body."""
        kind, key = next(iter(ref.items()))
        called = name or self.name(key)
        if kind == "person" or any(word in called for word in _BODIES):
            return called
        if key in self.party_organs:
            return self.say(f"{called}领导班子", f"leading body of {called}")
        return self.say(f"{called}领导班子（党组织）", f"leading body (party organization) of {called}")

    def seat(self, post: str | None, unit: str | None) -> str:
        """Unit and post title in one phrase; the unit is not said twice."""
        title, place = self.name(post), self.name(unit)
        if not title or title.startswith(place):
            return title or place
        return self.say(f"{place}{title}", f"{title}, {place}" if place else title)

    def party(self, party: Party) -> str:
        """A party in one phrase: name and seat."""
        called = self.who(party.party, party.name)
        seat = self.seat(party.post, party.unit) if party.post else ""
        if not seat:
            return called
        return self.say(f"{called}（{seat}）", f"{called} ({seat})")


def reader(sheet: Sheet, lang: str, titles: Mapping[str, Text], findings: Mapping[str, Text]) -> Reader:
    """The reader of a sheet; a violation nobody named is called after the person it is about."""
    cites = {f"{c.cite.rulebook} {c.cite.row}": c.cite for party in sheet.parties for c in party.clauses if c.cite.row}
    names = {**_violations(sheet, lang), **sheet.names}
    return Reader(
        lang=lang,
        titles=titles,
        findings=findings,
        names=names,
        cites=cites,
        party_organs=_party_organs(sheet, names),
        numbers=numbered(sheet, names),
    )


def _party_organs(sheet: Sheet, names: Mapping[str, str]) -> frozenset[str]:
    """Units of which a named party organization answers or is freed: their other body is the leading body alone."""
    refs = [party.party for party in sheet.parties] + [item.party for item in sheet.not_responsible]
    refs += [item.party for item in sheet.to_check]
    units = {ref["organization"] for ref in refs if "organization" in ref}
    called = [names.get(ref["body"], "") for ref in refs if "body" in ref]
    return frozenset(u for u in units if any(c.startswith(names.get(u) or u) and _is_party_organ(c) for c in called))


def _is_party_organ(name: str) -> bool:
    return any(word in name for word in _BODIES[1:])


def _violations(sheet: Sheet, lang: str) -> Mapping[str, str]:
    found = {}
    for item in sheet.routed:
        if item.violation and item.violation not in found:
            who = sheet.names.get(item.person, item.person) if item.person else item.violation
            found[item.violation] = f"{who}的违纪事实" if lang == "zh" else f"the violation of {who}"
    return found
