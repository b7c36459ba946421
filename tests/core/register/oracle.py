"""The register's questions answered by plain loops over all rows, written apart from the register's own code.

Nothing is grouped, sorted by need or remembered: slow, and short enough to be believed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from quanze.core.periods import Period
from quanze.core.register import Portfolio, Register, Row, Tenure

ORGANS = "party_committee government discipline_commission supervision_commission people_congress cppcc".split()


def so_on(row: Row, day: date) -> bool:
    after_start = True if row.starts_on is None else day >= row.starts_on
    before_end = True if row.ends_before is None else day < row.ends_before
    return after_start and before_end


def so_within(row: Row, period: Period) -> bool:
    """Day by day arithmetic without Period's own methods: latest start against earliest end."""
    starts = [day for day in (row.starts_on, period.starts_on) if day]
    ends = [day for day in (row.ends_before, period.ends_before) if day]
    return not starts or not ends or max(starts) < min(ends)


def order(*names: str) -> Any:
    return lambda row: (row.starts_on or date(1, 1, 1), [getattr(row, name) for name in names])


@dataclass
class Plain:
    register: Register
    known_at: datetime | None

    def known(self, rows: tuple[Any, ...], *names: str) -> list[Any]:
        found = []
        for row in rows:
            if self.known_at is None:
                if row.superseded_at is None:
                    found.append(row)
                continue
            recorded = row.recorded_at is None or row.recorded_at <= self.known_at
            if recorded and not (row.superseded_at is not None and row.superseded_at <= self.known_at):
                found.append(row)
        return sorted(found, key=order(*names))

    def units(self) -> list[Any]:
        return self.known(self.register.organizations, "id")

    def posts(self) -> list[Any]:
        return self.known(self.register.posts, "id")

    def tenures(self) -> list[Any]:
        return self.known(self.register.tenures, "post", "person", "acting")

    def organization(self, id: str, on: date) -> Any:
        rows = [row for row in self.units() if row.id == id and so_on(row, on)]
        return rows[0] if rows else None

    def organizations(self, id: str, period: Period) -> Any:
        return tuple(row for row in self.units() if row.id == id and so_within(row, period))

    def latest_organization(self, id: str) -> Any:
        rows = [row for row in self.units() if row.id == id]
        return rows[-1] if rows else None

    def declared(self, id: str) -> bool:
        kinds = (self.register.organizations, self.register.bodies, self.register.posts, self.register.people)
        return any(row.id == id for rows in kinds for row in self.known(rows))

    def children(self, id: str, on: date) -> Any:
        return tuple(row.id for row in self.units() if row.superior == id and so_on(row, on))

    def superior_of(self, id: str, on: date) -> Any:
        row = self.organization(id, on)
        return None if row is None else row.superior

    def line_superior_of(self, id: str, on: date) -> Any:
        row = self.organization(id, on)
        if row is None or row.line_superior is None:
            return None
        return (row.line_superior, "guides" if row.line is None else row.line)

    def leading(self, id: str, on: date) -> list[tuple[str, str]]:
        block, line = self.superior_of(id, on), self.line_superior_of(id, on)
        if line and line[1] == "leads":
            return [(line[0], "vertical")]
        pairs = [(block, "leadership")] if block else []
        if line and line[1] == "co_leads" and line[0] != block:
            pairs.append((line[0], "vertical"))
        return pairs

    def told_superiors(self, id: str, on: date) -> Any:
        block, line = self.superior_of(id, on), self.line_superior_of(id, on)
        return (block,) if block and line and line[1] == "leads" and line[0] != block else ()

    def territory_unit(self, id: str, on: date) -> Any:
        row = self.organization(id, on)
        if row is None:
            return (id,)
        if row.kind in ORGANS:
            row = self.organization(row.superior, on) if row.superior else None
        if row is None or row.kind != "territory":
            return (id,)
        organs = [o.id for o in self.units() if o.superior == row.id and o.kind in ORGANS and so_on(o, on)]
        return (row.id, *organs)

    def above(self, id: str, on: date, levels: int) -> Any:
        done = {id, *self.territory_unit(id, on)}
        level: list[str] = [id, *(unit for unit in self.territory_unit(id, on) if unit != id)]
        answer: list[list[tuple[str, str]]] = []
        for _ in range(levels):
            step: list[tuple[str, str]] = []
            for unit in level:
                for direct, line in self.leading(unit, on):
                    for member in [direct, *self.territory_unit(direct, on)]:
                        if member not in done:
                            done.add(member)
                            step.append((member, line))
            if not step:
                return answer
            answer.append(step)
            level = [unit for unit, _ in step]
        return answer

    def chain_up(self, id: str, top: str, on: date) -> Any:
        chain = [id]
        while chain[-1] != top:
            above = self.superior_of(chain[-1], on)
            if above is None or above in chain:
                return ()
            chain.append(above)
        return tuple(chain)

    def successors(self, id: str) -> set[str]:
        """Open heirs, found by widening a set until it no longer grows."""
        closed: set[str] = {id}
        found: set[str] = set()
        grown = True
        while grown:
            grown = False
            rows = [self.latest_organization(unit) for unit in closed]
            for heir in [heir for row in rows if row is not None for heir in row.succeeded_by]:
                row = self.latest_organization(heir)
                target = found if row is not None and row.ends_before is None else closed
                if heir not in target:
                    target.add(heir)
                    grown = True
        return found - {id}

    def bodies_of(self, unit: str, on: date) -> Any:
        return tuple(row for row in self.known(self.register.bodies, "id") if row.of == unit and so_on(row, on))

    def body(self, id: str) -> Any:
        rows = [row for row in self.known(self.register.bodies, "id") if row.id == id]
        return rows[-1] if rows else None

    def post(self, id: str, on: date) -> Any:
        rows = [row for row in self.posts() if row.id == id and so_on(row, on)]
        return rows[0] if rows else None

    def latest_post(self, id: str) -> Any:
        rows = [row for row in self.posts() if row.id == id]
        return rows[-1] if rows else None

    def posts_of(self, unit: str, period: Period) -> Any:
        return tuple(row for row in self.posts() if row.organization == unit and so_within(row, period))

    def tenures_of_post(self, post: str, period: Period) -> Any:
        return tuple(row for row in self.tenures() if row.post == post and so_within(row, period))

    def tenures_of_person(self, person: str, period: Period) -> Any:
        return tuple(row for row in self.tenures() if row.person == person and so_within(row, period))

    def holders(self, post: str, on: date) -> Any:
        return tuple(row for row in self.tenures() if row.post == post and so_on(row, on))

    def held(self, person: str, on: date) -> Any:
        return tuple(row for row in self.tenures() if row.person == person and so_on(row, on))

    def person(self, id: str) -> Any:
        rows = [row for row in self.known(self.register.people, "id") if row.id == id]
        return rows[-1] if rows else None

    def portfolios(self) -> list[Any]:
        return self.known(self.register.portfolios, "post")

    def portfolios_of(self, post: str, period: Period) -> Any:
        return tuple(row for row in self.portfolios() if row.post == post and so_within(row, period))

    def portfolios_covering(self, target: str, period: Period) -> Any:
        return tuple(row for row in self.portfolios() if target in row.covers and so_within(row, period))

    def portfolios_for_field(self, unit: str, field: str, period: Period) -> Any:
        return tuple(row for row in self.portfolios() if field in row.fields and self._belongs(row, unit, period))

    def _belongs(self, row: Portfolio, unit: str, period: Period) -> bool:
        """True if on some day of the period the post stood in the unit and had the portfolio: days tried singly."""
        seats = [post for post in self.posts() if post.id == row.post and post.organization == unit]
        edges = {day for item in (row, period, *seats) for day in (item.starts_on, item.ends_before) if day}
        tried = {day + timedelta(days=step) for day in edges for step in (-1, 0)} | {date(2005, 5, 5)}
        inside = Row(starts_on=period.starts_on, ends_before=period.ends_before)
        return any(so_on(row, day) and so_on(inside, day) and any(so_on(s, day) for s in seats) for day in tried)

    def absences_of(self, person: str, period: Period) -> Any:
        rows = self.known(self.register.absences, "person", "reason")
        return tuple(row for row in rows if row.person == person and so_within(row, period))

    def exercised_on(self, tenure: Tenure, period: Period, day: date) -> bool:
        inside = Row(starts_on=period.starts_on, ends_before=period.ends_before)
        away = [row for row in self.known(self.register.absences, "person") if row.person == tenure.person]
        return so_on(inside, day) and so_on(tenure, day) and not any(so_on(row, day) for row in away)

    def resident_groups_for(self, unit: str, on: date) -> Any:
        groups = [row for row in self.units() if row.kind == "resident_group" and unit in row.supervises]
        return tuple(row.id for row in groups if so_on(row, on))

    def discipline_units_for(self, unit: str, on: date) -> set[str]:
        own = self.territory_unit(unit, on)
        rows = [row for row in self.units() if row.kind == "discipline_commission" and so_on(row, on)]
        return {row.id for row in rows if row.superior in own}
