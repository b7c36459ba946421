"""The writes of this room: a determination is added with its entry and never changed; drafts are one's own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from quanze.apps.access.caller import Caller
from quanze.apps.access.checks import not_found
from quanze.apps.access.compartments import of_determination
from quanze.apps.access.context import entered
from quanze.apps.audit.acts import act
from quanze.apps.audit.services import record
from quanze.apps.determinations.answering import Answered, Asking
from quanze.apps.determinations.citing import rows_cited
from quanze.apps.determinations.finding import Found, find
from quanze.apps.determinations.models import Citation, Concerned, Determination, Draft, new_public_id
from quanze.apps.determinations.permissions import check_may_ask, check_may_try
from quanze.apps.determinations.rules import Rules
from quanze.core.casefile.decoding import Note, check_size
from quanze.core.refusals import Refusal
from quanze.core.sheet.data import as_data

LONGEST_NAME = 255
MOST_DRAFTS = 200


@dataclass(frozen=True, slots=True)
class Asked:
    """A new determination, its answer, and what people should know about how its case was read."""

    determination: Determination
    answered: Answered
    notes: tuple[Note, ...]


def ask(asking: Asking, *, rules: Rules, by: Caller, at: datetime, reason: str, draft: str = "") -> Asked:
    """Ask a case against the register as the asker may see it and as it was known; keep question and sheet.

    What the asker may not see does not exist for the case; a place that the trace reaches beyond his view becomes
    a question and a referral. ``draft`` is the asker's draft that ends with it, so that a button pressed twice asks once.
    Raises Refusal: not_permitted, no_reason, known_in_future, not_found (what concerns
    himself or his kin; a draft that is gone), and whatever is wrong with the case.
    """
    # Looking and computing take a second or two and change nothing: no writer waits for them.
    try:
        asker = check_may_ask(by, reason)
        found: _Ready | Refusal = _ready(asker, find(asking, rules=rules, by=by, at=at))
    except Refusal as refusal:
        found = refusal
    return _keep(found, asking=asking, by=by, at=at, reason=reason, draft=draft)


@dataclass(frozen=True, slots=True)
class _Ready:
    """What was found, who asked, the digest of what he saw, and the rows cited: computed before any writer must wait."""

    asker: int
    found: Found
    digest: str
    cited: list[tuple[str, str]]


def _ready(asker: int, found: Found) -> _Ready:
    return _Ready(asker, found, found.view.digest, rows_cited(as_data(found.answered.sheet)))


@act(event="determinations:sheet:asked")
@entered
def _keep(ready: _Ready | Refusal, *, asking: Asking, by: Caller, at: datetime, reason: str, draft: str) -> Asked:
    """Keep what was found, or refuse as it was refused: either stands in the record."""
    if isinstance(ready, Refusal):
        raise ready
    if draft and not Draft.rows.by(by).filter(public_id=draft).delete()[0]:
        raise not_found("draft")
    row = _row(asking, ready, by=by, at=at, reason=reason)
    row.save(force_insert=True)
    persons = sorted(ready.found.persons)
    Concerned.rows.by(by).bulk_create(
        [Concerned(compartment=row.compartment, determination=row, person_id=each) for each in persons]
    )
    Citation.rows.by(by).bulk_create(
        [
            Citation(compartment=row.compartment, determination=row, asked_at=at, rulebook=rulebook, row=key)
            for rulebook, key in ready.cited
        ]
    )
    _record(row, by=by, at=at)
    return Asked(row, ready.found.answered, ready.found.answered.read.notes)


def _row(asking: Asking, ready: _Ready, *, by: Caller, at: datetime, reason: str) -> Determination:
    answered, public_id = ready.found.answered, new_public_id()
    asked = answered.sheet.asked
    return Determination(
        public_id=public_id, compartment=of_determination(public_id), case_id=answered.case.id,
        case_name=asking.name[:LONGEST_NAME], case_text=asking.data, settings=asking.settings.as_data(),
        asked_by=ready.asker, asked_by_account=by.account, reason=reason, asked_at=at,
        asked_on=answered.case.asked_on, known_at=asking.instant, sight=ready.found.view.sight.as_data(),
        register_digest=ready.digest, program=asked.program, rules_digest=asked.rules_digest,
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


@act(event="determinations:draft:kept")
@entered
def keep_draft(
    *, text: str, unclear: Iterable[str] = (), settings: Mapping[str, Any] | None = None, reason: str = "",
    draft: str = "", by: Caller, at: datetime,
) -> Draft:  # fmt: skip
    """Keep what somebody has described so far, as the text of a case file, whatever is still wrong with it.

    ``draft`` names his own draft to be written over ("": a new one); ``unclear`` are the questions he has answered
    with "not clear" ("fact|about"), ``settings`` as Draft.settings. Raises Refusal: not_permitted, not_found, too_large, too_many_drafts.
    """
    person = check_may_try(by)
    data = text.encode("utf-8")
    check_size(len(data), name="case")
    row = _draft(draft, person, by=by, at=at)
    row.text, row.unclear, row.reason, row.changed_at = text, sorted(set(unclear)), reason, at
    row.settings = dict(settings or {})
    row.save(force_insert=row.pk is None)
    record(
        by=by, at=at, event="determinations:draft:kept", object_kind="draft", object_id=row.public_id,
        after={"case": data},
    )  # fmt: skip
    return row


def _draft(public_id: str, person: int, *, by: Caller, at: datetime) -> Draft:
    mine = Draft.rows.by(by)
    if public_id:
        row = mine.filter(public_id=public_id).first()
        if row is None:
            raise not_found("draft")
        return row
    if mine.count() >= MOST_DRAFTS:
        raise Refusal(
            "too_many_drafts", zh=f"您已有 {MOST_DRAFTS} 份草稿，请先删去不用的",
            en=f"you have {MOST_DRAFTS} drafts: discard some first",
        )  # fmt: skip
    named = new_public_id()
    return Draft(public_id=named, compartment=f"draft:{named}", made_by=person, made_at=at)


@act(event="determinations:draft:discarded", of="draft")
@entered
def discard_draft(*, draft: str, by: Caller, at: datetime) -> None:
    """Throw away a draft of one's own. Raises Refusal: not_permitted, not_found."""
    check_may_try(by)
    if not Draft.rows.by(by).filter(public_id=draft).delete()[0]:
        raise not_found("draft")
    record(by=by, at=at, event="determinations:draft:discarded", object_kind="draft", object_id=draft)
