"""A verb ready to be done: rehearsed first, and done from the very record that was looked at."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any

from quanze.apps.access.caller import Caller
from quanze.apps.organizations.forms.chosen import Standing
from quanze.apps.organizations.forms.verbs import Verb
from quanze.apps.organizations.forms.wording import codes_in
from quanze.apps.organizations.selectors.changes import Changes
from quanze.apps.organizations.services import Done
from quanze.apps.organizations.services.rehearsing import Rehearsal, rehearse


@dataclass(frozen=True, slots=True)
class Prepared:
    """What the verb would change, and the act itself."""

    rehearsal: Rehearsal
    do: Callable[[], Done]

    @property
    def print(self) -> str:
        """Alike only for the same change."""
        return self.rehearsal.print


def prepared(verb: Verb, given: Mapping[str, Any], *, by: Caller, at: datetime, key: str, reason: str) -> Prepared:
    """Rehearse a verb. What stood in the rehearsal must stand when it is done, else the service refuses: stale.

    Raises the Refusal of the service.
    """
    act = partial(verb.service, **given, by=by, at=at, reason=reason)
    rehearsal = rehearse(act, by=by, codes_in=codes_in)
    act = partial(act, key=key)
    version = _version(verb, given.get("on"), rehearsal.changes) if verb.stands else None
    return Prepared(rehearsal, act if version is None else partial(act, version=version))


def _version(verb: Verb, on: date | None, changes: Changes) -> int | None:
    """The number of the record that the verb takes the place of on its day."""
    for each in changes.rows:
        if each.list == verb.stands and each.was is not None and on and Standing("", 0, each.before).holds_on(on):
            return each.was
    return None
