"""Every route, command and job says who may call it, for which act, on what. What does not say so does not start."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from quanze.apps.access.permissions import ACTIONS
from quanze.core.words import Label, Words

_F = TypeVar("_F", bound=Callable[..., Any])
_MARK = "quanze_declaration"

ACTORS: Words = {
    "anyone": Label("任何人（未登录）", "anyone, not signed in"),
    "session": Label("正在登录的人", "someone in the course of signing in"),
    "caller": Label("已登录的办理人", "someone signed in"),
    "operator": Label("在主机上操作的人", "someone at the host's console"),
    "program": Label("程序自身", "the program itself"),
}


@dataclass(frozen=True, slots=True)
class Declaration:
    """Who (of ACTORS), which act ("register:read"), on what ("unit"; "" for none)."""

    actor: str
    action: str
    object: str


def declared(*, actor: str, action: str, object: str) -> Callable[[_F], _F]:
    """Declare a view, command or job. Raises ValueError for a word outside the closed lists."""
    if actor not in ACTORS:
        raise ValueError(f"no such actor: {actor}")
    if action not in ACTIONS:
        raise ValueError(f"no such action: {action}")
    declaration = Declaration(actor, action, object)

    def mark(function: _F) -> _F:
        setattr(function, _MARK, declaration)
        return function

    return mark


def declaration_of(function: object) -> Declaration | None:
    """What a view, command or job declared; None if it declared nothing."""
    found = getattr(function, _MARK, None)
    return found if isinstance(found, Declaration) else None
