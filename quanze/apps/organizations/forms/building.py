"""From what was typed to the arguments of the service; rows are made here, checked there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from datetime import date
from typing import Any

from quanze.apps.access.caller import Caller
from quanze.apps.access.checks import not_found
from quanze.apps.organizations.forms.asks import ROW_TYPES
from quanze.apps.organizations.forms.chosen import Standing
from quanze.apps.organizations.forms.making import BECAUSE
from quanze.apps.organizations.forms.verbs import Verb
from quanze.apps.organizations.selectors import timeline, unit_of
from quanze.apps.people.services import PersonFacts
from quanze.core.refusals import Refusal
from quanze.core.register import Organization, Person

Values = Mapping[str, Any]
_MAYBE = {"yes": True, "no": False, "": None}


def arguments(verb: Verb, cleaned: Values, record: Standing | None, by: Caller) -> dict[str, Any]:
    """The service's own arguments, without who, when and why.

    Raises Refusal: no_heir, not_found for what the caller may not see.
    """
    values = {each.name: _value(cleaned[each.name], each.kind) for each in verb.asks}
    if verb.special:
        return _SPECIAL[verb.special](values, by)
    if record is not None:
        return _about_record(verb, values, record)
    if verb.row is None:
        return values
    argument, name = verb.row
    return {argument: ROW_TYPES[name](**values)}


def _value(value: Any, kind: str) -> Any:
    if kind in ("units", "targets", "words"):
        return tuple(value)
    if kind == "maybe":
        return _MAYBE[value]
    return None if value == "" else value


def _about_record(verb: Verb, values: dict[str, Any], record: Standing) -> dict[str, Any]:
    if verb.corrects == "any":
        return {"name": record.list, "version": record.record}
    if verb.name == "end_portfolio":
        return {"version": record.record, **values}
    return {"version": record.record, "row": replace(record.row, recorded_at=None, superseded_at=None, **values)}


def _merge(values: dict[str, Any], by: Caller) -> dict[str, Any]:
    into = values["into"]
    if (into is None) == (values["new_id"] is None):
        raise Refusal(
            "no_heir", zh="请填写并入的已有机构，或者新机构的编号、名称、类别和上级，二者取一", where="into",
            en="give either the standing unit to merge into, or code, name, kind and superior of a new one",
        )  # fmt: skip
    if into is None:
        missing = next((each for each in ("new_name", "new_kind", "new_superior") if values[each] is None), "")
        if missing:
            raise Refusal("missing", zh="请填写", en="this is needed for a new unit", where=missing)
        into = Organization(
            id=values["new_id"], name=values["new_name"], kind=values["new_kind"], superior=values["new_superior"],
            starts_on=values["on"],
        )  # fmt: skip
    return {"units": values["units"], "into": into, "on": values["on"]}


def _split(values: dict[str, Any], by: Caller) -> dict[str, Any]:
    row = _unit_on(by, values["unit"], values["on"])
    new = tuple(
        Organization(
            id=code, name=name, kind=row.kind, level=row.level, superior=row.superior, starts_on=values["on"],
        )
        for code, name in values["into"]
    )  # fmt: skip
    return {"unit": values["unit"], "into": new, "on": values["on"]}


def _unit_on(by: Caller, code: str, day: date) -> Any:
    for moment in timeline(by, "unit", code):
        row = moment.row
        if moment.list == "organizations" and row.superseded_at is None and Standing("", 0, row).holds_on(day):
            return row
    raise not_found("unit")


def _enter(values: dict[str, Any], by: Caller) -> dict[str, Any]:
    unit = unit_of(by, values["unit"])
    facts = PersonFacts(
        name=values["name"], identity_no=values["identity_no"] or "", birth=values["birth"],
        gender=values["gender"] or "", party_member=values["party_member"], category=values["category"] or "",
        now=values["now"] or "", unit_id=unit.pk,
    )  # fmt: skip
    row = Person(**{each.name: values[each.name] for each in fields(Person) if each.name in values})
    return {"person": facts, "row": row}


_SPECIAL: Mapping[str, Callable[[dict[str, Any], Caller], dict[str, Any]]] = {
    "merge": _merge, "split": _split, "enter": _enter,
}  # fmt: skip


def reason_of(cleaned: Values) -> str:
    """Why, as it goes into the record."""
    return str(cleaned[BECAUSE]).replace("\0", "").strip()
