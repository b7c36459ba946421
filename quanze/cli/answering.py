"""One case: from its bytes to its answer, or to one refusal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from quanze.cli.files import read_bytes
from quanze.cli.rules import Rules
from quanze.core.casefile.decoding import Note, decode
from quanze.core.casefile.kinds import CaseId
from quanze.core.casefile.loading import load
from quanze.core.casefile.reading import read_case
from quanze.core.casefile.rulewords import Values
from quanze.core.determination.case import Case
from quanze.core.determination.determine import determine
from quanze.core.determination.result import Sheet
from quanze.core.determination.selection import Switches
from quanze.core.refusals import Refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked of every case: the rules, the two clocks, the switches."""

    rules: Rules
    asked_on: date | None
    known_at: datetime | None
    switches: Switches
    parameters: Values


@dataclass(frozen=True, slots=True)
class Answer:
    """A case with its sheet, and what people should know about how its file was read."""

    case: Case
    sheet: Sheet
    notes: tuple[Note, ...]


def answer(data: bytes, name: str, question: Question) -> Answer:
    """The determination of one case file. Raises Refusal."""
    rules = question.rules
    read = read_case(
        data,
        name=name,
        asked_on=question.asked_on,
        known_at=question.known_at,
        known_findings=rules.known_findings,
        known_parameters=rules.known_parameters,
        known_areas=rules.known_areas,
    )
    rules.check_units(read.case.parameters)
    case = replace(read.case, parameters={**read.case.parameters, **question.parameters})
    return Answer(case, determine(case, rules.library, question.switches), read.notes)


def case_name(place: str) -> str:
    """The id of a case that was refused, if it can be read; else the name of its file."""
    name = place.replace("\\", "/").rsplit("/", 1)[-1] or place
    try:
        value = load(decode(read_bytes(place), name=name)[0], name=name).value
        return CaseId().read(value.get("id"), "id") if isinstance(value, Mapping) else name
    except Refusal:
        return name
