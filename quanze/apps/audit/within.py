"""Which events the act under way has recorded so far: what lets an act without its entry be found out."""

from __future__ import annotations

from contextvars import ContextVar

_recorded: ContextVar[list[str] | None] = ContextVar("quanze_recorded", default=None)

begin = _recorded.set
end = _recorded.reset


def recorded() -> list[str] | None:
    """The events recorded since the outermost act began; None when no act is under way."""
    return _recorded.get()


def note_recorded(event: str) -> None:
    """Remember that an event was recorded."""
    events = _recorded.get()
    if events is not None:
        events.append(event)


def forget_since(earlier: list[str]) -> None:
    """Go back to an earlier list: an inner act was undone, and its entries with it."""
    events = _recorded.get()
    if events is not None:
        events[:] = earlier
