"""Persons turned into the core's records."""

from __future__ import annotations

from quanze.apps.people.models import Person
from quanze.core.register import rows


def person_row(person: Person) -> rows.Person:
    """A person as the register's core knows him: by public id, unknown facts as None."""
    return rows.Person(
        id=person.public_id, name=person.name, now=person.now or None,
        party_member=person.party_member, category=person.category or None,
    )  # fmt: skip
