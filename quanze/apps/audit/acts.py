"""@act: what turns a service into an act. One transaction, its entry, and an entry too when it is refused."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from inspect import signature
from typing import Any, ParamSpec, TypeVar

from django.db import transaction

from quanze.apps.access.caller import Caller
from quanze.apps.audit import within
from quanze.apps.audit.services.recording import record_refusal
from quanze.core.refusals import Refusal

LOG = logging.getLogger("quanze.audit")
P = ParamSpec("P")
T = TypeVar("T")


def act(*, event: str, of: str = "", may_do_nothing: bool = False) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Wrap a service that takes ``by`` and ``at`` by keyword and calls record(event=…) itself.

    The service runs in one transaction. If it ends without having recorded ``event`` the act is undone with
    RuntimeError (``may_do_nothing`` allows an act that finds nothing to do). At a Refusal everything is undone,
    then the refusal is recorded in a transaction of its own, about the argument named ``of``, and raised again.
    An act called by another act is part of it: the outermost one keeps or undoes all, and records the refusal.
    """

    def wrap(service: Callable[P, T]) -> Callable[P, T]:
        taken = signature(service)
        if not {"by", "at", of or "by"} <= taken.parameters.keys():
            raise TypeError(f"{service.__qualname__} must take by, at {of and f'and {of}'}")

        @wraps(service)
        def run(*args: P.args, **kwargs: P.kwargs) -> T:
            if within.recorded() is not None:
                return _inner(service, event, may_do_nothing, args, kwargs)
            try:
                return _outermost(service, event, may_do_nothing, args, kwargs)
            except Refusal as refusal:
                bound = taken.bind(*args, **kwargs)
                bound.apply_defaults()
                _record_refused(refusal, event, of, bound.arguments)
                raise

        return run

    return wrap


def _outermost(service: Callable[..., T], event: str, may_do_nothing: bool, args: Any, kwargs: Any) -> T:
    token = within.begin([])
    try:
        with transaction.atomic(durable=True):
            return _with_entry(service, event, may_do_nothing, args, kwargs)
    finally:
        within.end(token)


def _inner(service: Callable[..., T], event: str, may_do_nothing: bool, args: Any, kwargs: Any) -> T:
    so_far = list(within.recorded() or ())
    try:
        with transaction.atomic():
            return _with_entry(service, event, may_do_nothing, args, kwargs)
    except BaseException:
        within.forget_since(so_far)
        raise


def _with_entry(service: Callable[..., T], event: str, may_do_nothing: bool, args: Any, kwargs: Any) -> T:
    before = len(within.recorded() or ())
    result = service(*args, **kwargs)
    if event not in (within.recorded() or [])[before:] and not may_do_nothing:
        raise RuntimeError(f"{service.__qualname__} ended without recording {event}")
    return result


def _record_refused(refusal: Refusal, event: str, of: str, given: dict[str, Any]) -> None:
    named = str(given[of]) if of else ""
    kind = event.split(":")[1]
    record_refused(refusal, event=event, object_kind=kind, object_id=named, by=given["by"], at=given["at"])


def record_refused(
    refusal: Refusal, *, event: str, object_kind: str, object_id: str, by: Caller, at: datetime
) -> None:  # fmt: skip
    """``record_refusal``; where the record cannot be written, the log says so, for the refusal stands all the same."""
    try:
        record_refusal(by=by, at=at, event=event, object_kind=object_kind, object_id=object_id, refusal=refusal)
    except Refusal as unwritable:
        LOG.critical("%s / %s", unwritable.zh, unwritable.en)
