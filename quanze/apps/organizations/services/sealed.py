"""Codes of things in a narrower compartment have a beginning of their own, so that trying a code tells nothing.

Codes are unique whoever may see what they stand for. If a sealed unit could be called "audit-2", whoever tried to
establish that code in public would learn of it. Sealed things neither sit in public seats: a full seat would tell.
"""

from __future__ import annotations

from collections.abc import Iterator

from quanze.apps.access.compartments import REGISTER
from quanze.apps.organizations.services.change import Change
from quanze.apps.organizations.services.directory import Directory
from quanze.core.refusals import Refusal

SIGN = "§"
_THINGS = ("organizations", "bodies", "posts", "people")
_SEATED = ("tenures", "portfolios")


def check_sealed_codes(change: Change, known: Directory, compartment: str) -> None:
    """Refuse new public codes that begin with SIGN, and new sealed ones or seats that do not.

    Raises Refusal: reserved_code, open_code, with the place of the row ("register.posts[0].id").
    """
    for place, code, is_new in _codes(change, known):
        if compartment == REGISTER and is_new and code.startswith(SIGN):
            raise Refusal(
                "reserved_code", zh=f"以“{SIGN}”开头的编号留作他用，请换一个编号", where=place,
                en=f"codes that begin with “{SIGN}” are reserved; use another",
            )  # fmt: skip
        if compartment != REGISTER and not code.startswith(SIGN):
            raise Refusal(
                "open_code", zh=f"隔区内的编号和职务须以“{SIGN}”开头，请改为“{SIGN}{code}”", where=place,
                en=f"codes and seats in a compartment begin with “{SIGN}”; write “{SIGN}{code}”",
            )  # fmt: skip


def _codes(change: Change, known: Directory) -> Iterator[tuple[str, str, bool]]:
    """(place, code, whether it is new) of each new thing, and of each seat that is filled."""
    for name in _THINGS:
        for number, draft in enumerate(change.drafts.get(name, ())):
            if not known.declared(draft.row.id):
                yield f"register.{name}[{number}].id", draft.row.id, True
    for name in _SEATED:
        for number, draft in enumerate(change.drafts.get(name, ())):
            yield f"register.{name}[{number}].post", draft.row.post, False
