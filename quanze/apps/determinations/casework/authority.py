"""Who found what is answered: an answer that only people with authority give names them and the day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from quanze.apps.determinations.casework.answers import Noted, value_given
from quanze.apps.determinations.casework.asking import key_of
from quanze.apps.determinations.casework.fields import Field
from quanze.apps.determinations.casework.filling import Given, typed
from quanze.core.casefile.days import Day
from quanze.core.casefile.kinds import Text
from quanze.core.casefile.rulewords import Rules as RuleWords
from quanze.core.determination.result import Question
from quanze.core.refusals import Refusal
from quanze.core.words import Label

NO_BODY = Label(
    "请写明作出认定的机关或人：认定只能由有权的机关或人作出，不由填写人作出",
    "name the body or person who found it: only those with authority find, never whoever fills this in",
)
NO_DAY = Label("请写明作出认定的日期", "give the day on which it was found")
FUTURE = Label("认定之日在今天之后，请核对", "the day lies after today; check it")


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A round as it was sent: by question its answers and evidence, who found it and when, and what is wrong with these."""

    by: str = ""
    on: str = ""
    answers: Mapping[str, Mapping[str, Sequence[str]]] = field(default_factory=dict)
    evidence: Mapping[str, str] = field(default_factory=dict)
    faults: Mapping[str, Label] = field(default_factory=dict)


NOTHING = Said()


def noted_in(given: Given, name: str) -> Noted:
    """Who found an answer of the round, when, and on what evidence; ``name`` is the name of its field."""
    lines = typed("lines", given.getlist(f"{name}.evidence"))
    return Noted(_last(given, "by").strip(), typed("day", given.getlist("on")), lines)


def faults_in(given: Given, sent: Sequence[tuple[Question, str]], today: date, units: RuleWords) -> Said:
    """The round with what is wrong with its authority; findings that are answered need one, other facts may have it."""
    found = [question for question, name in sent if value_given(question, name, given, units) is not None]
    needed = any(question.kind == "judgement" or question.fact.startswith("finding.") for question in found)
    faults = {"by": _fault_of_body(given, needed), "on": _fault_of_day(given, needed, today)}
    return Said(
        by=_last(given, "by"), on=_last(given, "on"),
        answers={key_of(question): _sent(given, name) for question, name in sent},
        evidence={key_of(question): _last(given, f"{name}.evidence") for question, name in sent},
        faults={name: fault for name, fault in faults.items() if fault is not None},
    )  # fmt: skip


def said_before(fields: Sequence[Field], name: str, sent: Mapping[str, Sequence[str]] | None) -> tuple[Field, ...]:
    """The fields of a question with what was sent in them; ``sent`` by what follows the name, None: nothing was."""
    if sent is None:
        return tuple(fields)
    return tuple(_again(each, sent.get(each.name.removeprefix(name), ())) for each in fields)


def _again(one: Field, values: Sequence[str]) -> Field:
    chosen = set(values or ("",))
    choices = tuple(choice._replace(chosen=choice.value in chosen) for choice in one.choices)
    return replace(one, value=(values or ("",))[-1], choices=choices)


def _sent(given: Given, name: str) -> Mapping[str, Sequence[str]]:
    """What follows the name of a field → what was sent under it: "" the field itself, ".from" an end of the conduct."""
    return {end: given.getlist(f"{name}{end}") for end in ("", ".from", ".to")}


def _fault_of_body(given: Given, needed: bool) -> Label | None:
    name = _last(given, "by").strip()
    if not name:
        return NO_BODY if needed else None
    return _refused(Text(200), name)


def _fault_of_day(given: Given, needed: bool, today: date) -> Label | None:
    day = typed("day", given.getlist("on"))
    if day is None:
        return NO_DAY if needed else None
    return _refused(Day(), day) or (FUTURE if day > today else None)


def _refused(kind: Text | Day, value: object) -> Label | None:
    try:
        kind.read(value, "")
    except Refusal as refusal:
        return Label(refusal.zh, refusal.en)
    return None


def _last(given: Given, name: str) -> str:
    return (given.getlist(name) or [""])[-1].replace("\r\n", "\n")
