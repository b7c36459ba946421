"""A grant in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from quanze.cli.console import Console
from quanze.cli.told import span_told
from quanze.core.periods import Period

if TYPE_CHECKING:
    from quanze.apps.accounts.models import Grant


def units_of(grants: Iterable[Grant]) -> list[int]:
    """The units (ids) that grants are over."""
    return [each.unit_id for each in grants if each.unit_id is not None]


def grant_line(grant: Grant, login: str, codes: Mapping[int, str], console: Console) -> str:
    """A grant on one line: its number, whose (``login``, may be empty), role, over what, from when to when."""
    from quanze.apps.accounts.roles import ROLE_WORDS

    span = span_told(Period(grant.starts_on, grant.ends_before), console)
    role = ROLE_WORDS[grant.role].text(console.lang)
    told = [f"{grant.pk} {login}".rstrip(), role, *_over(grant, codes, console), span]
    return "  ".join(told) + (console.say("（已收回）", " (revoked)") if grant.revoked_at else "")


def _over(grant: Grant, codes: Mapping[int, str], console: Console) -> Iterator[str]:
    if grant.unit_id is not None:
        unit = codes.get(grant.unit_id, console.say("（封存单位）", "(sealed)"))
        yield console.say(f"单位 {unit}", f"unit {unit}")
    if grant.over_compartment is not None:
        yield console.say(f"隔区 {grant.over_compartment}", f"compartment {grant.over_compartment}")
