"""What the register already holds of what a form asks: values to begin with, and lists to choose from."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from quanze.apps.organizations.forms.asks import OF_ROWS, Ask
from quanze.apps.organizations.forms.chosen import Chosen, Standing
from quanze.apps.organizations.forms.verbs import Verb
from quanze.apps.organizations.forms.wording import thing_of
from quanze.apps.pages.language import language
from quanze.core.words.vocabulary import label

Choices = Mapping[str, list[tuple[str, str]]]
# Verbs about somebody who holds the chosen post already.
_OF_HOLDERS = frozenset({"remove", "transfer", "promote", "retire", "record_absence"})
_PLAIN: Mapping[str, Any] = {"seats": 1, "manner": "in_charge", "now": "in_post"}
# Verbs whose fields begin with what the unit or post was until then.
_AS_IT_WAS = {
    "rename_unit": "unit", "move_unit": "unit", "set_line": "unit", "set_supervision": "unit", "set_authority": "post",
}  # fmt: skip


def initial_of(verb: Verb, chosen: Chosen, day: date, row: Any = None) -> dict[str, Any]:
    """Values to begin with on a day; those of the record (``row``) that is corrected."""
    if row is not None and verb.corrects != "any" and verb.name != "end_portfolio":
        told = {each.name: _typed(row, each) for each in OF_ROWS[verb.corrects]}
        return told | {"starts_on": row.starts_on, "ends_before": row.ends_before}
    found = {each.name: _PLAIN[each.name] for each in verb.asks if each.name in _PLAIN}
    found |= {name: day for name in ("on", "starts_on") if any(each.name == name for each in verb.asks)}
    found |= _chosen(verb, chosen, day)
    return found | _as_it_was(verb, chosen, day)


def _typed(row: Any, each: Ask) -> Any:
    """A value as its field takes it: yes and no are words of a list where a third answer may stand beside them."""
    value = getattr(row, each.name)
    return {True: "yes", False: "no", None: ""}[value] if each.kind == "maybe" else value


def _chosen(verb: Verb, chosen: Chosen, day: date) -> dict[str, Any]:
    unit, post, person = (chosen.code(kind) for kind in ("unit", "post", "person"))
    above = getattr(chosen.own("unit", day), "superior", None)
    values: dict[str, Any] = {
        "unit": unit, "organization": unit, "of": unit, "units": (unit,) if unit else (), "new_superior": above,
        "superior": unit if verb.name == "establish_unit" else None, "from_post": post, "person": person,
        "post": post,
    }  # fmt: skip
    tenures = chosen.of("tenures", day)
    if person and not post and len(tenures) == 1:
        values |= {"from_post": tenures[0].row.post} | ({"post": tenures[0].row.post} if verb.name == "remove" else {})
    if post and not person and len(tenures) == 1 and verb.name in _OF_HOLDERS:
        values["person"] = tenures[0].row.person
    return {each.name: values[each.name] for each in verb.asks if values.get(each.name)}


def _as_it_was(verb: Verb, chosen: Chosen, day: date) -> dict[str, Any]:
    kind = _AS_IT_WAS.get(verb.name)
    row = chosen.own(kind, day) if kind else None
    if row is None:
        return {}
    fields = ("name", "superior", "line_superior", "line", "supervises", "dispatched_by", "managed_by", "co_managed_by")
    return {each.name: getattr(row, each.name) for each in verb.asks if each.name in fields}


def choices_of(verb: Verb, chosen: Chosen, day: date) -> Choices:
    """Lists for fields that can only be one of a few standing things: field → (code, name)."""
    found: dict[str, list[tuple[str, str]]] = {}
    asked = {each.name for each in verb.asks}
    tenures = chosen.of("tenures", day)
    if "body" in asked:
        found["body"] = [(each.row.id, _body(chosen, each)) for each in chosen.of("bodies", day)]
    if "post" in asked and chosen.code("unit") and not chosen.code("post"):
        found["post"] = [(each.row.id, thing_of(each.row, chosen.names)) for each in chosen.of("posts", day)]
    if chosen.code("person"):
        held = [(each.row.post, chosen.names.post(each.row.post)) for each in tenures if _is(chosen, "person", each)]
        found |= {"from_post": held} if "from_post" in asked else {}
        found |= {"post": held} if verb.name == "remove" and not chosen.code("post") else {}
    elif chosen.code("post") and verb.name in _OF_HOLDERS:
        holders = [each.row.person for each in tenures if _is(chosen, "post", each)]
        found["person"] = [(code, chosen.names.person(code)) for code in dict.fromkeys(holders)]
    return {name: listed for name, listed in found.items() if listed}


def _is(chosen: Chosen, kind: str, standing: Standing) -> bool:
    return bool(getattr(standing.row, kind) == chosen.code(kind))


def _body(chosen: Chosen, standing: Standing) -> str:
    row = standing.row
    return f"{chosen.names.unit(row.of)}·{label('body_kind', row.kind, language())} {row.id}"
