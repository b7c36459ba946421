"""Counting what a page asks of the database: its own statements, and those that find out who asks and record it."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

# What the issue allows, whatever the list's length.
OWN, AROUND = 4, 6
_ORDER = re.compile(r"BEGIN|SAVEPOINT|RELEASE|ROLLBACK|COMMIT|SELECT set_config|SELECT pg_advisory")
# Session and account, grants, kin; the units granted are the first walk down the tree.
_WHO = re.compile(r'FROM "?(accounts_session|accounts_grant|people_kinship)')
_WALK = "WITH RECURSIVE under"
_AUDIT = re.compile(r'"?audit_(entry|checkpoint)')


class Asked(NamedTuple):
    """The statements of a page: its own, and those around it (session, grants, kin, audit entry)."""

    own: list[str]
    around: list[str]


def asked_by(browser: Client, path: str) -> tuple[Any, Asked]:
    """The answer of a page, and what it asked. Transactions' beginnings and ends are no questions."""
    with CaptureQueriesContext(connection) as caught:
        answer = browser.get(path)
    statements = [each["sql"].strip() for each in caught.captured_queries]
    return answer, sorted_out([each for each in statements if not _ORDER.match(each)])


def sorted_out(statements: list[str]) -> Asked:
    """Statements by whose they are."""
    walks = [place for place, each in enumerate(statements) if each.startswith(_WALK)][:1]
    around = [
        place for place, each in enumerate(statements)
        if place in walks or _WHO.search(each) or _AUDIT.search(each.partition("WHERE")[0])
    ]  # fmt: skip
    own = [each for place, each in enumerate(statements) if place not in around]
    return Asked(own, [statements[place] for place in around])


def check_few(asked: Asked) -> None:
    """Fails with the statements where a list asks more than the issue allows."""
    assert len(asked.own) <= OWN, "\n".join([f"{len(asked.own)} of its own:", *asked.own])
    assert len(asked.around) <= AROUND, "\n".join([f"{len(asked.around)} around it:", *asked.around])
