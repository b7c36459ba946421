"""The register: rows with two clocks and the questions they answer."""

from __future__ import annotations

from dataclasses import dataclass

from quanze.core.register.rows import Absence, Body, Organization, Person, Portfolio, Post, Tenure


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """All rows, of every period and of every state of knowledge."""

    organizations: tuple[Organization, ...] = ()
    bodies: tuple[Body, ...] = ()
    posts: tuple[Post, ...] = ()
    people: tuple[Person, ...] = ()
    tenures: tuple[Tenure, ...] = ()
    portfolios: tuple[Portfolio, ...] = ()
    absences: tuple[Absence, ...] = ()
