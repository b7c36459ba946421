"""Who above: one level where a dated text says so; otherwise a superior only on a finding of his own neglect.

A default trace upward would itself be generalisation (determination.md §4 step 2). Guidance lines carry no
leadership responsibility, vertical ones do; committee, government and commission of a territory are one level.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from quanze.core.determination.beside import stands_beside
from quanze.core.determination.candidate import Candidate, Gap, Traced, Unsettled
from quanze.core.determination.ground import Ground
from quanze.core.determination.members import has_own_finding
from quanze.core.determination.roles import FAVOURABLE
from quanze.core.determination.texts import say
from quanze.core.determination.trace import bodies, days_of, holders, principals
from quanze.core.register import Superior


def trace_up(ground: Ground, levels_by_text: int) -> Traced:
    """Superiors level by level; up to ``levels_by_text`` they are parties, one level further they are to be checked."""
    answer = Traced()
    below: tuple[str, ...] = tuple(dict.fromkeys((ground.unit, *ground.view.territory_unit(ground.unit, ground.day))))
    levels = ground.above
    for number, superiors in enumerate(levels, start=1):
        level = _Level(ground, number, superiors, below)
        answer = answer.plus(level.answer(by_text=number <= levels_by_text, shown=number <= levels_by_text + 1))
        below = tuple(s.unit for s in superiors)
    return answer


class _Level:
    """One level above: its units, those in charge of the units below, and its heads."""

    def __init__(self, ground: Ground, number: int, superiors: tuple[Superior, ...], below: tuple[str, ...]) -> None:
        self.ground, self.number, self.superiors, self.below = ground, number, superiors, below
        self.units = tuple(s.unit for s in superiors)

    def answer(self, *, by_text: bool, shown: bool) -> Traced:
        """Parties by a text of their own or by a finding; the rest to be checked where ``shown``."""
        traced = self._responsible()
        answer = Traced(gaps=traced.gaps if by_text else ())
        for candidate in traced.candidates:
            answer = answer.plus(
                self._placed(candidate, by_text=by_text and self._called(candidate, traced), shown=shown)
            )
        return answer.plus(Traced(candidates=tuple(self._bodies()))).plus(self._others(traced))

    def _responsible(self) -> Traced:
        """The one in charge of the unit below; the heads stand beside him."""
        charge = Traced()
        for unit in self.below:
            for portfolio in self.ground.view.portfolios_covering(unit, self.ground.period):
                post = self.ground.post(portfolio.post)
                if post and post.organization in self.units and portfolio.manner in ("in_charge", "stand_in"):
                    line, days = self._line(post.organization), days_of(self.ground, portfolio)
                    charge = charge.plus(holders(self.ground, post, "superior_in_charge", self.number, line, days))
        return charge.plus(self._heads()).plus(self._gap(charge))

    def _heads(self) -> Traced:
        answer = Traced()
        for unit in (u for u in self.units if not self._beside_leadership(u)):
            answer = answer.plus(principals(self.ground, unit, self.number, "superior_principal"))
        return Traced(candidates=answer.candidates, freed=answer.freed)

    def _beside_leadership(self, unit: str) -> bool:
        return stands_beside(self.ground.organization(unit), direct=unit == self.units[0])

    def _gap(self, charge: Traced) -> Traced:
        if charge.candidates:
            return Traced()
        lower, upper = self.below[0], self.units[0]
        return Traced(
            gaps=(
                Gap(
                    fact="portfolio.in_charge",
                    about=upper,
                    ask=say("who_in_charge_above", unit=self.ground.name(upper), below=self.ground.name(lower)),
                ),
            )
        )

    def _called(self, candidate: Candidate, traced: Traced) -> bool:
        """One level up means the one in charge of the unit; the principal only where nobody is (Y21)."""
        if candidate.relation == "superior_in_charge":
            return True
        return not any(c.relation == "superior_in_charge" for c in traced.candidates)

    def _placed(self, candidate: Candidate, *, by_text: bool, shown: bool) -> Traced:
        found = replace(candidate, line=self._line(candidate.unit))
        if has_own_finding(self.ground, candidate.id) or self._unit_finding(candidate):
            return Traced(candidates=(found,))
        if by_text:
            return Traced(candidates=(replace(found, by_trace=True),))
        if not shown or self.ground.only_violator(candidate.id):
            return Traced()
        return Traced(unsettled=(Unsettled(candidate=found, ground="superior", why=say("superior")),))

    def _unit_finding(self, candidate: Candidate) -> bool:
        """A finding about the superior unit itself brings in its responsible members (WZ2019 art. 6(2))."""
        return _found_against(self.ground, candidate.unit)

    def _bodies(self) -> Iterator[Candidate]:
        for unit in self.units:
            for body in bodies(self.ground, unit, self.number):
                if _found_against(self.ground, body.id):
                    yield body

    def _others(self, traced: Traced) -> Traced:
        """Other persons of this level whom a finding names: deputies, discipline heads, office heads."""
        reached = {c.id for c in traced.candidates}
        found = []
        for person, post in self.ground.named.items():
            if post.organization in self.units and person not in reached and has_own_finding(self.ground, person):
                relation = (
                    "discipline_head" if post.role.startswith(("discipline", "resident")) else "superior_in_charge"
                )
                tenure = self.ground.tenure_then(person)
                found.append(
                    Candidate(
                        kind="person",
                        id=person,
                        unit=post.organization,
                        relation=relation,
                        post=post.id,
                        role=post.role,
                        levels_up=self.number,
                        tenure=tenure,
                        parts=self.ground.parts(tenure) if tenure else (),
                        line=self._line(post.organization),
                    )
                )
        return Traced(candidates=tuple(found))

    def _line(self, unit: str) -> str:
        return next((s.line for s in self.superiors if s.unit == unit), "leadership")


def _found_against(ground: Ground, about: str) -> bool:
    return any(f.value not in (None, False) and f.finding not in FAVOURABLE for f in ground.findings_about(about))
