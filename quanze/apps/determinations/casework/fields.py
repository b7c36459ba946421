"""The form of a case as a page shows it: every slot with its value as text, its choices, its fault."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from quanze.apps.determinations.casework.faults import Faults
from quanze.apps.determinations.casework.filling import NO_METHODS, value_at
from quanze.apps.determinations.casework.notes import ENDING, fact_of, note_on
from quanze.apps.determinations.casework.slots import PARTS, Part, Slot
from quanze.apps.determinations.rules import Rules
from quanze.core.words import GROUPS, METHOD_GROUPS, Label

CODES = frozenset({"unit", "post", "person", "people", "about"})
SANCTIONS = ("party", "state")
SPARE = 2  # empty pickers after those of a list of people


class Choice(NamedTuple):
    """One value that can be chosen."""

    value: str
    label: Label
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A slot on the page. ``shows`` is how it is drawn; ``text`` the name behind a code; ``hints`` codes to take over."""

    name: str
    label: Label
    shows: str
    value: str = ""
    text: str = ""
    kind: str = ""
    choices: tuple[Choice, ...] = ()
    help: Label | None = None
    fault: Label | None = None
    wide: bool = False
    needed: bool = False
    below: tuple[Field, ...] = ()
    note: Field | None = None

    @property
    def must(self) -> bool | None:
        """True where it must be filled in; None, not False, elsewhere: blank is an answer, too (unknown)."""
        return True if self.needed else None

    @property
    def lines(self) -> int:
        """How many lines a text of several needs."""
        return self.value.count("\n") + 1

    @property
    def title(self) -> Label:
        """The label, with a word where it must be filled in."""
        return Label(f"{self.label.zh}（必填）", f"{self.label.en} (required)") if self.needed else self.label

    @property
    def id(self) -> str:
        """The name as an id: without brackets."""
        return self.name.replace("[", "-").replace("].", "-").replace("]", "").replace(".", "-")


class Row(NamedTuple):
    """One row of a part: where it stands in the case and its id there."""

    path: str
    id: str
    fields: tuple[Field, ...]


class Shown(NamedTuple):
    """A part on the page; ``rows`` where it repeats."""

    part: Part
    fields: tuple[Field, ...]
    rows: tuple[Row, ...]
    opened: bool


class Place(NamedTuple):
    """A fault in the list on top: what it is about, in words, and where on the page it is mended."""

    label: Label
    told: Label
    id: str


def places_of(faults: Faults, parts: Sequence[Shown]) -> list[Place]:
    """Every fault with its field; one that has none on the page stands by its path."""
    shown = list(_titled(parts))
    fields = {field.name: (title, field) for title, field in shown}
    fields |= {field.note.name: (title, field.note) for title, field in shown if field.note is not None}
    found = []
    for where, told in faults.items():
        named = next((name for name in fields if where == name or where.startswith(f"{name}[")), None)
        if named is None:
            found.append(Place(Label(where, where), told, ""))
            continue
        title, field = fields[named]
        label = Label(f"{title.zh} · {field.label.zh}", f"{title.en} · {field.label.en}")
        # The input of a picker has an id of its own.
        found.append(Place(label, told, f"pick-{field.id}" if field.shows == "picker" else field.id))
    return found


def _titled(parts: Sequence[Shown]) -> Iterator[tuple[Label, Field]]:
    for shown in parts:
        yield from ((shown.part.label, field) for field in shown.fields)
        for number, row in enumerate(shown.rows, 1):
            title = Label(f"{shown.part.label.zh} {number}", f"{shown.part.label.en} {number}")
            yield from ((title, field) for field in row.fields)


NEEDED = frozenset({"id", "area", "dates.asked_on", "incident.organization", "finding"})


def codes_in(case: Mapping[str, Any]) -> Iterator[str]:
    """Every code that the form of a case shows, for finding the names behind them."""
    for part in PARTS:
        places = [f"{part.rows}[{place}]." for place in range(len(case.get(part.rows) or ()))] if part.rows else [""]
        for slot in part.slots:
            if slot.kind in CODES:
                for above in places:
                    value = value_at(case, f"{above}{slot.path}")
                    yield from (str(each) for each in (value if isinstance(value, list) else [value]) if each)


def parts_of(
    case: Mapping[str, Any], faults: Faults, rules: Rules, name: Callable[[str], str], spare: str = ""
) -> list[Shown]:
    """The whole form. ``name`` gives the name behind a code; ``spare`` a list that gets an empty row more."""
    return [_part(part, case, faults, rules, name, spare) for part in PARTS]


def _part(part: Part, case: Mapping[str, Any], faults: Faults, rules: Rules, name: Any, spare: str) -> Shown:
    def field(slot: Slot, above: str, about: str = "") -> Field:
        found, fact = _field(slot, above, case, faults, rules, name), fact_of(slot.path, part.rows)
        return found if fact is None else replace(found, note=_note(found, case, faults, fact, about))

    if not part.rows:
        fields = tuple(field(slot, "") for slot in part.slots)
        touched = any(each.value or each.fault or any(b.value for b in each.below) for each in fields)
        return Shown(part, fields, (), part.opened or touched)
    listed = case.get(part.rows)
    rows = listed if isinstance(listed, list) else []
    count = len(rows) + (1 if spare == part.rows or (not rows and part.rows == "violations") else 0)
    made = []
    for place in range(count):
        path = f"{part.rows}[{place}]"
        row = rows[place] if place < len(rows) and isinstance(rows[place], dict) else {}
        about = str(row.get("id") or "")
        made.append(Row(path, about, tuple(field(slot, f"{path}.", about) for slot in part.slots)))
    return Shown(part, (), tuple(made), True)


def _field(
    slot: Slot, above: str, case: Mapping[str, Any], faults: Faults, rules: Rules, name: Callable[[str], str]
) -> Field:
    path = f"{above}{slot.path}"
    value = value_at(case, path)
    told: dict[str, Any] = {
        "name": path, "label": slot.label, "help": slot.help if slot.help.zh else None, "wide": slot.wide,
        "fault": _fault(path, faults), "needed": slot.path in NEEDED,
    }  # fmt: skip
    if slot.kind == "people":
        chosen = [str(each) for each in value] if isinstance(value, list) else []
        below = tuple(
            Field(name=f"{path}[{place}]", label=slot.label, shows="picker", kind="person", value=code, text=name(code))
            for place, code in enumerate([*chosen, *[""] * SPARE])
        )
        return Field(**told, shows="people", below=below)
    if slot.kind in ("unit", "post", "person"):
        code = as_typed(value)
        return Field(**told, shows="picker", kind=slot.kind, value=code, text=name(code))
    if choices := _choices(slot, value, case, above, rules):
        return Field(**told, shows=_CHOOSES.get(slot.kind, "select"), choices=choices, value=as_typed(value))
    code = as_typed(value)
    return Field(**told, shows=_shows(slot.kind, code), value=code, text=name(code) if slot.kind == "about" else "")


def _note(field: Field, case: Mapping[str, Any], faults: Faults, fact: str, about: str) -> Field:
    """Where it is written on what the answer in a field rests."""
    path = f"{field.name}{ENDING}"
    label = Label(f"{field.label.zh}的依据（一行一项）", f"{field.label.en}: evidence (one a line)")
    value = as_typed(note_on(case, fact, about or None).get("evidence"))
    return Field(name=path, label=label, shows="lines", value=value, fault=_fault(path, faults))


def _fault(path: str, faults: Faults) -> Label | None:
    """The fault of a slot: at its path or at one of its entries."""
    return next((told for where, told in faults.items() if where == path or where.startswith(f"{path}[")), None)


_CHOOSES = {"flag": "radio", "value": "radio", "methods": "checks"}
_SHOWS = {"lines": "lines", "money": "money", "count": "count", "area": "area"}


def _shows(kind: str, value: str) -> str:
    if kind == "day":
        whole = len(value) == len("2026-11-21") and value[4] == value[7] == "-"
        return "day" if not value or whole else "text"
    return _SHOWS.get(kind, "text")


def as_typed(value: Any) -> str:
    """A value of a case as the text that stands in its field."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value, "f")
    return "\n".join(str(each) for each in value) if isinstance(value, list) else str(value)


YES_NO = (("true", Label("是", "yes")), ("false", Label("否", "no")), ("", Label("不清楚", "not clear")))


def _choices(slot: Slot, value: Any, case: Any, above: str, rules: Rules) -> tuple[Choice, ...]:
    if slot.kind == "methods":
        return sanctions(value)
    if slot.kind == "word":
        return words(slot.words, as_typed(value))
    if slot.kind == "flag":
        return _of(YES_NO, as_typed(value))
    if slot.kind == "finding":
        pairs = [("", Label("", "")), *((key, Label(t["zh"], t["en"])) for key, t in rules.findings.items())]
        return _of(pairs, as_typed(value))
    if slot.kind == "value":
        return values_of(as_typed(value_at(case, f"{above}finding")), as_typed(value), rules)
    return ()


def values_of(finding: str, value: str, rules: Rules) -> tuple[Choice, ...]:
    """What may be answered to a finding: its degrees where it is graded, else yes and no; and not clear."""
    degrees = rules.known_findings.get(finding)
    if not degrees:
        return _of(YES_NO, value)
    return _of([*((key, degree(key)) for key in degrees), YES_NO[2]], value)


def words(group: str, value: str, *, blank: Label = Label("未知", "unknown")) -> tuple[Choice, ...]:  # noqa: B008
    """A closed list with "unknown" first; a value outside it (free text of a file) stays."""
    pairs = [("", blank), *GROUPS[group].items()]
    if value and value not in GROUPS[group]:
        pairs.append((value, Label(value, value)))
    return _of(pairs, value)


def sanctions(value: Any) -> tuple[Choice, ...]:
    """Party and state sanctions, and "none"; nothing chosen is unknown."""
    chosen = {str(each) for each in value} if isinstance(value, list) else set()
    named = {key: GROUPS["method"][key] for group in SANCTIONS for key in METHOD_GROUPS[group]}
    others = {key: GROUPS["method"].get(key, Label(key, key)) for key in sorted(chosen - named.keys())}
    none = Choice(NO_METHODS, Label("查明没有受处分", "none, as established"), value == [])
    return (*(Choice(key, label, key in chosen) for key, label in (named | others).items()), none)


def degree(key: str) -> Label:
    found = (GROUPS[group][key] for group in ("influence", "consequence", "loss", "harm") if key in GROUPS[group])
    return next(found, Label(key, key))


def _of(pairs: Iterable[tuple[str, Label]] | Sequence[tuple[str, Label]], value: str) -> tuple[Choice, ...]:
    return tuple(Choice(key, label, key == value) for key, label in pairs)
