"""A look at sensitive data: one picture of the database, and its entry in the record before the answer leaves."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import wraps
from inspect import signature
from typing import ParamSpec, TypeVar

from quanze.apps.access.caller import Caller
from quanze.apps.access.context import reading
from quanze.apps.audit import within
from quanze.apps.audit.acts import record_refused
from quanze.apps.audit.services.recording import record_read
from quanze.core.refusals import Refusal

P = ParamSpec("P")
T = TypeVar("T")


@contextmanager
def recorded_look(*, event: str, object_kind: str, object_id: str, by: Caller, at: datetime) -> Iterator[None]:
    """What is read inside is recorded at the end, in a transaction of its own: nobody waits for it while looking.

    A Refusal inside is recorded as such and raised again. Raises Refusal "audit_unwritable": then nothing may be
    answered.
    """
    try:
        with reading(by):
            yield
    except Refusal as refusal:
        if within.recorded() is not None:  # part of an act: the outermost one records its refusal
            raise
        record_refused(refusal, event=event, object_kind=object_kind, object_id=object_id, by=by, at=at)
        raise
    record_read(by=by, at=at, event=event, object_kind=object_kind, object_id=object_id)


def look(*, event: str, of: str, kind: str = "") -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Wrap a selector that takes ``by`` and ``at`` by keyword: what it reads is a ``recorded_look``.

    The entry is about the argument named ``of``, an object of a ``kind`` (without one: the argument ``kind``).
    """

    def wrap(selector: Callable[P, T]) -> Callable[P, T]:
        taken = signature(selector)
        if not {"by", "at", of, *([] if kind else ["kind"])} <= taken.parameters.keys():
            raise TypeError(f"{selector.__qualname__} must take by, at and {of}")

        @wraps(selector)
        def run(*args: P.args, **kwargs: P.kwargs) -> T:
            given = taken.bind(*args, **kwargs).arguments
            about = {"object_kind": kind or str(given["kind"]), "object_id": str(given[of])}
            with recorded_look(event=event, by=given["by"], at=given["at"], **about):
                return selector(*args, **kwargs)

        return run

    return wrap
