"""Where somebody wanted to go before he had to sign in: carried from page to page as ?next=, our own pages only."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.urls import get_script_prefix, reverse
from django.utils.http import url_has_allowed_host_and_scheme

LONGEST = 2000  # characters of an address; a longer one is not carried
STEPS = ("sign_in", "give_factor", "step_up", "change_password", "enrol_factor", "confirm_factor")


def on_to(name: str, wanted: str) -> str:
    """The page of a name, from which one goes on to ``wanted`` afterwards; home needs not be said."""
    return reverse(name) + (f"?{urlencode({'next': wanted})}" if _is_worth_saying(wanted) else "")


def _is_worth_saying(wanted: str) -> bool:
    """False for home and the steps of signing in: nobody wants to go through these twice."""
    if not is_ours(wanted) or len(wanted) > LONGEST:
        return False
    return wanted.partition("?")[0] not in {reverse(name) for name in (*STEPS, "home")}


def wanted_by(request: Any) -> str:
    """Where the address (?next=) wants to go on, if that is one of our own pages; else the name of home."""
    wanted = str(request.GET.get("next", ""))
    return wanted if is_ours(wanted) else "home"


def is_ours(wanted: str) -> bool:
    """True for a path of this site below its own prefix: no other host, no scheme, nothing a browser reads as one."""
    return wanted.startswith(get_script_prefix()) and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
