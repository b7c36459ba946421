"""An office with real accounts over an invented town, and programs that show tokens at its API."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.test import Client

from quanze.apps.accounts.tests.factories import Holder, Installation, installation
from quanze.apps.accounts.tokens.services import Made, make_token
from quanze.apps.determinations.tests.cases import BUREAU, case_text, town, violator
from quanze.apps.determinations.tests.laid_out import place
from quanze.apps.organizations.models import Unit
from quanze.apps.organizations.tests.factories import city, lay_out

PURPOSE = "年度核对程序"
ASKING = ("register:read", "determination:ask", "determination:read", "determination:compare", "rules:read")


@dataclass
class Office:
    """The installation; the officer asks about the bureau, the clerk keeps and exports its register."""

    made: Installation
    officer: Holder
    clerk: Holder

    def make(self, holder: Holder, *actions: str, days: int = 30) -> Made:
        """A token that its holder makes right after giving a second factor."""
        holder.sign_in()
        by = holder.caller()
        return make_token(purpose=PURPOSE, actions=actions, days=days, by=by, at=by.at)

    def token(self, holder: Holder | None = None, *actions: str) -> str:
        """The text of such a token; the officer's for asking unless said otherwise."""
        return self.make(holder or self.officer, *(actions or ASKING)).token


def office(unit: str = BUREAU) -> Office:
    """Everything laid out at one instant: the town with its bureau, or a few units of which one is named."""
    if unit == BUREAU:
        place()
    else:
        lay_out(city())
    made = installation()
    bureau = Unit.everything(reason="test").get(code=unit).pk
    return Office(made, made.holder("conduct_officer", unit_id=bureau), made.holder("register_clerk", unit_id=bureau))


def get(path: str, token: str = "", **query: Any) -> Any:
    """A GET below /api/v1/ with a bearer token."""
    return Client().get(f"/api/v1/{path}", query, headers=bearing(token))


def post(path: str, body: bytes = b"", token: str = "", kind: str = "application/yaml", **query: Any) -> Any:
    """A POST below /api/v1/ with a bearer token; no cookie and no token against forgery is needed."""
    return Client(enforce_csrf_checks=True).post(
        f"/api/v1/{path}", body, content_type=kind, query_params=query, headers=bearing(token)
    )


def bearing(token: str) -> dict[str, str]:
    """The header of a request, none without a token."""
    return {"Authorization": f"Bearer {token}"} if token else {}


def case() -> bytes:
    """A case of the bureau."""
    return case_text(*violator(town()))
