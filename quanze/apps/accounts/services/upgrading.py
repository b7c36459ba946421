"""An older installation is brought up to date: its tables change and the record says so, both or neither."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from quanze.apps.access.caller import Caller
from quanze.apps.access.checks import check_may
from quanze.apps.audit.acts import act
from quanze.apps.audit.services import record


@act(event="accounts:installation:upgraded")
def upgrade(*, steps: Callable[[], Sequence[str]], by: Caller, at: datetime) -> Sequence[str]:
    """Carry out the steps (they return their names, "app.migration") in one transaction with its entry.

    Raises Refusal "not_permitted"; whatever a step raises undoes all of them.
    """
    check_may(by, "installation:upgrade")
    done = list(steps())
    record(
        by=by, at=at, event="accounts:installation:upgraded", object_kind="installation", object_id="",
        after={"steps": list(done)},
    )  # fmt: skip
    return done
