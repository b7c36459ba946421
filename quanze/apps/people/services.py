"""The only writes to persons and kinship; each with its entry in the record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any
from unicodedata import category

from django.db import IntegrityError, transaction

from quanze.apps.access.caller import Caller
from quanze.apps.access.checks import check_may, not_found
from quanze.apps.access.compartments import PEOPLE
from quanze.apps.access.context import entered
from quanze.apps.access.recusal import check_not_recused
from quanze.apps.audit.acts import act
from quanze.apps.audit.services import record
from quanze.apps.people.models import Kinship, Person, mark_of_number
from quanze.apps.people.permissions import check_may_keep_in
from quanze.apps.people.words import GENDERS, RELATIONS
from quanze.core.refusals import Refusal
from quanze.core.words.vocabulary import GROUPS

_BATCH = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonFacts:
    """What is recorded about a person; words from the closed lists, "" or None for unknown."""

    name: str
    identity_no: str = ""
    birth: date | None = None
    gender: str = ""
    party_member: bool | None = None
    category: str = ""
    now: str = ""
    unit_id: int | None = None


_LISTS: Mapping[str, Iterable[str]] = {"gender": GENDERS, "category": GROUPS["category"], "now": GROUPS["now"]}
# Fact → the columns that hold it, where they are called otherwise.
_COLUMNS = {"identity_no": ("identity_sealed", "identity_mark")}
_MOST = {"name": 100, "identity_no": 32}
# Control signs, halves of characters, line ends, and signs that only turn or join text. Rare hanzi, even those
# that stand in private-use places, are names like any other.
_UNSEEN = frozenset({"Cc", "Cs", "Cf", "Zl", "Zp"})


def check_facts(facts: Mapping[str, Any], *, where: str = "") -> None:
    """Refuse facts about a person that no record may hold. Raises Refusal with the field as its place."""
    for field, value in facts.items():
        place = f"{where}.{field}" if where else field
        if field == "name" and not str(value).strip():
            raise Refusal("no_name", zh="姓名不能为空", en="a person needs a name", where=place)
        if len(str(value)) > _MOST.get(field, 1000):
            raise Refusal("too_long", zh=f"最多 {_MOST[field]} 个字符", en=f"at most {_MOST[field]} signs", where=place)
        if any(category(sign) in _UNSEEN for sign in str(value)):
            raise Refusal("bad_sign", zh="含有不可见的控制字符", en="it holds signs that cannot be shown", where=place)
        if value and field in _LISTS and value not in _LISTS[field]:
            listed = ", ".join(_LISTS[field])
            raise Refusal("unknown_word", zh=f"可用：{listed}", en=f"one of {listed}", where=place)


@act(event="people:person:recorded")
@entered
def record_persons(facts: Sequence[PersonFacts], *, by: Caller, at: datetime) -> list[Person]:
    """Record persons, one or a hundred thousand, as one act with one entry. Returns them in their order.

    Raises Refusal: not_permitted, or the first fault with its place; then nothing is written.
    """
    check_may_keep_in(by, {each.unit_id for each in facts}, "person:write")
    for place, each in enumerate(facts):
        check_facts(asdict(each), where=f"persons[{place}]")
    marks = [mark_of_number(each.identity_no) for each in facts if each.identity_no]
    _check_identities_new(marks, by)
    made = [Person(compartment=PEOPLE, **asdict(each)) for each in facts]
    try:
        with transaction.atomic():
            Person.rows.by(by).bulk_create(made, batch_size=_BATCH)
    except IntegrityError:  # somebody recorded the same number meanwhile
        _check_identities_new(marks, by)
        raise
    record(
        by=by, at=at, event="people:person:recorded", object_kind="person",
        object_id=made[0].public_id if len(made) == 1 else "", after=[_digestible(each) for each in made],
    )  # fmt: skip
    return made


def record_person(facts: PersonFacts, *, by: Caller, at: datetime) -> Person:
    """Record one person. Raises Refusal as ``record_persons``."""
    return record_persons([facts], by=by, at=at)[0]


def _check_identities_new(marks: Sequence[str], by: Caller) -> None:
    """Refuse a number given twice, or one of somebody else whom the caller may see.

    Of anybody beyond his reach nothing may be told, not even by a refusal: the number is then recorded a second time,
    and whoever reaches both is told so when a file names the number.
    """
    known = len(set(marks)) < len(marks)
    for start in range(0, len(marks), _BATCH):
        part = marks[start : start + _BATCH]
        known = known or Person.visible.to(by).filter(identity_mark__in=part).exists()
    if known:
        raise _identity_known()


def _identity_known() -> Refusal:
    return Refusal(
        "identity_known", zh="该身份证件号码已经登记在另一人名下，请核对", where="identity_no",
        en="this identity number is recorded for another person already; compare",
    )  # fmt: skip


@act(event="people:person:corrected")
@entered
def correct_person(person: Person, *, changes: Mapping[str, Any], by: Caller, at: datetime, reason: str) -> Person:
    """Correct facts about a person (fields of PersonFacts but ``unit_id``); the record keeps before and after.

    Raises Refusal: not_permitted, not_found (himself and kin too), or a fault with its field as place.
    """
    check_may(by, "person:write")
    if not changes.keys() <= _digested() - {"unit_id"}:
        raise ValueError(f"no fields of a person: {sorted(changes)}")
    check_facts(changes)
    row = _locked(person, by)
    before = _digestible(row)
    mark = mark_of_number(changes.get("identity_no", ""))
    if mark not in ("", row.identity_mark):
        _check_identities_new([mark], by)
    for field, value in changes.items():
        setattr(row, field, value)
    _save(row, [column for field in changes for column in _COLUMNS.get(field, (field,))])
    _record_person(row, "people:person:corrected", by=by, at=at, before=before, reason=reason)
    return row


@act(event="people:person:placed")
@entered
def place_person(person: Person, *, unit_id: int | None, by: Caller, at: datetime, reason: str = "") -> Person:
    """Note which unit keeps a person's record from now on (转接人事关系).

    Raises Refusal: not_permitted, not_found; identity_known where that unit keeps somebody of the same number.
    """
    row = _locked(person, by)
    check_may_keep_in(by, {unit_id}, "person:write")
    before = _digestible(row)
    row.unit_id = unit_id
    _save(row, ["unit_id"])
    _record_person(row, "people:person:placed", by=by, at=at, before=before, reason=reason)
    return row


def _save(row: Person, columns: list[str]) -> None:
    try:
        with transaction.atomic():
            row.save(update_fields=columns)
    except IntegrityError:  # one unit keeps one person of a number
        raise _identity_known() from None


def _locked(person: Person, by: Caller) -> Person:
    row = Person.rows.by(by).select_for_update().filter(pk=person.pk).first()
    if row is None:
        raise not_found()
    return row


def _record_person(row: Person, event: str, *, by: Caller, at: datetime, before: Any, reason: str) -> None:
    record(
        by=by, at=at, event=event, object_kind="person", object_id=row.public_id,
        before=before, after=_digestible(row), reason=reason,
    )  # fmt: skip


def _digested() -> set[str]:
    return set(PersonFacts.__dataclass_fields__)


def _digestible(row: Person) -> dict[str, Any]:
    """What the record keeps the digest of. The number goes in by its mark: from a plain digest it could be guessed."""
    birth = row.birth.isoformat() if row.birth else None
    facts = {field: getattr(row, field) for field in _digested() - {"identity_no"}}
    return {"public_id": row.public_id, "identity_mark": row.identity_mark} | facts | {"birth": birth}


@act(event="people:kinship:recorded")
@entered
def record_kinship(
    person: Person, relative: Person, *, relation: str, by: Caller, at: datetime,
    starts_on: date | None = None, ends_before: date | None = None,
) -> Kinship:  # fmt: skip
    """Record that ``relative`` is the ``relation`` (of RELATIONS) of ``person``; effective at the next request.

    Raises Refusal: not_permitted, not_found (for his own kin), unknown_word, same_person, ends_before_start.
    """
    check_may_keep_in(by, {person.unit_id}, "kinship:write")
    check_not_recused(by, [person.pk, relative.pk])
    _check_kinship(person, relative, relation, starts_on, ends_before)
    made = Kinship.rows.by(by).create(
        compartment=PEOPLE, person=person, relative=relative, relation=relation,
        starts_on=starts_on, ends_before=ends_before, recorded_at=at,
    )  # fmt: skip
    _record_kinship(made, "people:kinship:recorded", by=by, at=at)
    return made


def _check_kinship(person: Person, relative: Person, relation: str, starts_on: date | None, end: date | None) -> None:
    if relation not in RELATIONS:
        listed = ", ".join(RELATIONS)
        raise Refusal("unknown_word", zh=f"可用：{listed}", en=f"one of {listed}", where="relation")
    if person.pk == relative.pk:
        raise Refusal("same_person", zh="本人不是自己的亲属", en="nobody is kin to himself", where="relative")
    if starts_on and end and end <= starts_on:
        raise Refusal("ends_before_start", zh="止应晚于起", en="the end must be after the start", where="ends_before")


@act(event="people:kinship:ended")
@entered
def end_kinship(kinship: Kinship, *, ends_before: date, by: Caller, at: datetime, reason: str) -> Kinship:
    """Note that kinship held until before a day (a divorce). Raises Refusal: not_permitted, not_found, …"""
    row = _locked_kinship(kinship, by)
    _check_kinship(row.person, row.relative, row.relation, row.starts_on, ends_before)
    row.ends_before = ends_before
    row.save(update_fields=["ends_before"])
    _record_kinship(row, "people:kinship:ended", by=by, at=at, reason=reason)
    return row


@act(event="people:kinship:withdrawn")
@entered
def withdraw_kinship(kinship: Kinship, *, by: Caller, at: datetime, reason: str) -> Kinship:
    """Withdraw kinship that was recorded in error. Raises Refusal: not_permitted, not_found."""
    row = _locked_kinship(kinship, by)
    row.withdrawn_at = at
    row.save(update_fields=["withdrawn_at"])
    _record_kinship(row, "people:kinship:withdrawn", by=by, at=at, reason=reason)
    return row


def _locked_kinship(kinship: Kinship, by: Caller) -> Kinship:
    check_may(by, "kinship:write")
    rows = Kinship.rows.by(by).filter(pk=kinship.pk, withdrawn_at=None).select_related("person", "relative")
    row = rows.select_for_update(of=("self",)).first()
    if row is None:
        raise not_found()
    return row


def _record_kinship(row: Kinship, event: str, *, by: Caller, at: datetime, reason: str = "") -> None:
    facts = {
        "person": row.person.public_id, "relative": row.relative.public_id, "relation": row.relation,
        "starts_on": row.starts_on.isoformat() if row.starts_on else None,
        "ends_before": row.ends_before.isoformat() if row.ends_before else None,
    }  # fmt: skip
    record(by=by, at=at, event=event, object_kind="kinship", object_id=str(row.pk), after=facts, reason=reason)
