"""Tenures: appoint, let act, concur, transfer, promote, remove, retire; persons entered; absences recorded."""

from __future__ import annotations

from datetime import date, datetime

from quanze.apps.access.caller import Caller
from quanze.apps.access.checks import not_found
from quanze.apps.organizations.models import TenureRecord
from quanze.apps.organizations.services.change import Change, Done, Draft, change_of
from quanze.apps.organizations.services.serving import serves_from, tenure_on
from quanze.apps.organizations.services.verbs import (
    Found,
    Look,
    carry_out,
    ended,
    from_day,
    holds_on,
    nothing_changes,
    together,
    verb,
)
from quanze.apps.organizations.services.writing import Order
from quanze.apps.people.models import Person as NaturalPerson
from quanze.apps.people.services import PersonFacts
from quanze.core.ladders import LADDERS
from quanze.core.refusals import Refusal
from quanze.core.register import Absence, Person, Tenure

_BACK = frozenset({"removed", "resigned", "left"})


@verb(event="register:person:entered")
def enter_person(
    *, person: NaturalPerson | PersonFacts, row: Person, by: Caller, at: datetime, key: str = "", reason: str = ""
) -> Done:
    """Enter a natural person, known or to be recorded now, in the register under the code of ``row``."""
    order = Order(
        by=by, at=at, event="register:person:entered", object=("person", row.id), key=key, reason=reason,
        persons={row.id: person},
    )  # fmt: skip
    return carry_out(order, [row], lambda: change_of(Draft(row)))


@verb(event="register:tenure:appointed", of="post")
def appoint(
    *, person: str, post: str, on: date, by: Caller, at: datetime, until: date | None = None, rank: str | None = None,
    key: str = "", reason: str = "",
) -> Done:  # fmt: skip
    """Appoint somebody to a post from a day on (任职), until before another day where that is known.

    Raises Refusal: already_in_post (then transfer, promote or concur), seat_overfilled, two_heads, not_found,
    post_not_open, retired.
    """
    order = Order(by=by, at=at, event="register:tenure:appointed", object=("post", post), key=key, reason=reason)

    def make() -> Change:
        _check_open(by, post, on)
        _check_free(by, person, on)
        tenure = Tenure(person=person, post=post, starts_on=on, ends_before=until, rank=rank)
        return together(change_of(Draft(tenure)), _back_in_post(by, person, on))

    return carry_out(order, [person, on, until, rank], make)


@verb(event="register:tenure:acting", of="post")
def let_act(
    *, person: str, post: str, on: date, by: Caller, at: datetime, until: date | None = None, key: str = "",
    reason: str = "",
) -> Done:  # fmt: skip
    """Let somebody act in a post from a day on (代理), beside its holder or in a vacancy. Raises as ``appoint``."""
    order = Order(by=by, at=at, event="register:tenure:acting", object=("post", post), key=key, reason=reason)

    def make() -> Change:
        _check_open(by, post, on)
        return change_of(Draft(Tenure(person=person, post=post, starts_on=on, ends_before=until, acting=True)))

    return carry_out(order, [person, on, until], make)


@verb(event="register:tenure:concurrent", of="post")
def concur(
    *, person: str, post: str, on: date, by: Caller, at: datetime, until: date | None = None, key: str = "",
    reason: str = "",
) -> Done:  # fmt: skip
    """Give somebody a further post beside the one he holds (兼任). Raises Refusal "no_main_post" if he holds none."""
    order = Order(by=by, at=at, event="register:tenure:concurrent", object=("post", post), key=key, reason=reason)

    def make() -> Change:
        _check_open(by, post, on)
        if not _main_posts(by, person, on):
            raise Refusal(
                "no_main_post", zh="该人当日没有主要任职，不能兼任；请先办理任职", where="person",
                en="the person holds no post of his own on that day to concur with; appoint him first",
            )  # fmt: skip
        return change_of(Draft(Tenure(person=person, post=post, starts_on=on, ends_before=until), concurrent=True))

    return carry_out(order, [person, on, until], make)


@verb(event="register:tenure:transferred", of="to_post")
def transfer(
    *, person: str, from_post: str, to_post: str, on: date, by: Caller, at: datetime, rank: str | None = None,
    version: int | None = None, key: str = "", reason: str = "",
) -> Done:  # fmt: skip
    """Transfer somebody from one post to another on a day (交流调任). Raises Refusal as ``appoint``; stale."""
    order = Order(by=by, at=at, event="register:tenure:transferred", object=("post", to_post), key=key, reason=reason)

    def make() -> Change:
        return _moving(by, person, from_post, to_post, on, rank, version)

    return carry_out(order, [person, from_post, on, rank, version], make)


@verb(event="register:tenure:promoted", of="to_post")
def promote(
    *, person: str, from_post: str, to_post: str, on: date, by: Caller, at: datetime, rank: str | None = None,
    version: int | None = None, key: str = "", reason: str = "",
) -> Done:  # fmt: skip
    """Promote somebody from one post to a higher one on a day (提拔). Raises Refusal "not_higher"; as ``transfer``."""
    order = Order(by=by, at=at, event="register:tenure:promoted", object=("post", to_post), key=key, reason=reason)

    def make() -> Change:
        change = _moving(by, person, from_post, to_post, on, rank, version)
        _check_higher(by, person, from_post, to_post, on, rank)
        return change

    return carry_out(order, [person, from_post, on, rank, version], make)


@verb(event="register:tenure:removed", of="post")
def remove(
    *, person: str, post: str, on: date, by: Caller, at: datetime, version: int | None = None, key: str = "",
    reason: str = "",
) -> Done:  # fmt: skip
    """Remove somebody from a post from a day on (免职); who holds nothing then, nor later, stands as removed.

    Raises Refusal: not_held, not_found, stale.
    """
    order = Order(by=by, at=at, event="register:tenure:removed", object=("post", post), key=key, reason=reason)

    def make() -> Change:
        found = tenure_on(by, person, post, on, version)
        change = ended("tenures", [found], on)
        serving = serves_from(order, person, on, but=found[0])
        return change if serving else together(change, _standing_as(by, person, on, "removed"))

    return carry_out(order, [person, on, version], make)


@verb(event="register:person:retired", of="person")
def retire(*, person: str, on: date, by: Caller, at: datetime, key: str = "", reason: str = "") -> Done:
    """Retire somebody from a day on (退休): every tenure ends. Raises Refusal: not_found, nothing_changes."""
    order = Order(by=by, at=at, event="register:person:retired", object=("person", person), key=key, reason=reason)

    def make() -> Change:
        change = together(ended("tenures", _held(by, person), on), _standing_as(by, person, on, "retired"))
        if change.is_empty:
            raise nothing_changes()
        return change

    return carry_out(order, [on], make)


@verb(event="register:absence:recorded")
def record_absence(*, absence: Absence, by: Caller, at: datetime, key: str = "", reason: str = "") -> Done:
    """Record a period in which somebody did not exercise his posts (离岗): half-open days and why."""
    named = ("person", absence.person)
    order = Order(by=by, at=at, event="register:absence:recorded", object=named, key=key, reason=reason)
    return carry_out(order, [absence], lambda: change_of(Draft(absence)))


def _held(by: Caller, person: str) -> list[Found]:
    return Look(by).all("tenures", person__code=person)


def _main_posts(by: Caller, person: str, on: date) -> list[str]:
    """The posts somebody holds on a day, not acting and not concurrent."""
    rows = TenureRecord.visible.to(by).filter(person__code=person, superseded_at=None, acting=False, concurrent=False)
    found = rows.values_list("post__code", "starts_on", "ends_before")
    return [post for post, start, end in found if (start is None or start <= on) and (end is None or on < end)]


def _check_free(by: Caller, person: str, on: date) -> None:
    held = _main_posts(by, person, on)
    if held:
        raise Refusal(
            "already_in_post", zh=f"该人当日已任“{held[0]}”，请办理调任、提拔或兼任", where="person",
            en=f"the person holds “{held[0]}” on that day; transfer or promote him, or let him concur",
        )  # fmt: skip


def _check_open(by: Caller, post: str, on: date) -> None:
    standing = Look(by).all("posts", post__code=post)
    if not standing:
        raise not_found("post")
    if not any(holds_on(row, on) for _, row in standing):
        raise Refusal(
            "post_not_open", zh=f"职务“{post}”在 {on} 尚未设置或已撤销，请核对日期", where="on",
            en=f"post “{post}” does not stand on {on}; check the day",
        )  # fmt: skip


def _moving(
    by: Caller, person: str, from_post: str, to_post: str, on: date, rank: str | None, version: int | None
) -> Change:
    _check_open(by, to_post, on)
    leaving = ended("tenures", [tenure_on(by, person, from_post, on, version)], on)
    return together(leaving, change_of(Draft(Tenure(person=person, post=to_post, starts_on=on, rank=rank))))


def _check_higher(by: Caller, person: str, from_post: str, to_post: str, on: date, rank: str | None) -> None:
    look = Look(by)
    tenure = tenure_on(by, person, from_post, on, None)[1]
    old = tenure.rank or look.on("posts", on, post__code=from_post)[1].rank
    new = rank or look.on("posts", on, post__code=to_post)[1].rank
    steps = LADDERS["rank"]
    if old is not None and new is not None and steps.index(new) <= steps.index(old):
        raise Refusal(
            "not_higher", zh="新任职务的级别不高于现任职务，请按调任办理或核对级别", where="to_post",
            en="the new post is not of a higher rank than the present one; transfer instead, or check the ranks",
        )  # fmt: skip


def _standing_as(by: Caller, person: str, on: date, now: str) -> Change:
    found = Look(by).on("people", on, person__code=person)
    return Change() if found[1].now == now else from_day("people", found, on, now=now)


def _back_in_post(by: Caller, person: str, on: date) -> Change:
    """Whoever was out of office is in post again; a retired person is not appointed."""
    found = Look(by).on("people", on, person__code=person)
    if found[1].now == "retired":
        raise Refusal("retired", zh="该人已退休，不能任职", en="the person has retired", where="person")
    return from_day("people", found, on, now="in_post") if found[1].now in _BACK else Change()
