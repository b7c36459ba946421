"""The ground a determination stands on: the case, the register as known, the units of level 0."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from quanze.core.determination.case import Case, Finding, Violation
from quanze.core.determination.roles import is_supervision
from quanze.core.periods import Period
from quanze.core.register import Organization, Post, Superior, Tenure, View
from quanze.core.words import label

MOST_LEVELS = 9
FROM_DECISION = frozenset({"personally_approved", "took_part", "dissented", "reserved_opinion"})


@dataclass(eq=False)
class Ground:
    """One case seen through the register as it was known."""

    case: Case
    memos: dict[object, dict[object, Any]] = field(default_factory=dict)
    seen_by: dict[tuple[object, str], Any] = field(default_factory=dict)  # one party's facts under one pack, kept
    kept: dict[object, Any] = field(default_factory=dict)  # whatever is asked often and never changes in one case

    @cached_property
    def view(self) -> View:
        """The register as known at the instant asked."""
        return self.case.register.view(self.case.known_at)

    @cached_property
    def period(self) -> Period:
        """The days of the conduct, half-open; an unknown last day ends with the day asked."""
        conduct = self.case.conduct
        return Period.days(conduct.first, conduct.last or self.case.asked_on)

    @cached_property
    def day(self) -> date:
        """The day whose structure is read: the conduct's last, or the unit's own last day within it."""
        last = self.case.conduct.last or self.case.asked_on
        rows = self.view.organizations(self.case.incident.organization, self.period)
        if any(row.ends_before is None or row.ends_before > last for row in rows):
            return last
        ends = [row.ends_before for row in rows if row.ends_before is not None]
        return max(ends) - timedelta(days=1) if ends else last

    @property
    def unit(self) -> str:
        """The unit of the incident."""
        return self.case.incident.organization

    @cached_property
    def level_zero(self) -> tuple[str, ...]:
        """The unit of the incident first, then the units between it and the violators' posts (reading 3)."""
        found = [self.unit]
        for violation in self.case.violations:
            for unit in self.violator_units(violation):
                for between in self.view.chain_up(unit, self.unit, self.day):
                    if between not in found:
                        found.append(between)
        return tuple(found)

    def violator_units(self, violation: Violation) -> tuple[str, ...]:
        """The units in which a violation was committed."""
        if violation.organization:
            return (violation.organization,)
        posts = self.violator_posts(violation)
        return tuple(dict.fromkeys(post.organization for post in posts))

    def violator_posts(self, violation: Violation) -> tuple[Post, ...]:
        """The posts from which a violation was committed: the one named, else those held then."""
        if violation.post:
            post = self.post(violation.post)
            return (post,) if post else ()
        if not violation.person:
            return ()
        tenures = self.view.tenures_of_person(violation.person, self.violation_period(violation))
        posts = (self.post(t.post) for t in tenures)
        return tuple(p for p in posts if p is not None)

    def violation_period(self, violation: Violation) -> Period:
        """A violation's own days, else the case's."""
        if violation.conduct and (violation.conduct.first or violation.conduct.last):
            return Period.days(violation.conduct.first, violation.conduct.last)
        return self.period

    def below(self, unit: str) -> tuple[Violation, ...]:
        """The violations a unit answers for: those in it or below it; for every other unit than those of level 0, all."""
        if unit == self.unit or unit not in self.level_zero:
            return self.case.violations
        return tuple(v for v in self.case.violations if unit in self._units_up(v))

    def _units_up(self, violation: Violation) -> set[str]:
        units = self.violator_units(violation)
        return {up for unit in units for up in self.view.chain_up(unit, self.unit, self.day)}

    @cached_property
    def violators(self) -> frozenset[str]:
        """Persons with a direct violation of their own in the case."""
        return frozenset(v.person for v in self.case.violations if v.person)

    def only_violator(self, person: str) -> bool:
        """True if every violation of the case is this person's own (reading 11)."""
        return person in self.violators and all(v.person == person for v in self.case.violations)

    def organization(self, unit: str) -> Organization | None:
        """The unit's row on the day of the structure, else the last one known."""
        if ("unit", unit) not in self.kept:
            self.kept["unit", unit] = self.view.organization(unit, self.day) or self.view.latest_organization(unit)
        row: Organization | None = self.kept["unit", unit]
        return row

    @cached_property
    def above(self) -> tuple[tuple[Superior, ...], ...]:
        """The units above that of the incident, level by level to the top."""
        return self.view.above(self.unit, self.day, MOST_LEVELS)

    def post(self, id: str) -> Post | None:
        """The post's row on the day of the structure, else the last one known: a post moved later changes nothing."""
        if ("post", id) not in self.kept:
            self.kept["post", id] = self.view.post(id, self.day) or self.view.latest_post(id)
        row: Post | None = self.kept["post", id]
        return row

    def parts(self, tenure: Tenure, within: Period | None = None) -> tuple[Period, ...]:
        """The parts of the conduct (or of ``within`` it) in which a holder really exercised the post."""
        return self.view.exercised(tenure, within or self.period)

    def findings_about(self, about: str | None) -> Iterator[Finding]:
        """The findings recorded about one id (None: the incident)."""
        return iter(self._findings.get(about, ()))

    def findings_of_unit(self, unit: str, body: str | None) -> list[Finding]:
        """The findings about a unit and its bodies (or the one ``body``), and at level 0 about the incident."""
        kept: list[Finding] | None = self.kept.get(("findings", unit, body))
        if kept is None:
            bodies = (b.id for b in self.view.bodies_of(unit, self.day))
            abouts = [unit, *bodies] if body is None else [body, unit]
            kept = [f for about in abouts for f in self.findings_about(about)]
            if unit in self.level_zero:
                kept += self.findings_about(None)
            self.kept["findings", unit, body] = kept
        return kept

    @cached_property
    def recorded(self) -> frozenset[str]:
        """The findings recorded about anybody, those included that the incident's own decision tells."""
        told = FROM_DECISION if self.case.incident.decision is not None else frozenset()
        return told | {f.finding for f in self.case.findings if f.value is not None}

    def silent_on(self, findings: frozenset[str]) -> bool:
        """True if every one of these findings is open for everybody: none is recorded, none follows from the post.

        Who does not owe the duty of supervision is known to have kept it, recorded or not.
        """
        kept: bool | None = self.kept.get(findings)
        if kept is None:
            kept = findings.isdisjoint(self.recorded) and not any(is_supervision(name) for name in findings)
            self.kept[findings] = kept
        return kept

    @cached_property
    def _findings(self) -> Mapping[str | None, list[Finding]]:
        grouped: dict[str | None, list[Finding]] = {}
        for finding in self.case.findings:
            grouped.setdefault(finding.about, []).append(finding)
        return grouped

    @cached_property
    def spoken_of(self) -> tuple[str, ...]:
        """Persons the case itself speaks of: findings, proposals, the decision."""
        ids: dict[str, None] = {}
        for finding in self.case.findings:
            if finding.about and finding.value not in (None, False):
                ids[finding.about] = None
        for proposal in self.case.proposals:
            ids[proposal.about] = None
        decision = self.case.incident.decision
        for person in (decision.decided_by or ()) if decision else ():
            ids[person] = None
        return tuple(person for person in ids if self.view.person(person))

    @cached_property
    def named(self) -> Mapping[str, Post]:
        """Those persons with their post then; who held none stands in no line of the register."""
        found = {person: self.post_then(person) for person in self.spoken_of}
        return {person: post for person, post in found.items() if post is not None}

    @cached_property
    def named_units(self) -> Mapping[str, frozenset[str]]:
        """Units that a recorded finding or a proposal names, themselves or by a body, with the ids used."""
        ids = [f.about for f in self.case.findings if f.about and f.value not in (None, False)]
        ids += [p.about for p in self.case.proposals]
        found: dict[str, frozenset[str]] = {}
        for about in dict.fromkeys(ids):
            body = self.view.body(about)
            unit = body.of if body is not None else about
            if self.view.latest_organization(unit) is not None:
                found[unit] = found.get(unit, frozenset()) | {about}
        return found

    def tenure_then(self, person: str) -> Tenure | None:
        """A person's tenure at the conduct: in a unit of level 0 first, else the first one touching it."""
        tenures = self.view.tenures_of_person(person, self.period)
        inside = [t for t in tenures if self._unit_of(t) in self.level_zero]
        leading = sorted(inside or tenures, key=lambda t: t.acting)
        return leading[0] if leading else None

    def post_then(self, person: str) -> Post | None:
        """The post of that tenure; None if the register shows no post at the conduct."""
        tenure = self.tenure_then(person)
        if tenure is None:
            return None
        return self.post(tenure.post)

    def _unit_of(self, tenure: Tenure) -> str | None:
        post = self.post(tenure.post)
        return post.organization if post else None

    def name(self, about: str) -> str:
        """The name people know an id by; a violation goes by its violator."""
        if ("name", about) not in self.kept:
            self.kept["name", about] = self._name(about)
        name: str = self.kept["name", about]
        return name

    def _name(self, about: str) -> str:
        person, post = self.view.person(about), self.view.latest_post(about)
        if person is not None:
            return person.name or about
        if post is not None:
            return post.title or about
        violation = next((v for v in self.case.violations if v.id == about), None)
        if violation is not None:
            whose = violation.person or violation.organization
            return self.name(whose) if whose else about
        return self._unit_name(about)

    def _unit_name(self, about: str) -> str:
        body = self.view.body(about)
        unit = self.view.latest_organization(body.of if body is not None else about)
        name = (unit.name or unit.id) if unit is not None else about
        return name if body is None else f"{name}{label('body_kind', body.kind)}"
