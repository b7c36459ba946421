"""Trying a question: the sheet as it would be, not kept. A read, so it stands in the record before the answer leaves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from quanze.apps.access.caller import Caller
from quanze.apps.access.context import entered
from quanze.apps.access.recusal import check_not_recused
from quanze.apps.audit.acts import act
from quanze.apps.audit.services import record_read
from quanze.apps.determinations.answering import Answered, Asking, answer
from quanze.apps.determinations.facts import seen, sight_now, sight_of, within
from quanze.apps.determinations.finding import check_known, find, named
from quanze.apps.determinations.permissions import check_may_try
from quanze.apps.determinations.rules import Rules
from quanze.apps.determinations.selectors import Shown
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


@dataclass(frozen=True, slots=True)
class Varied:
    """What a kept question would have given otherwise. ``narrowed``: its asker saw more than the reader sees now."""

    answered: Answered
    narrowed: bool


def varied(kept: Shown, asking: Asking, *, rules: Rules, by: Caller, at: datetime) -> Varied:
    """A kept question with other facts, another day, knowledge or rulebooks: the answer, not kept.

    The reader looks no further than the asker did then, nor than he himself may look now.
    Raises Refusal: not_found, known_in_future, and whatever is wrong with the case.
    """
    try:
        found: Varied | Refusal = _varied(kept, asking, rules, by, at)
    except Refusal as refusal:
        found = refusal
    return _compared(found, by=by, at=at, about=kept.public_id)


def _varied(kept: Shown, asking: Asking, rules: Rules, by: Caller, at: datetime) -> Varied:
    check_known(asking.instant, at)
    then = sight_of(dict(kept.sight))
    sight = within(then, sight_now(by))
    view = seen(sight, known_at=asking.instant, at=at)
    made = answer(asking, view.register, rules, limited=view.limited)
    check_not_recused(by, view.person_ids(named(made, view)))
    return Varied(made, sight != then)


@act(event="determinations:sheet:tried", of="about")
@entered
def _compared(found: Varied | Refusal, *, by: Caller, at: datetime, about: str) -> Varied:
    if isinstance(found, Refusal):
        raise found
    record_read(by=by, at=at, event="determinations:sheet:tried", object_kind="determination", object_id=about)
    return found
