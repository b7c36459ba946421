"""Units: establish, rename, move, set their line and supervision, merge, split, close; and their named bodies."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from quanze.apps.access.caller import Caller
from quanze.apps.access.compartments import REGISTER
from quanze.apps.organizations.services.change import Change, Done, Draft, change_of
from quanze.apps.organizations.services.verbs import Look, carry_out, ended, from_day, together, verb
from quanze.apps.organizations.services.writing import Order
from quanze.core.refusals import Refusal
from quanze.core.register import Body, Organization


@verb(event="register:unit:established")
def establish_unit(
    *, unit: Organization, by: Caller, at: datetime, key: str = "", reason: str = "", compartment: str = REGISTER
) -> Done:
    """Establish a unit (设立). Raises Refusal as ``write_rows``; not_found for a superior beyond the caller's reach."""
    order = Order(
        by=by, at=at, event="register:unit:established", object=("unit", unit.id), key=key, reason=reason,
        compartment=compartment,
    )  # fmt: skip

    def make() -> Change:
        return change_of(Draft(unit))

    return carry_out(order, [unit], make)


@verb(event="register:unit:renamed", of="unit")
def rename_unit(
    *, unit: str, name: str, on: date, by: Caller, at: datetime, version: int | None = None, key: str = "",
    reason: str = "",
) -> Done:  # fmt: skip
    """Give a unit another name from a day on (更名). Raises Refusal: not_found, stale, nothing_changes."""
    order = Order(by=by, at=at, event="register:unit:renamed", object=("unit", unit), key=key, reason=reason)

    def make() -> Change:
        return from_day("organizations", _unit(by, unit, on, version), on, name=name)

    return carry_out(order, [name, on, version], make)


@verb(event="register:unit:moved", of="unit")
def move_unit(
    *, unit: str, superior: str | None, on: date, by: Caller, at: datetime, version: int | None = None, key: str = "",
    reason: str = "",
) -> Done:  # fmt: skip
    """Put a unit under another superior from a day on (变更隶属). Raises Refusal: superior_cycle, not_found, stale."""
    order = Order(by=by, at=at, event="register:unit:moved", object=("unit", unit), key=key, reason=reason)

    def make() -> Change:
        return from_day("organizations", _unit(by, unit, on, version), on, superior=superior)

    return carry_out(order, [superior, on, version], make)


@verb(event="register:unit:line_set", of="unit")
def set_line(
    *, unit: str, line_superior: str | None, line: str | None, on: date, by: Caller, at: datetime,
    version: int | None = None, key: str = "", reason: str = "",
) -> Done:  # fmt: skip
    """Set the vertical line of a unit from a day on: leads, co_leads or guides. Raises Refusal: line_superior_cycle."""
    order = Order(by=by, at=at, event="register:unit:line_set", object=("unit", unit), key=key, reason=reason)

    def make() -> Change:
        found = _unit(by, unit, on, version)
        return from_day("organizations", found, on, line_superior=line_superior, line=line)

    return carry_out(order, [line_superior, line, on, version], make)


@verb(event="register:unit:supervision_set", of="unit")
def set_supervision(
    *, unit: str, supervises: Sequence[str], dispatched_by: str | None, on: date, by: Caller, at: datetime,
    version: int | None = None, key: str = "", reason: str = "",
) -> Done:  # fmt: skip
    """Set which units a resident group supervises, and who dispatched it, from a day on (派驻监督)."""
    order = Order(by=by, at=at, event="register:unit:supervision_set", object=("unit", unit), key=key, reason=reason)

    def make() -> Change:
        found = _unit(by, unit, on, version)
        return from_day("organizations", found, on, supervises=tuple(supervises), dispatched_by=dispatched_by)

    return carry_out(order, [list(supervises), dispatched_by, on, version], make)


@verb(event="register:unit:closed", of="unit")
def close_unit(
    *, unit: str, on: date, by: Caller, at: datetime, succeeded_by: Sequence[str] = (), version: int | None = None,
    key: str = "", reason: str = "",
) -> Done:  # fmt: skip
    """Close a unit from a day on (撤销), with its bodies and posts, their tenures and portfolios.

    Raises Refusal "units_below" while units stand under it.
    """
    order = Order(by=by, at=at, event="register:unit:closed", object=("unit", unit), key=key, reason=reason)

    def make() -> Change:
        closing = _closing(by, unit, on, tuple(succeeded_by), version)
        _check_nothing_below(by, unit, on)
        return closing

    return carry_out(order, [on, list(succeeded_by), version], make)


@verb(event="register:unit:merged")
def merge_units(
    *, units: Sequence[str], into: Organization | str, on: date, by: Caller, at: datetime, key: str = "",
    reason: str = "",
) -> Done:  # fmt: skip
    """Merge units into one from a day on (合并): a new one, given as its row, or one that stands, given by its code.

    The merged units close with their posts and name the one as successor; units under them come under it.
    """
    heir = into if isinstance(into, str) else into.id
    order = Order(by=by, at=at, event="register:unit:merged", object=("unit", heir), key=key, reason=reason)

    def make() -> Change:
        changes = [] if isinstance(into, str) else [change_of(Draft(into))]
        for unit in (each for each in units if each != heir):
            changes.append(_closing(by, unit, on, (heir,), None))
            changes += [
                from_day("organizations", found, on, superior=heir) for found in _below(by, unit, on, {heir, *units})
            ]
        return together(*changes)

    return carry_out(order, [list(units), into, on], make)


@verb(event="register:unit:split", of="unit")
def split_unit(
    *, unit: str, into: Sequence[Organization], on: date, by: Caller, at: datetime, version: int | None = None,
    key: str = "", reason: str = "",
) -> Done:  # fmt: skip
    """Split a unit into new ones from a day on (拆分); it closes with its posts and names them as successors.

    Raises Refusal "units_below" while units stand under it that are not moved first.
    """
    order = Order(by=by, at=at, event="register:unit:split", object=("unit", unit), key=key, reason=reason)

    def make() -> Change:
        closing = _closing(by, unit, on, tuple(each.id for each in into), version)
        _check_nothing_below(by, unit, on)
        return together(change_of(*map(Draft, into)), closing)

    return carry_out(order, [list(into), on, version], make)


@verb(event="register:body:named")
def name_body(*, body: Body, by: Caller, at: datetime, key: str = "", reason: str = "") -> Done:
    """Name a leading body or party organization of a unit (领导班子、党组织)."""
    order = Order(by=by, at=at, event="register:body:named", object=("body", body.id), key=key, reason=reason)
    return carry_out(order, [body], lambda: change_of(Draft(body)))


@verb(event="register:body:closed", of="body")
def close_body(
    *, body: str, on: date, by: Caller, at: datetime, version: int | None = None, key: str = "", reason: str = ""
) -> Done:
    """End a named body from a day on."""
    order = Order(by=by, at=at, event="register:body:closed", object=("body", body), key=key, reason=reason)

    def make() -> Change:
        return ended("bodies", [Look(by).on("bodies", on, version=version, body__code=body)], on)

    return carry_out(order, [on, version], make)


def _unit(by: Caller, unit: str, on: date, version: int | None) -> tuple[int, Organization]:
    return Look(by).on("organizations", on, version=version, unit__code=unit)


def _below(by: Caller, unit: str, on: date, leaving_out: set[str]) -> list[tuple[int, Organization]]:
    found = Look(by).all("organizations", superior__code=unit)
    later = [(id, row) for id, row in found if row.ends_before is None or row.ends_before > on]
    return [(id, row) for id, row in later if row.id not in leaving_out]


def _check_nothing_below(by: Caller, unit: str, on: date) -> None:
    below = _below(by, unit, on, set())
    if below:
        named = "、".join(row.id for _, row in below[:5])
        raise Refusal(
            "units_below", zh=f"该机构之下还有机构（{named}），请先变更其隶属关系或撤销", where="unit",
            en=f"units stand under this one ({named}); move or close them first",
        )  # fmt: skip


def _closing(by: Caller, unit: str, on: date, heirs: tuple[str, ...], version: int | None) -> Change:
    look = Look(by)
    found = look.on("organizations", on, version=version, unit__code=unit)
    later = [each for each in look.all("organizations", unit__code=unit) if each[0] != found[0]]
    posts = look.all("posts", unit__code=unit)
    codes = [row.id for _, row in posts]
    return together(
        ended("organizations", [found], on, succeeded_by=heirs),
        ended("organizations", later, on),
        ended("bodies", look.all("bodies", unit__code=unit), on),
        ended("posts", posts, on),
        ended("tenures", look.all("tenures", post__code__in=codes), on),
        ended("portfolios", look.all("portfolios", post__code__in=codes), on),
    )
