"""Answers to questions, written into the case: a finding with its evidence, or a fact of the incident."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from quanze.apps.determinations.casework.fields import YES_NO, Choice, Field, as_typed, sanctions, values_of, words
from quanze.apps.determinations.casework.filling import Given, put, typed
from quanze.apps.determinations.casework.notes import note_on, put_note, rows_of
from quanze.apps.determinations.casework.text import Case
from quanze.apps.determinations.rules import Rules
from quanze.core.casefile.rulewords import Rules as RuleWords
from quanze.core.determination.result import Question
from quanze.core.words import Label

WORDS = {
    "incident.influence": "influence", "incident.consequence": "consequence", "incident.loss": "loss",
    "incident.circumstances": "circumstances", "incident.harm": "harm", "incident.field": "field",
    "incident.decision_by": "decision_by", "violation.investigated_by": "level",
}  # fmt: skip
MONEY = frozenset({"incident.loss_yuan", "violation.amount_yuan"})
UNCLEAR = Label("不清楚", "not clear")
_WHOLE = frozenset({"months", "days", "years"})


class Noted(NamedTuple):
    """Who found it, when, and on what evidence: kept with every answer of a round."""

    by: str
    on: Any
    evidence: list[str] | None


def field_for(question: Question, name: str, rules: Rules, units: RuleWords) -> tuple[Field, ...]:
    """The field or fields in which a question is answered; ``name`` is the name of the first."""
    label = Label("答复", "Answer")
    told: dict[str, Any] = {"name": name, "label": label}
    room, _, key = question.fact.partition(".")
    if room == "finding":
        return (Field(**told, shows="radio", choices=values_of(key, "", rules)),)
    if question.fact in WORDS:
        shown = "select" if question.fact == "incident.field" else "radio"
        found = words(WORDS[question.fact], "", blank=UNCLEAR)
        return (Field(**told, shows=shown, choices=(*found[1:], found[0])),)
    if question.fact == "violation.sanctions":
        return (Field(**told, shows="checks", choices=sanctions(None)),)
    if question.fact in MONEY:
        return (Field(**told, shows="money"),)
    if question.fact == "dates.conduct":
        ends = (("from", Label("第一日", "First day")), ("to", Label("最后一日", "Last day")))
        return tuple(Field(name=f"{name}.{end}", label=text, shows="day") for end, text in ends)
    if room == "parameter":
        return (_parameter(question, told, units),)
    return (Field(**told, shows="radio", choices=tuple(Choice(value, text, value == "") for value, text in YES_NO)),)


def _parameter(question: Question, told: dict[str, Any], units: RuleWords) -> Field:
    unit = units.units.get(parameter_of(question, units) or "")
    if unit == "switch":
        return Field(**told, shows="radio", choices=tuple(Choice(v, text, v == "") for v, text in YES_NO))
    return Field(**told, shows="day" if unit == "date" else "count" if unit in _WHOLE else "text")


def parameter_of(question: Question, units: RuleWords) -> str | None:
    """The full key of a parameter that is asked for: the rulebook's id before its name."""
    name = question.fact.partition(".")[2]
    packs = dict.fromkeys(decided.rpartition(": ")[2].partition(" ")[0] for decided in question.decides)
    return next((key for key in (name, *(f"{pack}.{name}" for pack in packs)) if key in units.units), None)


def answered(
    case: Case, question: Question, name: str, given: Given, noted: Noted, rules: Rules, units: RuleWords
) -> bool:
    """Write an answer into the case. False if it was left open or "not clear"."""
    value = value_given(question, name, given, units)
    _note(case, question, value, noted)
    if value is None:
        return False
    room, _, key = question.fact.partition(".")
    if room == "finding":
        _find(case, question, key, value, noted)
    elif room == "violation":
        for row in rows_of(case, "violations"):
            if row.get("id") == question.about:
                row[key] = value
    elif room == "parameter":
        full = parameter_of(question, units)
        if full is None:
            return False
        given_before = case.get("parameters")
        case["parameters"] = (given_before if isinstance(given_before, dict) else {}) | {full: value}
    elif question.fact == "incident.decision_by":
        put(case, "incident.decision.by", value)
    elif question.fact == "dates.conduct":
        for end, day in value.items():
            put(case, f"dates.conduct.{end}", day)
    else:
        put(case, question.fact, value)
    return True


def value_given(question: Question, name: str, given: Given, units: RuleWords) -> Any:
    """What a question was answered with; None: left open or "not clear"."""
    fact = question.fact
    if fact == "dates.conduct":
        found = {end: typed("day", given.getlist(f"{name}.{end}")) for end in ("from", "to")}
        return {end: day for end, day in found.items() if day is not None} or None
    if fact.startswith("parameter."):
        unit = units.units.get(parameter_of(question, units) or "")
        return typed("count" if unit in _WHOLE else "flag" if unit == "switch" else "text", given.getlist(name))
    kind = "methods" if fact == "violation.sanctions" else "money" if fact in MONEY else "value"
    return typed(kind, given.getlist(name))


def _note(case: Case, question: Question, value: Any, noted: Noted) -> None:
    """What the answer rests on. A finding that was made carries it itself; "not clear" needs nobody's name alone."""
    carried = question.fact.startswith("finding.") and value is not None
    told = Noted("", None, None) if carried or (value is None and not noted.evidence) else noted
    put_note(case, question.fact, _about(question), evidence=told.evidence, by=told.by, on=told.on)


def _about(question: Question) -> str | None:
    """Whom a note is about: only findings and facts of violations are about somebody."""
    return question.about if question.fact.partition(".")[0] in ("finding", "violation") else None


def evidence_so_far(case: Mapping[str, Any], question: Question) -> str:
    """What was noted for a question before, one item a line."""
    key = question.fact.partition(".")[2]
    found = note_on(case, question.fact, _about(question)).get("evidence")
    if found is None and question.fact.startswith("finding."):
        made = ((row.get("about"), row.get("finding"), row.get("evidence")) for row in rows_of(case, "findings"))
        found = next((listed for about, finding, listed in made if (about, finding) == (question.about, key)), None)
    return "\n".join(str(each) for each in found) if isinstance(found, list) else ""


def _find(case: Case, question: Question, key: str, value: Any, noted: Noted) -> None:
    """A finding; an earlier one on the same is replaced."""
    kept = [
        row for row in rows_of(case, "findings") if (row.get("about"), row.get("finding")) != (question.about, key)
    ]  # fmt: skip
    made = {"about": question.about, "finding": key, "value": value, "by": noted.by or None, "on": noted.on}
    case["findings"] = [*kept, {k: v for k, v in (made | {"evidence": noted.evidence}).items() if v is not None}]


def given_before(case: Mapping[str, Any]) -> Iterable[tuple[str, str, str]]:
    """The findings so far as (about, finding, value), for the page."""
    for row in rows_of(case, "findings"):
        yield str(row.get("about") or ""), str(row.get("finding") or ""), as_typed(row.get("value"))
