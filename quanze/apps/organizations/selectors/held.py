"""What one has begun and kept: drafts and waiting files, one's own only."""

from __future__ import annotations

from datetime import datetime

from quanze.apps.access.caller import Caller
from quanze.apps.access.checks import not_found
from quanze.apps.access.context import reading
from quanze.apps.access.sealing import unseal
from quanze.apps.organizations.models.held import PURPOSE, Held


def kept(caller: Caller, kind: str) -> list[tuple[str, datetime, bytes]]:
    """(token, since when, content) of everything of a kind that the caller kept, the newest first."""
    with reading(caller):
        rows = Held.visible.to(caller).filter(kind=kind).order_by("-at", "pk")
        found = list(rows.values_list("token", "at", "sealed"))
    return [(token, at, unseal(sealed, purpose=PURPOSE, row=token)) for token, at, sealed in found]


def opened(caller: Caller, kind: str, token: str) -> bytes:
    """What was kept under a token. Raises Refusal "not_found" if it is not there any more, or another's."""
    with reading(caller):
        rows = Held.visible.to(caller).filter(kind=kind, token=token)
        sealed = rows.values_list("sealed", flat=True).first()
    if sealed is None:
        raise not_found()
    return unseal(sealed, purpose=PURPOSE, row=token)
