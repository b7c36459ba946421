"""What a condition may ask, and the closed list of facts that rules may name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple, Protocol

from quanze.core.ladders import LADDERS

# path → kind of its value: a ladder's name, bool, text, money (yuan), set, number
PATHS: Mapping[str, str] = {
    "party.kind": "text",
    "party.relation": "text",
    "party.role": "text",
    "party.rank": "rank",
    "party.level": "level",
    "party.unit_kind": "text",
    "party.member": "bool",
    "party.category": "text",
    "party.leading": "bool",
    "party.village": "bool",
    "party.now": "text",
    "party.levels_up": "number",
    "party.party_post": "bool",
    "party.party_organization": "bool",
    "party.leading_body": "bool",
    "party.body_kind": "text",
    "party.discipline_side": "bool",
    "party.acting": "bool",
    "party.label": "text",
    "incident.field": "text",
    "incident.influence": "influence",
    "incident.consequence": "consequence",
    "incident.loss": "loss",
    "incident.loss_yuan": "money",
    "incident.circumstances": "circumstances",
    "incident.harm": "harm",
    "incident.nature_vile": "bool",
    "incident.decision_by": "text",
    "violation.amount_yuan": "money",
    "violation.investigated_by": "level",
    "violation.rank": "rank",
    "violation.role": "text",
    "violation.sanctions": "set",
    "violation.transferred_to_justice": "bool",
    "violation.major": "bool",
    "violation.head": "bool",
    "violation.member_or_direct": "bool",
    "violation.by_unit": "bool",
    "decision.methods": "set",
    "decision.ground": "text",
    "decision.liability": "text",
    "asked.year": "number",
}

# Facts about a party's own status: they decide which methods he can receive, not whether he answers.
STATUS_PATHS = frozenset({"party.member", "party.category", "party.now", "party.party_post"})


class Known(NamedTuple):
    """A fact's value (None: unknown) and whom it is about; a tuple, for there are very many."""

    value: Any
    about: str | None = None


class Between(NamedTuple):
    """A sum known only in part: at least ``low`` yuan, at most ``high`` (None: no bound)."""

    low: Decimal
    high: Decimal | None


class Item(NamedTuple):
    """One countable thing: when it was (None: unknown), whose, and its own facts."""

    on: date | None
    who: str
    facts: Facts


class Facts(Protocol):
    """The questions a condition may put to a case."""

    def value(self, path: str) -> Known:
        """The value of a fact of ``PATHS``."""

    def finding(self, key: str, scope: str) -> Known:
        """The recorded finding about the party, its unit or anyone."""

    def parameter(self, name: str) -> Any:
        """A visible parameter of the pack; None while unspecified."""

    def violations(self) -> Sequence[Facts]:
        """The violations of the incident, each with its own ``violation.*`` facts."""

    def items(self, of: str, kind: str | None) -> Sequence[Item]:
        """Countable things: violators, decisions, events, last_places, votes."""


def ladder_of(path: str) -> str | None:
    """The ladder a fact stands on, or None."""
    kind = PATHS.get(path, "")
    return kind if kind in LADDERS else None
