"""Corrections: a record that was wrong is superseded by the right one, or withdrawn; nothing is overwritten."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, Protocol

from quanze.apps.access.caller import Caller
from quanze.apps.organizations.models import TenureRecord
from quanze.apps.organizations.services.change import Change, Done, Draft, change_of
from quanze.apps.organizations.services.verbs import Look, carry_out, nothing_changes, verb
from quanze.apps.organizations.services.writing import Order
from quanze.core.refusals import Refusal
from quanze.core.register import Absence, Body, Organization, Person, Portfolio, Post, Row, Tenure
from quanze.core.register.check_rows import check_covering

# What a row speaks of and what no correction can change: another thing is another row.
_SAME = {
    "organizations": "id", "bodies": "id", "posts": "id", "people": "id", "tenures": "post", "portfolios": "post",
    "absences": "person",
}  # fmt: skip


class Correct(Protocol):
    """A correction: the record of number ``version`` gives way to ``row``."""

    def __call__(self, *, version: int, row: Any, by: Caller, at: datetime, key: str = "", reason: str) -> Done:
        """Raises Refusal: not_found; stale if another correction came first; another_thing; nothing_changes; empty_portfolio."""


def _correcting(name: str, kind: str, type_: type[Row]) -> Correct:
    event = f"register:{kind}:corrected"

    @verb(event=event, of="version")
    def correct(*, version: int, row: Any, by: Caller, at: datetime, key: str = "", reason: str) -> Done:
        if not isinstance(row, type_):
            raise TypeError(f"a {kind} is corrected by a {type_.__name__}, not {type(row).__name__}")
        order = Order(by=by, at=at, event=event, object=("record", str(version)), key=key, reason=reason)
        return carry_out(order, [version, row], lambda: _change(name, version, row, by))

    correct.__doc__ = Correct.__call__.__doc__
    return correct


def _change(name: str, version: int, row: Any, by: Caller) -> Change:
    standing = Look(by).numbered(name, version)
    if getattr(standing, _SAME[name]) != getattr(row, _SAME[name]):
        raise Refusal(
            "another_thing", zh="更正不能换成另一对象；请撤回误登的记录后另行登记",
            en="a correction cannot speak of another thing; withdraw the wrong record and record the right one",
        )  # fmt: skip
    if isinstance(row, Portfolio):
        check_covering(row, "covers")
    draft = Draft(row, version, concurrent=name == "tenures" and _was_concurrent(version))
    stamped = change_of(draft).stamped(standing.recorded_at) if standing.recorded_at else change_of(draft)
    if next(stamped.all())[1].row == standing:
        raise nothing_changes()
    return change_of(draft, ends={name: (version,)})


def _was_concurrent(version: int) -> bool:
    rows = TenureRecord.everything(reason="a correction keeps what it does not speak of").filter(pk=version)
    return bool(rows.values_list("concurrent", flat=True).first())


correct_unit = _correcting("organizations", "unit", Organization)
correct_body = _correcting("bodies", "body", Body)
correct_post = _correcting("posts", "post", Post)
correct_person = _correcting("people", "person", Person)
correct_tenure = _correcting("tenures", "tenure", Tenure)
correct_portfolio = _correcting("portfolios", "portfolio", Portfolio)
correct_absence = _correcting("absences", "absence", Absence)

CORRECTIONS: dict[str, Callable[..., Done]] = {
    "organizations": correct_unit, "bodies": correct_body, "posts": correct_post, "people": correct_person,
    "tenures": correct_tenure, "portfolios": correct_portfolio, "absences": correct_absence,
}  # fmt: skip


@verb(event="register:row:withdrawn", of="version")
def withdraw_row(*, name: str, version: int, by: Caller, at: datetime, key: str = "", reason: str) -> Done:
    """Withdraw a record that was made in error, named by its list ("tenures") and number; nothing takes its place.

    Only tenures, portfolios, absences and bodies: what others refer to is corrected or closed.
    Raises Refusal: not_found, stale.
    """
    if name not in ("tenures", "portfolios", "absences", "bodies"):
        raise ValueError(f"rows of {name} are not withdrawn")
    named = ("record", f"{name} {version}")
    order = Order(by=by, at=at, event="register:row:withdrawn", object=named, key=key, reason=reason)

    def make() -> Change:
        Look(by).numbered(name, version)
        return Change(ends={name: (version,)})

    return carry_out(order, [name, version], make)
