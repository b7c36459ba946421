"""The one who asks: a value made once per request or command, passed in and never looked up again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta, timezone
from enum import StrEnum
from typing import Any, TypeVar

from quanze.apps.access.permissions import PERMISSIONS, opened_by

_T = TypeVar("_T")
CHINA_TIME = timezone(timedelta(hours=8))


def union(parts: Iterable[frozenset[_T]]) -> frozenset[_T]:
    """All members together; a set that alone has any is given back as it is, for a city's units are many."""
    first, *others = [part for part in parts if part] or [frozenset[_T]()]
    return first.union(*others) if others else first


class Reach(StrEnum):
    """How far a permission reaches, the widest first."""

    ALL = "all"
    UNITS = "units"
    COMPARTMENT = "compartment"
    OWN = "own"


_SCOPES = tuple((reach, f"{reach}:") for reach in Reach)


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """What one grant gives: permissions, and the units or compartments they hold in and nowhere else."""

    permissions: frozenset[str]
    units: frozenset[int] = frozenset()
    compartments: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """A person and account with what they may do at an instant (``at``, aware).

    ``permissions``, ``units`` and ``compartments`` are what all grants give together. Two grants never add up:
    ``holdings`` keeps each grant's permissions with its own units, and ``units_for`` and ``compartments_for``
    answer by it. Without holdings (None) the three fields are one holding.
    ``kin`` holds the person himself, his spouse and near kin (回避); ``reason`` is why he acts,
    ``on_behalf_of`` the person for whom; ``fresh_factor`` says that he gave a second factor within five minutes.
    """

    person: int | None
    account: int | None
    name: str
    permissions: frozenset[str]
    units: frozenset[int]
    compartments: frozenset[str]
    kin: frozenset[int]
    at: datetime
    session: str = ""
    on_behalf_of: int | None = None
    reason: str = ""
    fresh_factor: bool = False
    holdings: tuple[Holding, ...] | None = None
    # What was put together for him once and is asked for again: of this very value, so it ends with the request.
    kept: dict[object, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        unknown = self.permissions - PERMISSIONS.keys()
        if unknown:
            raise ValueError(f"no such permission: {', '.join(sorted(unknown))}")
        if self.at.tzinfo is None:
            raise ValueError("a caller's instant must be aware")

    @property
    def on(self) -> date:
        """The caller's day in China, by which grants and kinship are read."""
        return self.at.astimezone(CHINA_TIME).date()

    def may(self, action: str) -> Reach | None:
        """The widest reach of ``resource:action``: all, units, compartment, own; None if not permitted at all."""
        permissions = self.permissions
        return next((reach for reach, scope in _SCOPES if scope + action in permissions), None)

    def reaches(self, action: str) -> frozenset[Reach]:
        """Every reach in which the action is permitted; a reader joins them."""
        return frozenset(reach for reach, scope in _SCOPES if scope + action in self.permissions)

    def units_for(self, action: str) -> frozenset[int]:
        """The ids of the units in which a ``units:…`` permission for the action holds, by grant."""
        return union(each.units for each in self._holding(f"units:{action}"))

    def compartments_for(self, action: str) -> frozenset[str]:
        """The compartments in which a ``compartment:…`` permission for the action holds, by grant."""
        return union(each.compartments for each in self._holding(f"compartment:{action}"))

    def _holding(self, permission: str) -> list[Holding]:
        together = Holding(permissions=self.permissions, units=self.units, compartments=self.compartments)
        holdings = (together,) if self.holdings is None else self.holdings
        return [each for each in holdings if permission in each.permissions]

    def opens(self) -> frozenset[str]:
        """Every compartment label whose rows the database may show at all: the second wall's list."""
        standing = {opened_by(permission) for permission in self.permissions} - {""}
        return frozenset(standing) | self.compartments

    def opens_wide(self) -> frozenset[str]:
        """The standing compartments open to the caller everywhere, by an ``all:…`` permission."""
        return frozenset(opened_by(each) for each in self.permissions if each.startswith("all:")) - {""}

    def because(self, reason: str) -> Caller:
        """The same caller with a reason for what he does next."""
        return replace(self, reason=reason)


def system_caller(name: str, *, permissions: Iterable[str], at: datetime) -> Caller:
    """The program itself, for the few acts that have no signed-in person: signing in, bootstrap, maintenance.

    ``name`` stands in the record ("sign-in"); it gets the named permissions and nothing else.
    """
    return Caller(
        person=None, account=None, name=name, permissions=frozenset(permissions),
        units=frozenset(), compartments=frozenset(), kin=frozenset(), at=at,
    )  # fmt: skip
