"""Every event that can be recorded: the closed lists that the installed apps keep in their events.py."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps

from quanze.core.words import Label, Words

# The contexts of the three administrators. Everything else is business, whose entries are sealed.
ADMINISTRATIVE = frozenset({"access", "accounts", "audit"})


@cache
def listed_events() -> dict[str, tuple[str, Label]]:
    """Event → (label of the app that lists it, its sentence). Raises ValueError when two apps list one event."""
    found: dict[str, tuple[str, Label]] = {}
    for config in apps.get_app_configs():
        for event, label in _events_of(config.name).items():
            if event in found:
                raise ValueError(f"{event} is listed by both {found[event][0]} and {config.label}")
            found[event] = (config.label, label)
    return found


def is_business(event: str) -> bool:
    """Does the event belong to a context whose content administrators never see? Raises ValueError if unlisted."""
    listed = listed_events().get(event)
    if listed is None:
        raise ValueError(f"no events.py of an installed app lists {event!r}")
    return listed[0] not in ADMINISTRATIVE


def sentence(event: str, lang: str = "zh") -> str:
    """What happened, in one language; the event itself when an older program wrote it and nobody lists it now."""
    listed = listed_events().get(event)
    return listed[1].text(lang) if listed else event


def _events_of(package: str) -> Words:
    if not package.startswith("quanze.") or find_spec(f"{package}.events") is None:
        return {}
    events: Words = import_module(f"{package}.events").EVENTS
    return events
