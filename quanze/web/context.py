"""What every template of the shell is told."""

from __future__ import annotations

from typing import Any

from quanze import __version__
from quanze.apps.pages.language import language
from quanze.web.navigation import places_html


def shell(request: Any) -> dict[str, Any]:
    """Who is signed in, where he can go, in which language the page is."""
    caller = getattr(request, "caller", None)
    return {
        "caller": caller,
        "standing": getattr(request, "standing", None),
        "searches": caller is not None and bool(caller.may("register:read") or caller.may("determination:read")),
        "places": places_html(caller, request.path),
        "language": language(),
        "here": request.get_full_path(),
        "program": __version__,
    }
