"""Who stands in the picture of the chain: one figure for each party, freed, to be checked, or routed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from quanze.core.determination.case import Case
from quanze.core.determination.competence import LEFT
from quanze.core.determination.result import NotResponsible, Party, Ref, Sheet, ToCheck
from quanze.core.periods import Period
from quanze.core.register.view import View
from quanze.core.sheet.answer import liability_text
from quanze.core.sheet.others import destination
from quanze.core.sheet.parties import now_text, tenure_text
from quanze.core.sheet.reader import Reader

BELOW = -1  # the row of those whose own conduct is in question, under level 0


class Figure(NamedTuple):
    """One seat as it was on the day; ``kind`` is party, acting, free, check or violator."""

    kind: str
    level: int
    unit: str | None
    name: str
    seat: str
    relation: str
    standing: str
    now: str
    term: str = ""


def figures(sheet: Sheet, case: Case, reader: Reader) -> tuple[Figure, ...]:
    """All figures, from the highest level down to the incident and those who acted."""
    place = Place(case)
    found = [
        *(_party(party, place, reader) for party in sheet.parties),
        *(_freed(item, place, reader) for item in sheet.not_responsible),
        *(_checked(item, place, reader) for item in sheet.to_check),
        *_violators(sheet, case, place, reader),
    ]
    return tuple(sorted(found, key=lambda figure: -figure.level))


class Place:
    """Units, levels and present status as the case's register shows them on the days of the conduct."""

    def __init__(self, case: Case) -> None:
        self.view: View = case.register.view(case.known_at)
        self.asked_on = case.asked_on
        self.period = Period.days(case.conduct.first, case.conduct.last or case.asked_on)
        self.day: date = case.conduct.last or case.conduct.first or case.asked_on
        above = self.view.above(case.incident.organization, self.day, 9)
        self.levels = {step.unit: level for level, steps in enumerate(above, 1) for step in steps}

    def unit_of(self, ref: Ref, post: str | None, unit: str | None) -> str | None:
        """The unit of a party: as said on the sheet, else that of its post or body."""
        if unit or "organization" in ref:
            return unit or ref["organization"]
        seat = self.view.latest_post(post) if post else None
        body = self.view.body(ref["body"]) if "body" in ref else None
        return seat.organization if seat else body.of if body else None

    def level_of(self, unit: str | None) -> int:
        """How many levels above the incident a unit stands; units below or beside it count as 0."""
        return self.levels.get(unit or "", 0)

    def now_of(self, person: str | None, reader: Reader) -> str:
        """The present status and post the register shows."""
        known = self.view.person(person) if person else None
        status = reader.word("now", known.now) if known and known.now else ""
        held = (
            [self.view.latest_post(t.post) for t in self.view.present_tenures(person, self.asked_on)] if person else []
        )
        post = next((reader.name(p.id) if p.id in reader.names else p.title for p in held if p is not None), "")
        present = reader.say(f"现任{post}", f"now {post}") if post and known and known.now not in LEFT else ""
        return reader.listed((status, present), by=("，", ", "))

    def term_of(self, person: str | None, post: str | None, reader: Reader) -> str:
        """When a person held the post, of the tenures that touch the conduct."""
        tenures = self.view.tenures_of_post(post, self.period) if person and post else ()
        spans = (reader.span(t.starts_on, t.ends_before) for t in tenures if t.person == person)
        return reader.listed(dict.fromkeys(spans), by=("；", "; "))


def _party(party: Party, place: Place, reader: Reader) -> Figure:
    personal = "person" in party.party
    return Figure(
        kind="acting" if party.tenure and party.tenure.acting else "party",
        level=party.levels_up,
        unit=place.unit_of(party.party, party.post, party.unit),
        name=reader.who(party.party, party.name),
        seat=reader.name(party.post) + _acting(party, reader),
        relation=reader.listed(reader.word("relation", key) for key in (party.relation, *party.also)),
        standing=liability_text(party, reader),
        now=now_text(party, reader) if personal else "",
        term=tenure_text(party, reader) if personal else "",
    )


def _acting(party: Party, reader: Reader) -> str:
    return reader.say("（代理）", " (acting)") if party.tenure and party.tenure.acting else ""


def _freed(item: NotResponsible, place: Place, reader: Reader) -> Figure:
    unit = place.unit_of(item.party, item.post, item.unit)
    why = reader.text(item.why)
    return Figure(
        kind="free",
        level=place.level_of(unit),
        unit=unit,
        name=reader.who(item.party),
        seat=reader.name(item.post),
        relation=reader.word("relation", item.relation),
        standing=reader.say(f"不承担责任：{why}", f"not responsible: {why}"),
        now=place.now_of(item.party.get("person"), reader),
        term=place.term_of(item.party.get("person"), item.post, reader),
    )


def _checked(item: ToCheck, place: Place, reader: Reader) -> Figure:
    why = reader.text(item.why)
    return Figure(
        kind="check",
        level=item.levels_up,
        unit=place.unit_of(item.party, item.post, item.unit),
        name=reader.who(item.party),
        seat=reader.name(item.post),
        relation=reader.word("relation", item.relation) if item.relation else "",
        standing=reader.say(f"待核查：{why}", f"to check: {why}"),
        now=place.now_of(item.party.get("person"), reader),
        term=place.term_of(item.party.get("person"), item.post, reader),
    )


def _violators(sheet: Sheet, case: Case, place: Place, reader: Reader) -> Iterator[Figure]:
    """Those routed for their own conduct, each once, in the seat the violation names."""
    posts = {v.person: v.post for v in case.violations}
    answering = {party.party.get("person") for party in sheet.parties}
    ways: dict[str, dict[str, None]] = {}
    for item in sheet.routed:
        if item.person is not None and item.person not in answering:
            ways.setdefault(item.person, {})[destination(item.to, reader)] = None
    for person, to in ways.items():
        post = posts.get(person)
        yield Figure(
            kind="violator",
            level=BELOW,
            unit=place.unit_of({"person": person}, post, None),
            name=reader.name(person),
            seat=reader.name(post),
            relation=reader.say("事件当事人", "person concerned"),
            standing=reader.say("转", "to ") + reader.listed(to),
            now=place.now_of(person, reader),
            term=place.term_of(person, post, reader),
        )
