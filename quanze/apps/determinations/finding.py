"""The answer to a question as its asker would get it: nothing is kept here and nothing recorded."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from quanze.apps.access.caller import Caller
from quanze.apps.access.checks import not_permitted
from quanze.apps.access.recusal import check_not_recused
from quanze.apps.determinations.answering import Answered, Asking, answer
from quanze.apps.determinations.beyond import persons_named
from quanze.apps.determinations.facts import Seen, seen, sight_now
from quanze.apps.determinations.permissions import asks_within
from quanze.apps.determinations.rules import Rules
from quanze.core.refusals import Refusal
from quanze.core.sheet.data import as_data


@dataclass(frozen=True, slots=True)
class Found:
    """An answer before it is kept, what the asker saw, and the ids of the persons it speaks of."""

    answered: Answered
    view: Seen
    persons: frozenset[int]


def find(asking: Asking, *, rules: Rules, by: Caller, at: datetime) -> Found:
    """Look and compute, within the asker's view and as it was known; takes a second or two and changes nothing.

    Raises Refusal: known_in_future, not_permitted, not_found (what concerns himself or his kin), and whatever is
    wrong with the case.
    """
    check_known(asking.instant, at)
    view = seen(sight_now(by), known_at=asking.instant, at=at)
    answered = answer(asking, view.register, rules, limited=view.limited)
    if not asks_within(by, view.unit_ids(answered.case.incident.organization)):
        raise not_permitted()
    persons = view.person_ids(named(answered, view))
    check_not_recused(by, persons)
    return Found(answered, view, persons)


def check_known(known_at: datetime, at: datetime) -> None:
    """Refuse an instant of knowledge that lies ahead. Raises Refusal "known_in_future"."""
    if known_at > at:
        raise Refusal(
            "known_in_future", zh="记录时点不能晚于现在：以后的记录现在还没有", where="known_at",
            en="the instant of knowledge cannot lie ahead: what will be recorded is not known yet",
        )  # fmt: skip


def named(answered: Answered, view: Seen) -> frozenset[str]:
    """The codes of the persons whom a case and its sheet speak of."""
    persons = [person.id for person in view.register.people]
    return persons_named([as_data(answered.sheet), answered.case_data()], persons)
