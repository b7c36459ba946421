"""The only write of this room: asking. A determination is added with its entry and never changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from quanze.apps.access.caller import Caller
from quanze.apps.access.checks import not_permitted
from quanze.apps.access.compartments import of_determination
from quanze.apps.access.context import entered
from quanze.apps.access.recusal import check_not_recused
from quanze.apps.audit.acts import act
from quanze.apps.audit.services import record
from quanze.apps.determinations.answering import Answered, Asking, answer
from quanze.apps.determinations.beyond import persons_named
from quanze.apps.determinations.facts import Seen, seen, sight_now
from quanze.apps.determinations.models import Concerned, Determination, new_public_id
from quanze.apps.determinations.permissions import asks_within, check_may_ask
from quanze.apps.determinations.rules import Rules
from quanze.core.casefile.decoding import Note
from quanze.core.refusals import Refusal
from quanze.core.sheet.data import as_data

LONGEST_NAME = 255


@dataclass(frozen=True, slots=True)
class Asked:
    """A new determination, its answer, and what people should know about how its case was read."""

    determination: Determination
    answered: Answered
    notes: tuple[Note, ...]


def ask(asking: Asking, *, rules: Rules, by: Caller, at: datetime, reason: str) -> Asked:
    """Ask a case against the register as the asker may see it and as it was known; keep question and sheet.

    What the asker may not see does not exist for the case; a place that the trace reaches beyond his view becomes
    a question and a referral. Raises Refusal: not_permitted, no_reason, known_in_future, not_found (what concerns
    himself or his kin), and whatever is wrong with the case.
    """
    # Looking and computing take a second or two and change nothing: no writer waits for them.
    try:
        found: _Found | Refusal = _find(asking, rules, by=by, at=at, reason=reason)
    except Refusal as refusal:
        found = refusal
    return _keep(found, asking=asking, by=by, at=at, reason=reason)


@dataclass(frozen=True, slots=True)
class _Found:
    """An answer before it is kept: who asks, what he saw and its digest, the ids of the persons it speaks of."""

    asker: int
    answered: Answered
    view: Seen
    digest: str
    persons: frozenset[int]


def _find(asking: Asking, rules: Rules, *, by: Caller, at: datetime, reason: str) -> _Found:
    asker = check_may_ask(by, reason)
    _check_known(asking.instant, at)
    view = seen(sight_now(by), known_at=asking.instant, at=at)
    answered = answer(asking, view.register, rules, limited=view.limited)
    if not asks_within(by, view.unit_ids(answered.case.incident.organization)):
        raise not_permitted()
    persons = view.person_ids(_named(answered, view))
    check_not_recused(by, persons)
    return _Found(asker, answered, view, view.digest, persons)


@act(event="determinations:sheet:asked")
@entered
def _keep(found: _Found | Refusal, *, asking: Asking, by: Caller, at: datetime, reason: str) -> Asked:
    """Keep what was found, or refuse as it was refused: either stands in the record."""
    if isinstance(found, Refusal):
        raise found
    row = _row(asking, found, by=by, at=at, reason=reason)
    row.save(force_insert=True)
    Concerned.rows.by(by).bulk_create(
        [Concerned(compartment=row.compartment, determination=row, person_id=each) for each in sorted(found.persons)]
    )
    _record(row, by=by, at=at)
    return Asked(row, found.answered, found.answered.read.notes)


def _check_known(known_at: datetime, at: datetime) -> None:
    if known_at > at:
        raise Refusal(
            "known_in_future", zh="记录时点不能晚于现在：以后的记录现在还没有", where="known_at",
            en="the instant of knowledge cannot lie ahead: what will be recorded is not known yet",
        )  # fmt: skip


def _named(answered: Answered, view: Seen) -> frozenset[str]:
    persons = [person.id for person in view.register.people]
    return persons_named([as_data(answered.sheet), answered.case_data()], persons)


def _row(asking: Asking, found: _Found, *, by: Caller, at: datetime, reason: str) -> Determination:
    answered, asked, public_id = found.answered, found.answered.sheet.asked, new_public_id()
    return Determination(
        public_id=public_id, compartment=of_determination(public_id), case_id=answered.case.id,
        case_name=asking.name[:LONGEST_NAME], case_text=asking.data, settings=asking.settings.as_data(),
        asked_by=found.asker, asked_by_account=by.account, reason=reason, asked_at=at,
        asked_on=answered.case.asked_on, known_at=asking.instant, sight=found.view.sight.as_data(),
        register_digest=found.digest, program=asked.program, rules_digest=asked.rules_digest,
        input_digest=asked.input_digest, sheet=answered.data,
    )  # fmt: skip


def _record(row: Determination, *, by: Caller, at: datetime) -> None:
    record(
        by=by, at=at, event="determinations:sheet:asked", object_kind="determination", object_id=row.public_id,
        after={
            "case": bytes(row.case_text), "settings": str(row.settings), "known_at": row.known_at,
            "asked_on": row.asked_on, "register": row.register_digest, "sheet": bytes(row.sheet),
        },
        reason=row.reason,
    )  # fmt: skip
