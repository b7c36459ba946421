"""What an example gives: only facts that rules know, so that a slip of the pen proves nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from quanze.core.refusals import Refusal
from quanze.core.rulebook.examples import LISTS
from quanze.core.rulebook.facts import PATHS
from quanze.core.rulebook.models import Example, Rulebook
from quanze.core.rulebook.parsing import fault, only

# Fields of listed things beside the facts of the same prefix.
FIELDS: Mapping[str, frozenset[str]] = {
    "violations": frozenset({"person", "concluded_on"}),
    "decisions": frozenset({"decided_on"}),
    "events": frozenset({"about", "kind", "on"}),
    "placings": frozenset({"about", "group", "year", "place", "of"}),
    "votes": frozenset({"about", "on", "valid", "excellent", "competent", "basic", "poor"}),
}
DATES = frozenset({"decided_on", "restored_on", "asked_on", "months"})


def faults(rulebook: Rulebook, example: Example, findings: frozenset[str], where: str) -> Iterator[Refusal]:
    """Every fact an example gives that no rule could ask for."""
    known = {
        *PATHS,
        *LISTS,
        *DATES,
        *(f"finding.{key}" for key in findings),
        *(f"parameter.{name}" for name in rulebook.parameters),
    }
    try:
        only(example.given, known, f"{where}.given")
        for name in LISTS & set(example.given):
            for number, thing in enumerate(_list(example.given[name], f"{where}.given.{name}")):
                only(thing, _fields(name), f"{where}.given.{name}[{number}]")
    except Refusal as refusal:
        yield refusal


def _fields(name: str) -> set[str]:
    prefix = f"{name.removesuffix('s')}."
    return {path.removeprefix(prefix) for path in PATHS if path.startswith(prefix)} | FIELDS[name]


def _list(value: Any, where: str) -> list[Mapping[str, Any]]:
    if not isinstance(value, list) or not all(isinstance(item, Mapping) for item in value):
        raise fault(where, "应为映射的列表", "a list of mappings is needed")
    return value
