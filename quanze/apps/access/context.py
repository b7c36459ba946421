"""The caller made known to the database for one transaction: what row security reads.

On PostgreSQL each transaction sets quanze.compartments (",people,register,": whatever the caller may open),
quanze.wide (those of them open to him everywhere), quanze.units (",3,4,"), quanze.person and quanze.account;
they vanish with the transaction. On SQLite there is no row security
and nothing is set.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from django.db import DEFAULT_DB_ALIAS, DatabaseError, connection, connections, transaction

from quanze.apps.access.caller import Caller

_P = ParamSpec("_P")
_T = TypeVar("_T")
NAMES = ("quanze.compartments", "quanze.wide", "quanze.units", "quanze.person", "quanze.account")
_within: ContextVar[Caller | None] = ContextVar("quanze_caller", default=None)
_notes: ContextVar[dict[Hashable, Any] | None] = ContextVar("quanze_notes", default=None)
entered_as = _within.get


def settings_of(caller: Caller | None) -> Mapping[str, str]:
    """The session settings that stand for a caller; without one, settings that open nothing."""
    if caller is None:
        return dict.fromkeys(NAMES, "")
    return {
        "quanze.compartments": _listed(sorted(caller.opens())),
        "quanze.wide": _listed(sorted(caller.opens_wide())),
        "quanze.units": _listed(sorted(caller.units)),
        "quanze.person": _listed([] if caller.person is None else [caller.person]),
        "quanze.account": _listed([] if caller.account is None else [caller.account]),
    }


def _listed(parts: Iterable[object]) -> str:
    joined = ",".join(str(part) for part in parts)
    return f",{joined}," if joined else ""


def enter(caller: Caller | None) -> None:
    """Make the caller known to the database until the transaction ends; None makes nobody known."""
    if connection.vendor != "postgresql":
        return
    values = settings_of(caller)
    calls = ", ".join("set_config(%s, %s, true)" for _ in values)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {calls}", [word for pair in values.items() for word in pair])


@contextmanager
def acting(caller: Caller) -> Iterator[None]:
    """One transaction for an act, or for a read that is recorded, with the caller known to the database.

    Inside another one it is a savepoint, and the outer caller is known again afterwards.
    """
    with transaction.atomic(), _known(caller):
        yield


@contextmanager
def reading(caller: Caller) -> Iterator[None]:
    """One consistent picture for a read that writes nothing; on SQLite it never waits for a writer.

    Inside another transaction it is part of it: nothing is written, so there is nothing to go back to.
    """
    if connection.in_atomic_block:
        with _known_within(caller):
            yield
    else:
        with _deferred(), transaction.atomic(), _known(caller), _noting():
            yield


def noted() -> dict[Hashable, Any] | None:
    """What was found once in this transaction and holds for all of it; None unless ``reading`` began it.

    In one that did nobody has written, so what it shows was committed.
    """
    return _notes.get()


@contextmanager
def _noting() -> Iterator[None]:
    token = _notes.set({})
    try:
        yield
    finally:
        _notes.reset(token)


@contextmanager
def _known(caller: Caller) -> Iterator[None]:
    outer = _within.get()
    enter(caller)
    token = _within.set(caller)
    try:
        yield
    finally:
        _within.reset(token)
    # After a fault the savepoint's rollback brings the outer settings back by itself.
    if outer is not None:
        enter(outer)


@contextmanager
def _known_within(caller: Caller) -> Iterator[None]:
    """As ``_known`` where no rollback brings the outer settings back: after a refusal they are put back here."""
    outer = _within.get()
    try:
        with _known(caller):
            yield
    except DatabaseError:
        # The database takes no further statement until somebody rolls back, and the settings go with that.
        raise
    except BaseException:
        enter(outer)
        raise


@contextmanager
def _deferred() -> Iterator[None]:
    """SQLite takes the writer's lock at BEGIN IMMEDIATE; a plain reader begins without it."""
    wrapper: Any = connections[DEFAULT_DB_ALIAS]
    if wrapper.vendor != "sqlite":
        yield
        return
    wrapper.ensure_connection()
    usual = wrapper.transaction_mode
    wrapper.transaction_mode = "DEFERRED"
    try:
        yield
    finally:
        wrapper.transaction_mode = usual


def entered(service: Callable[_P, _T]) -> Callable[_P, _T]:
    """Wrap a service so that its caller (keyword ``by``) is known to the database while it runs."""

    @wraps(service)
    def run(*args: _P.args, **kwargs: _P.kwargs) -> _T:
        by = kwargs["by"]
        if not isinstance(by, Caller):
            raise TypeError(f"{service.__qualname__} needs by=Caller")
        with acting(by):
            return service(*args, **kwargs)

    return run
