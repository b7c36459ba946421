"""A whole invented prefecture, by default of the size of Loudi: 67 key units, 8,878 posts, about 26,738 tenures."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from quanze.core.register.fiction.careers import Span, Staffing, sittings
from quanze.core.register.fiction.corrections import begun_too_late, misnamed, one_left_out, with_corrections
from quanze.core.register.fiction.duties import portfolios
from quanze.core.register.fiction.events import absences, stand_ins, what_became
from quanze.core.register.fiction.seats import all_posts
from quanze.core.register.fiction.units import Scale, Turns, all_units
from quanze.core.register.register import Register
from quanze.core.register.rows import Body, Organization

FIRST_DAY = date(2000, 1, 1)
LEAST_UNITS, LEAST_POSTS = 6, 50


def prefecture(seed: int, *, units: int = 67, posts: int = 8878, years: int = 12) -> Register:
    """An invented prefecture from 2000-01-01 over ``years`` years; the same arguments give the same rows.

    ``units`` key units of the city are open on the last day (three more were merged or split),
    ``posts`` post ids in all; with the default figures about 26,738 tenures. ``check_register``
    accepts it. Raises ValueError for fewer than 6 units, 50 posts or 1 year, or more than 90 years.
    """
    if units < LEAST_UNITS or posts < LEAST_POSTS or not 1 <= years <= 90:
        raise ValueError(f"at least {LEAST_UNITS} units, {LEAST_POSTS} posts and 1 to 90 years are needed")
    rng, span = Random(seed), _span(years)
    organizations = all_units(rng, Scale.for_size(units, posts), _turns(span))
    seats = all_posts(organizations, posts)
    staffing = Staffing(rng)
    regular = staffing.tenures(sittings(rng, seats, span))
    away = absences(rng, regular, span.end)
    tenures = [*regular, *stand_ins(rng, seats, regular, away)]
    duties = portfolios(organizations, seats, span.reshuffles)
    return Register(
        organizations=tuple(with_corrections(rng, organizations, misnamed, share=0.01, first=span.first)),
        bodies=tuple(_party_groups(organizations)),
        posts=tuple(seats),
        people=tuple(what_became(rng, staffing.people, tenures)),
        tenures=tuple(with_corrections(rng, tenures, begun_too_late, share=0.01, first=span.first)),
        portfolios=tuple(with_corrections(rng, duties, one_left_out, share=0.02, first=span.first)),
        absences=tuple(away),
    )


def _span(years: int) -> Span:
    end = FIRST_DAY.replace(year=FIRST_DAY.year + years)
    turns = (FIRST_DAY + timedelta(days=1040 + 1600 * number) for number in range(years))
    return Span(FIRST_DAY, end, tuple(day for day in turns if day < end - timedelta(days=200)))


def _turns(span: Span) -> Turns:
    third = (span.end - span.first) / 3
    return Turns(merged_on=span.first + third, renamed_on=span.first + third * 1.5, split_on=span.first + third * 2)


def _party_groups(organizations: list[Organization]) -> list[Body]:
    units = {row.id: row for row in organizations if row.kind == "department" and row.level == "prefecture"}
    return [Body(id=f"{id}-pg", of=id, kind="party_group") for id in units]
