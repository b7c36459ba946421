"""Trying a question: the sheet as it would be, not kept. A read, so it stands in the record before the answer leaves."""

from __future__ import annotations

from datetime import datetime

from quanze.apps.access.caller import Caller
from quanze.apps.access.context import entered
from quanze.apps.audit.acts import act
from quanze.apps.audit.services import record_read
from quanze.apps.determinations.answering import Answered, Asking
from quanze.apps.determinations.finding import find
from quanze.apps.determinations.permissions import check_may_try
from quanze.apps.determinations.rules import Rules
from quanze.core.refusals import Refusal


def tried(asking: Asking, *, rules: Rules, by: Caller, at: datetime, about: str = "") -> Answered:
    """The answer to a question that is not kept; ``about`` is the draft or determination it belongs to.

    Raises Refusal: not_permitted, known_in_future, not_found, and whatever is wrong with the case.
    """
    try:
        check_may_try(by)
        found: Answered | Refusal = find(asking, rules=rules, by=by, at=at).answered
    except Refusal as refusal:
        found = refusal
    return _recorded(found, by=by, at=at, about=about)


@act(event="determinations:sheet:tried", of="about")
@entered
def _recorded(found: Answered | Refusal, *, by: Caller, at: datetime, about: str) -> Answered:
    if isinstance(found, Refusal):
        raise found
    record_read(by=by, at=at, event="determinations:sheet:tried", object_kind="determination", object_id=about)
    return found
