"""Who is reached, by plain loops over all rows: written from docs/reference/readings.md, apart from the trace.

The register is read by the plain loops of tests.core.register.oracle. A party is (id, post) with its relations and
its level; post is None for a body. Readings are cited by number.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from quanze.core.determination.case import Case, Violation
from quanze.core.periods import Period
from tests.core.register.oracle import Plain, so_on, so_within

Line = tuple[str, str | None, frozenset[str], int]
Seat = tuple[str, str | None]

BESIDE_LEADERSHIP = ("discipline_commission", "supervision_commission", "people_congress", "cppcc")
ALWAYS_HEADS = (
    "principal party_principal admin_principal village_secretary village_director branch_secretary section_head".split()
)
DISCIPLINE_ORGANS = ("discipline_commission", "supervision_commission", "resident_group")
DISCIPLINE_HEADS = ("discipline_head", "resident_group_head")
DISCIPLINE_MEMBERS = ("discipline_member", "resident_group_deputy")
DEPUTIES = "executive_deputy party_deputy deputy party_group_member standing_member chief_engineer".split()
MEMBERS = [*DEPUTIES, "alternate_member", "member", "section_head"]
AGAINST = "leadership_duty_weak lax_management supervision_duty_weak should_have_found took_part personally_approved"
COVERING = ("in_charge", "stand_in")


@dataclass
class Found:
    """What the readings say of one case."""

    parties: dict[Seat, tuple[set[str], int]] = field(default_factory=dict)
    freed: set[Seat] = field(default_factory=set)
    to_check: set[tuple[str, str | None, int]] = field(default_factory=set)
    vacant: set[str] = field(default_factory=set)
    nobody_in_charge: bool = False

    def add(self, id: str, post: str | None, relation: str, levels_up: int = 0) -> None:
        relations, level = self.parties.setdefault((id, post), (set(), levels_up))
        relations.add(relation)
        self.parties[id, post] = (relations, min(level, levels_up))

    def lines(self) -> set[Line]:
        return {(id, post, frozenset(r), level) for (id, post), (r, level) in self.parties.items()}


def days_of(period: Period) -> Iterator[date]:
    assert period.starts_on is not None
    assert period.ends_before is not None
    for number in range((period.ends_before - period.starts_on).days):
        yield period.starts_on + timedelta(days=number)


class Oracle:
    """One case asked slowly."""

    def __init__(self, case: Case, levels: int) -> None:
        self.case, self.levels = case, levels
        self.plain = Plain(case.register, case.known_at)
        assert case.conduct.first is not None
        assert case.conduct.last is not None
        self.period = Period(case.conduct.first, case.conduct.last + timedelta(days=1))
        self.unit = case.incident.organization
        self.day = self._structure_day()
        self.found = Found()
        self.zero = self._level_zero()

    def _structure_day(self) -> date:
        """Reading 1."""
        lived = [d for d in days_of(self.period) if self.plain.organization(self.unit, d) is not None]
        return max(lived) if lived else self.period.ends_before - timedelta(days=1)  # type: ignore[operator]

    # ---- level 0 (reading 2)

    def seat(self, post: str) -> Any:
        return self.plain.post(post, self.day) or self.plain.latest_post(post)

    def violated_posts(self, violation: Violation) -> list[Any]:
        if violation.post:
            names = [violation.post]
        else:
            held = self.plain.tenures_of_person(violation.person or "", self.period)
            names = sorted({t.post for t in held})
        return [p for p in (self.seat(name) for name in names) if p is not None]

    def _level_zero(self) -> list[str]:
        found = [self.unit]
        for violation in self.case.violations:
            units = (
                [violation.organization]
                if violation.organization
                else [p.organization for p in self.violated_posts(violation)]
            )
            for unit in units:
                found += [u for u in self.plain.chain_up(unit, self.unit, self.day) if u not in found]
        return found

    def kind(self, unit: str) -> str:
        row = self.plain.organization(unit, self.day) or self.plain.latest_organization(unit)
        return row.kind if row else ""

    # ---- persons

    def exercised(self, tenure: Any, portfolio: Any = None) -> bool:
        """Reading 1: at least one day of the conduct in the post and not away (and with the portfolio, if any)."""
        return any(
            self.plain.exercised_on(tenure, self.period, day) and (portfolio is None or so_on(portfolio, day))
            for day in days_of(self.period)
        )

    def holders(self, post: str, relation: str, level: int = 0, portfolio: Any = None) -> bool:
        """Add everybody who really held the post; those away throughout are freed. True if anybody was added."""
        tenures = self.holding(post, portfolio)
        here = [t for t in tenures if self.exercised(t, portfolio)]
        for tenure in here:
            self.found.add(tenure.person, post, relation, level)
        if level == 0:
            self.found.freed |= {(t.person, post) for t in tenures if t not in here}
        if level == 0 and not tenures and portfolio is None:
            self.found.vacant.add(post)
        return bool(here)

    def holding(self, post: str, portfolio: Any = None) -> list[Any]:
        """Tenures of the post on a day of the conduct (and of the portfolio, if any)."""
        return [
            t
            for t in self.plain.tenures_of_post(post, self.period)
            if any(so_on(t, day) and (portfolio is None or so_on(portfolio, day)) for day in days_of(self.period))
        ]

    def posts_of(self, unit: str) -> list[Any]:
        return list({p.id: p for p in self.plain.posts_of(unit, self.period)}.values())

    def heading(self, post: Any, unit: str) -> bool:
        """Reading 3."""
        kind = self.kind(unit)
        if post.role == "resident_group_head":
            return kind == "resident_group"
        if post.role == "section_head":
            return kind in ("internal_unit", "affiliated_unit")
        return post.role in ALWAYS_HEADS or (post.role == "discipline_head" and kind in DISCIPLINE_ORGANS)

    # ---- what the case says of persons (readings 4, 5, 7)

    def against(self, about: str) -> bool:
        return any(f.about == about and f.finding in AGAINST.split() and f.value is True for f in self.case.findings)

    def named(self, person: str) -> bool:
        proposed = any(p.about == person for p in self.case.proposals)
        return self.against(person) or proposed or person in self.deciders()

    def deciders(self) -> tuple[str, ...]:
        decision = self.case.incident.decision
        return (decision.decided_by or ()) if decision else ()

    def took_part(self, person: str) -> bool | None:
        if person in self.deciders():
            return True
        for finding in self.case.findings:
            speaks = finding.about == person and finding.finding in ("took_part", "personally_approved")
            if speaks and finding.value is not None:
                return bool(finding.value)
        decision = self.case.incident.decision
        return False if decision and decision.decided_by is not None else None

    def only_own(self, person: str) -> bool:
        """Reading 11: a violator of all violations of the case."""
        return bool(self.case.violations) and all(v.person == person for v in self.case.violations)

    # ---- the trace

    def ask(self) -> Found:
        self._bodies()
        for unit in self.zero:
            for post in self.posts_of(unit):
                if self.heading(post, unit):
                    self.holders(post.id, "principal")
        self._in_charge()
        self._discipline_side()
        self._take_part()
        self._members()
        self._upward()
        self._outsiders()
        self._other_units()
        seats = set(self.found.parties)
        self.found.freed -= seats
        self.found.to_check = {line for line in self.found.to_check if line[:2] not in seats}
        return self.found

    def _bodies(self) -> None:
        """Reading 9, for the incident's unit and the units below it that are no mere divisions."""
        for unit in self.zero:
            if unit == self.unit or self.kind(unit) != "internal_unit":
                self._bodies_of(unit, 0, lambda _: True)

    def _bodies_of(self, unit: str, level: int, wanted: Any) -> None:
        named = self.plain.bodies_of(unit, self.day)
        kinds = {b.kind for b in named}
        relation = "discipline_body" if self.kind(unit) in DISCIPLINE_ORGANS else "body"
        for body in named:
            if wanted(body.id):
                self.found.add(body.id, None, "body", level)
        both = "leading_body" in kinds and any(k != "leading_body" for k in kinds)
        if not both and wanted(unit):
            self.found.add(unit, None, relation, level)

    def _covering(self, targets: list[str], units: list[str]) -> Iterator[tuple[Any, Any]]:
        """Portfolios of posts of these units that cover one of the targets, with their posts."""
        for portfolio in self.plain.portfolios():
            if not so_within(portfolio, self.period):
                continue
            post = self.seat(portfolio.post)
            if post is not None and post.organization in units and set(portfolio.covers) & set(targets):
                yield portfolio, post

    def _in_charge(self) -> None:
        """Reading 4."""
        targets = [p.id for v in self.case.violations for p in self.violated_posts(v)]
        targets += [v.organization for v in self.case.violations if v.organization and v.organization != self.unit]
        targets += [u for u in self.zero if u != self.unit]
        pairs = list(self._covering(targets, self.zero))
        for portfolio in self.plain.portfolios_for_field(self.unit, self.case.incident.field or "", self.period):
            post = self.seat(portfolio.post)
            if post is not None and post.organization in self.zero:
                pairs.append((portfolio, post))
        anybody = False
        for portfolio, post in pairs:
            if portfolio.manner in COVERING:
                anybody |= self.holders(post.id, portfolio.manner, 0, portfolio)
            else:
                self._helping(portfolio, post)
        deputies = [p for p in self.posts_of(self.unit) if p.role in DEPUTIES]
        self.found.nobody_in_charge = bool(deputies) and not anybody

    def _helping(self, portfolio: Any, post: Any) -> None:
        for tenure in self.holding(post.id, portfolio):
            if not self.exercised(tenure, portfolio):
                self.found.freed.add((tenure.person, post.id))
            elif self.named(tenure.person):
                self.found.add(tenure.person, post.id, portfolio.manner)
            else:
                self.found.to_check.add((tenure.person, post.id, 0))

    def _discipline_side(self) -> None:
        """Reading 6."""
        for post in self.posts_of(self.unit):
            if post.role in DISCIPLINE_HEADS:
                self.holders(post.id, "discipline_head")
        units = [(u, "resident_group") for u in self.plain.resident_groups_for(self.unit, self.day)]
        own = self.plain.discipline_units_for(self.unit, self.day) - {self.unit}
        for unit, relation in [*units, *((u, "discipline_head") for u in own)]:
            self.found.add(unit, None, "discipline_body")
            for post in self.posts_of(unit):
                if post.role in DISCIPLINE_HEADS:
                    self.holders(post.id, relation)

    def _take_part(self) -> None:
        """Whoever is reached and took part in the decision carries that relation too."""
        for person, post in list(self.found.parties):
            if post is not None and self.took_part(person) is True:
                self.found.add(person, post, "participant")

    def _members(self) -> None:
        """Reading 5."""
        settled = {(id, post) for id, post, _ in self.found.to_check} | set(self.found.parties)
        for post in self.posts_of(self.unit):
            if post.role not in (*MEMBERS, *DISCIPLINE_MEMBERS) or self.heading(post, self.unit):
                continue
            for tenure in self.plain.tenures_of_post(post.id, self.period):
                if (tenure.person, post.id) not in settled:
                    self._member(tenure, post)

    def _member(self, tenure: Any, post: Any) -> None:
        seat = (tenure.person, post.id)
        elsewhere = bool(self.plain.portfolios_of(post.id, self.period))
        if not self.exercised(tenure):
            self.found.freed.add(seat)
        elif self.named(tenure.person):
            self.found.add(*seat, "discipline_head" if post.role in DISCIPLINE_MEMBERS else "participant")
        elif self.took_part(tenure.person) is False or elsewhere:
            self.found.freed.add(seat)
        else:
            self.found.to_check.add((*seat, 0))

    # ---- superiors (reading 7)

    def _upward(self) -> None:
        below = list(dict.fromkeys([self.unit, *self.plain.territory_unit(self.unit, self.day)]))
        above = self.plain.above(self.unit, self.day, 9)
        for level, step in enumerate(above, start=1):
            units = [unit for unit, _ in step]
            self._level(level, units, below)
            below = units

    def _level(self, level: int, units: list[str], below: list[str]) -> None:
        charge: list[tuple[Any, Any]] = []
        for portfolio, post in self._covering(below, units):
            for tenure in self.plain.tenures_of_post(post.id, self.period):
                if portfolio.manner in COVERING and self.exercised(tenure, portfolio):
                    charge.append((tenure, post))
        heads = [
            (tenure, post) for unit in units if unit == units[0] or self.kind(unit) not in BESIDE_LEADERSHIP
            for post in self.posts_of(unit) if self.heading(post, unit)
            for tenure in self.plain.tenures_of_post(post.id, self.period) if self.exercised(tenure)
        ]  # fmt: skip
        reach = level <= self.levels
        for relation, called, found in (
            ("superior_in_charge", True, charge),
            ("superior_principal", not charge, heads),
        ):
            for tenure, post in found:
                self._superior(tenure, post, relation, level, by_text=reach and called)
        for unit in units:
            self._bodies_of(unit, level, self.against)
        self._other_superiors(level, units, {t.person for t, _ in charge + heads})

    def _superior(self, tenure: Any, post: Any, relation: str, level: int, *, by_text: bool) -> None:
        if by_text or self.named(tenure.person) or self.against(post.organization):
            self.found.add(tenure.person, post.id, relation, level)
        elif level <= self.levels + 1 and not self.only_own(tenure.person):
            self.found.to_check.add((tenure.person, post.id, level))

    def _other_superiors(self, level: int, units: list[str], reached: set[str]) -> None:
        for person in sorted(self._names()):
            post = self.post_then(person)
            if post is not None and post.organization in units and person not in reached:
                discipline = post.role in (*DISCIPLINE_HEADS, *DISCIPLINE_MEMBERS)
                self.found.add(person, post.id, "discipline_head" if discipline else "superior_in_charge", level)

    # ---- others the case names (reading 8)

    def _names(self) -> set[str]:
        people = {row.id for row in self.case.register.people}
        return {p for p in people if self.plain.person(p) is not None and self.named(p)}

    def tenure_then(self, person: str) -> Any:
        """A tenure at the conduct: of level 0 first, not acting first."""
        tenures = list(self.plain.tenures_of_person(person, self.period))
        inside = [t for t in tenures if (p := self.seat(t.post)) is not None and p.organization in self.zero]
        chosen = sorted(inside or tenures, key=lambda t: t.acting)
        return chosen[0] if chosen else None

    def post_then(self, person: str) -> Any:
        tenure = self.tenure_then(person)
        return self.seat(tenure.post) if tenure else None

    def _outsiders(self) -> None:
        superiors = {unit for step in self.plain.above(self.unit, self.day, 9) for unit, _ in step}
        reached = {id for (id, post), (_, level) in self.found.parties.items() if post is not None and level == 0}
        for person in sorted(self._names() - reached):
            post = self.post_then(person)
            if post is None or post.organization in superiors:
                continue
            if not self.exercised(self.tenure_then(person)):
                self.found.freed.add((person, post.id))
                continue
            head = post.organization != self.unit and self.heading(post, post.organization)
            discipline = post.role in (*DISCIPLINE_HEADS, *DISCIPLINE_MEMBERS)
            self.found.add(person, post.id, "principal" if head else "discipline_head" if discipline else "participant")

    def _other_units(self) -> None:
        """Reading 8: organizations elsewhere that a finding or a proposal names, themselves or by a named body."""
        superiors = {unit for step in self.plain.above(self.unit, self.day, 9) for unit, _ in step}
        proposed = {p.about for p in self.case.proposals}
        for unit in dict.fromkeys(row.id for row in self.plain.units()):
            if unit in self.zero or unit in superiors:
                continue
            whole = self.against(unit) or unit in proposed
            self._bodies_of(unit, 0, lambda id, whole=whole: whole or self.against(id) or id in proposed)
