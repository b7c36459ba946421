"""The register: rows with two clocks and the questions they answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from quanze.core.register.index import Index
from quanze.core.register.rows import Absence, Body, Organization, Person, Portfolio, Post, Tenure
from quanze.core.register.view import View


# No slots: the index is kept in the instance beside the fields, so that it is no field
# (it takes no part in equality, printing or digests) and goes when the register goes.
@dataclass(frozen=True, kw_only=True)
class Register:
    """All rows, of every period and of every state of knowledge."""

    organizations: tuple[Organization, ...] = ()
    bodies: tuple[Body, ...] = ()
    posts: tuple[Post, ...] = ()
    people: tuple[Person, ...] = ()
    tenures: tuple[Tenure, ...] = ()
    portfolios: tuple[Portfolio, ...] = ()
    absences: tuple[Absence, ...] = ()

    @cached_property
    def index(self) -> Index:
        """The rows grouped by what questions ask for; built once, piece by piece as needed."""
        return Index(self)

    def view(self, known_at: datetime | None) -> View:
        """The register as it was known at an instant; None: as it is known now.

        None takes what stands unsuperseded, whatever ``recorded_at`` says. Otherwise a row is
        known from ``recorded_at`` (inclusive; None: always) until ``superseded_at`` (exclusive;
        None: still). Instants must agree in having a time zone or having none.
        """
        return View(self.index, known_at)
