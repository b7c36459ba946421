"""A chain of those who answer as data: the same by command and by API."""

from __future__ import annotations

from typing import Any

from quanze.apps.organizations.selectors.chains import Chain, Place
from quanze.apps.pages.plain import plain


def chain_data(chain: Chain) -> dict[str, Any]:
    """A chain as data: a place beyond the caller's view has ``beyond`` true and no list of seats.

    ``standing``: the unit stands, not_standing (on the day) or unrecorded (at the instant of knowledge).
    """
    return {
        "format": "quanze/who/1", "unit": chain.unit, "on": plain(chain.on), "known_at": plain(chain.known),
        "levels": [[_place(place) for place in level] for level in chain.levels],
    }  # fmt: skip


def _place(place: Place) -> dict[str, Any]:
    found: dict[str, Any] = {"unit": place.unit, "name": place.name, "line": place.line, "beyond": place.seats is None}
    found["standing"] = place.standing
    if place.seats is not None:
        found["seats"] = plain(place.seats)
    return found
