"""Recusal (回避): nobody acts on, sees or counts what concerns himself, his spouse or near kin.

JK2020 art. 48, JG2019 art. 65, ZW2020 art. 48. The one place where it is decided; who is kin to whom comes in
with the caller, read anew for every request.
"""

from __future__ import annotations

from collections.abc import Collection

from quanze.apps.access.caller import Caller
from quanze.apps.access.checks import not_found


def is_recused(caller: Caller, persons: Collection[int]) -> bool:
    """True if any of the persons concerned (ids) is the caller, his spouse or near kin."""
    return not caller.kin.isdisjoint(persons)


def check_not_recused(caller: Caller, persons: Collection[int]) -> None:
    """Refuse whoever must avoid the matter, in the words for what does not exist: the refusal reveals nothing.

    Raises Refusal "not_found".
    """
    if is_recused(caller, persons):
        raise not_found()
