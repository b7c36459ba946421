"""An invented town register and a case in it, for the tests of this room."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache

from quanze.apps.determinations.answering import Asking
from quanze.apps.determinations.rules import Rules, Settings
from quanze.cli.asked import in_use
from quanze.cli.rules import load_rules
from quanze.core.register.fiction import prefecture
from quanze.core.register.register import Register

LATER = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
BUREAU = "city-u05"
SECTION = f"{BUREAU}-s1"


@cache
def rules() -> Rules:
    """The shipped rules."""
    return in_use(load_rules())


@cache
def town() -> Register:
    """A whole small prefecture, in which only the city's own organs, resident groups and one bureau have posts."""
    whole = prefecture(3, units=6, posts=260)
    units = {row.id for row in whole.organizations}
    staffed = below(whole, BUREAU) | {id for id in units if id.startswith(("city-rg", "city-gov", "city-c", "city-dc"))}
    return replace(within(whole, staffed), organizations=whole.organizations, bodies=whole.bodies)


def within(register: Register, units: Collection[str]) -> Register:
    """What somebody who sees just these units would be given: their posts, who held them, what these looked after."""
    posts = {row.id for row in register.posts if row.organization in units}
    tenures = tuple(row for row in register.tenures if row.post in posts)
    people = {row.person for row in tenures}
    return Register(
        organizations=tuple(row for row in register.organizations if row.id in units),
        bodies=tuple(row for row in register.bodies if row.of in units),
        posts=tuple(row for row in register.posts if row.id in posts),
        people=tuple(row for row in register.people if row.id in people),
        tenures=tenures,
        portfolios=tuple(row for row in register.portfolios if row.post in posts),
        absences=tuple(row for row in register.absences if row.person in people),
    )


def below(register: Register, top: str) -> frozenset[str]:
    """The ids of a unit and all units whose ids begin with its own."""
    return frozenset(row.id for row in register.organizations if row.id == top or row.id.startswith(f"{top}-"))


def violator(register: Register) -> tuple[str, str]:
    """A post of the section and who held it in the summer of 2009."""
    view = register.view(None)
    for post in sorted(row.id for row in register.posts if row.organization == SECTION):
        holders = view.holders(post, date(2009, 8, 1))
        if holders:
            return holders[0].person, post
    raise AssertionError("nobody held a post of the section")


def case_text(person: str, post: str, unit: str = BUREAU, *, more: str = "") -> bytes:
    """A case without a register: misappropriation in a section of the bureau, under the 2009 rules of Yiyang."""
    return f"""format: quanze/case/1
id: town-case
area: "430900"
dates: {{conduct: {{from: 2009-07-01, to: 2010-01-31}}, discovered: 2010-02-10, filed: 2010-03-01, asked_on: 2010-06-01}}
incident: {{organization: {unit}, field: finance, influence: vile}}
violations:
  - {{id: v1, person: {person}, post: {post}, amount_yuan: 1200000, investigated_by: prefecture,
     sanctions: [party_expulsion], transferred_to_justice: true}}
findings:
  - {{about: {unit}, finding: leadership_duty_weak, value: true, by: 市纪委, on: 2010-05-20}}
{more}""".encode()


def asking(data: bytes, *, known_at: datetime = LATER, settings: Settings | None = None) -> Asking:
    """The case asked on everything known at an instant."""
    return Asking(data=data, name="case.yaml", known_at=known_at, settings=settings or Settings())
