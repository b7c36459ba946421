"""A few rows of what an import would change, each beside the row it takes the place of."""

from __future__ import annotations

from collections.abc import Iterable

from quanze.apps.access.caller import Caller
from quanze.apps.organizations.facts import rows_numbered
from quanze.apps.organizations.selectors.changes import Changed
from quanze.apps.organizations.services.change import Change, Draft

A_LIST = 6


def sample_of(change: Change, by: Caller) -> tuple[Changed, ...]:
    """The first rows of each list; those that correct a standing row come before the new ones."""
    found: list[Changed] = []
    for name, drafts in change.drafts.items():
        few = _first(drafts)
        numbers = [draft.replaces for draft in few if draft.replaces is not None]
        standing = rows_numbered(name, by, numbers)
        found += (Changed(name, draft.replaces, standing.get(draft.replaces or 0), draft.row) for draft in few)
    return tuple(found)


def _first(drafts: Iterable[Draft]) -> list[Draft]:
    correcting = [draft for draft in drafts if draft.replaces is not None][: A_LIST // 2]
    new = [draft for draft in drafts if draft.replaces is None][: A_LIST - len(correcting)]
    return [*correcting, *new]
