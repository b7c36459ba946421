"""Conditions of a rule in words, as nested as they are written: what must hold, and how it is put together."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from quanze.core.rulebook.comparing import SIGNS as SIGN_OF
from quanze.core.rulebook.conditions import (
    All,
    Always,
    AnyOf,
    Condition,
    FactTest,
    FindingIs,
    Not,
    ParameterTest,
    SomeViolation,
)
from quanze.core.rulebook.counting import Count, InConsecutiveYears, VoteShareBelow
from quanze.core.rulebook.facts import PATHS
from quanze.core.sheet.reader import Reader
from quanze.core.sheet.reasons import fact_name, value_text
from quanze.core.sheet.trials import SIGNS
from quanze.core.words.label import Words, words

SCOPES: Mapping[str, tuple[str, str]] = {
    "party": ("", ""),
    "unit": ("（就其单位而言）", " (about his unit)"),
    "anyone": ("（就任何人而言）", " (about anyone)"),
    "violation": ("（就违纪事实而言）", " (about the violation)"),
    "incident": ("（就事件而言）", " (about the incident)"),
}
COUNTED: Mapping[str, tuple[str, str]] = {
    "violators": ("符合下列条件的违纪人员{0}{1}人", "{0} {1} violators who fit what follows"),
    "violations": ("符合下列条件的违纪事实{0}{1}件", "{0} {1} violations that fit what follows"),
    "decisions": ("符合下列条件的问责决定{0}{1}次", "{0} {1} accountability decisions that fit what follows"),
    "events": ("“{2}”事件{0}{1}次", "{0} {1} events of the kind “{2}”"),
}
HOW_MANY: Mapping[str, tuple[str, str]] = {
    "at_least": ("至少", "at least"),
    "at_most": ("至多", "at most"),
    "exactly": ("正好", "exactly"),
}


# Kinds of events of a unit's own table, which no list of findings names.
KINDS: Words = words(
    inaction=("不作为", "inaction"),
    slow_action=("慢作为", "slow action"),
    misaction=("乱作为", "misaction"),
    appraisal_basic=("年度考核基本称职", "yearly appraisal: basically competent"),
)


class Told(NamedTuple):
    """A condition as a phrase, with the conditions it is made of."""

    text: str
    parts: tuple[Told, ...] = ()

    @property
    def line(self) -> str:
        """The whole of it on one line: parts in brackets."""
        return f"{self.text}【{'｜'.join(part.line for part in self.parts)}】" if self.parts else self.text


def told(condition: Condition, reader: Reader) -> Told:
    """A condition in words. Raises KeyError for a form that nobody taught to speak."""
    return _FORMS[type(condition)](condition, reader)


def _always(_: Any, reader: Reader) -> Told:
    return Told(reader.say("任何情形", "in every case"))


def _all(condition: All, reader: Reader) -> Told:
    return _joined(condition.parts, ("同时具备：", "all of these:"), reader)


def _any(condition: AnyOf, reader: Reader) -> Told:
    findings = [part for part in condition.parts if isinstance(part, FindingIs) and part.wanted and not part.degree]
    scopes = {part.scope for part in findings}
    if len(findings) == len(condition.parts) > 1 and len(scopes) == 1:
        called = [fact_name(f"finding.{part.key}", reader) for part in findings]
        about = reader.say(*SCOPES[scopes.pop()])
        listed = reader.listed((reader.say(f"“{name}”", name) for name in called), by=("、", "; "))
        return Told(reader.say(f"认定下列之一{about}：{listed}", f"any one of these found{about}: {listed}"))
    return _joined(condition.parts, ("具备其中之一：", "any one of these:"), reader)


def _joined(parts: tuple[Condition, ...], lead: tuple[str, str], reader: Reader) -> Told:
    if len(parts) == 1:
        return told(parts[0], reader)
    return Told(reader.say(*lead), tuple(told(part, reader) for part in parts))


def _not(condition: Not, reader: Reader) -> Told:
    inner = condition.part
    if isinstance(inner, FactTest) and isinstance(inner.wanted, bool):
        return _fact(FactTest(inner.path, inner.operator, not inner.wanted), reader)
    if isinstance(inner, FactTest):
        return Told(_tested(fact_name(inner.path, reader), inner.path, inner.operator, inner.wanted, 1, reader))
    return Told(reader.say("不具备：", "this does not hold:"), (told(inner, reader),))


def _finding(condition: FindingIs, reader: Reader) -> Told:
    called = fact_name(f"finding.{condition.key}", reader)
    about = reader.say(*SCOPES[condition.scope])
    if condition.degree:
        degree = reader.word("harm", condition.degree)
        return Told(reader.say(f"认定“{called}”达到{degree}", f"finding “{called}” reaching {degree}") + about)
    if condition.wanted:
        return Told(reader.say(f"认定“{called}”", f"found: {called}") + about)
    return Told(reader.say(f"认定不存在“{called}”", f"found that there is none: {called}") + about)


def _fact(condition: FactTest, reader: Reader) -> Told:
    called = fact_name(condition.path, reader)
    if PATHS.get(condition.path) == "bool":
        answer = value_text(condition.path, condition.wanted, reader)
        return Told(reader.say(f"{called}：{answer}", f"{called}: {answer}"))
    return Told(_tested(called, condition.path, condition.operator, condition.wanted, 0, reader))


def _tested(called: str, path: str, operator: str, wanted: Any, which: int, reader: Reader) -> str:
    """A comparison in words; ``which`` is 0 for the test itself and 1 for its opposite."""
    several = isinstance(wanted, tuple | list | frozenset)
    value = value_text(path, tuple(wanted) if several else wanted, reader)
    value = value.removeprefix(called) or value  # 情节达到严重, not 情节达到情节严重
    zh, en = SIGNS[SIGN_OF[operator]][which]
    if operator == "is" and which == 0:
        return reader.say(f"{called}：{value}", f"{called}: {value}")
    if several and operator == "in":
        value = reader.say(f"下列之一（{value}）", f"these ({value})")
    return reader.say(f"{called}{zh.format(value)}", f"{called}: {en.format(value)}")


def _parameter(condition: ParameterTest, reader: Reader) -> Told:
    called = fact_name(f"parameter.{condition.name}", reader)
    path = f"parameter.{condition.name}"
    return Told(_tested(called, path, condition.operator, condition.wanted, 0, reader))


def _violation(condition: SomeViolation, reader: Reader) -> Told:
    lead = reader.say("有一件违纪违法事实符合：", "some violation fits this:")
    return Told(lead, (told(condition.where, reader),))


def _count(condition: Count, reader: Reader) -> Told:
    many, kind = reader.say(*HOW_MANY[condition.operator]), ""
    if condition.kind:
        kind = kind_text(condition.kind, reader)
    text = reader.say(*COUNTED[condition.of]).format(many, condition.number, kind) + _window(condition, reader)
    if isinstance(condition.where, Always):
        return Told(text)
    return Told(reader.say(f"{text}：", f"{text}:"), (told(condition.where, reader),))


def kind_text(kind: str, reader: Reader) -> str:
    """What a kind of event is called."""
    if kind in KINDS:
        return KINDS[kind].text(reader.lang)
    return reader.text(reader.findings.get(kind)) or kind.replace("_", " ")


def _window(condition: Count, reader: Reader) -> str:
    months = condition.within_months
    if months is None:
        return ""
    if isinstance(months, str):
        name = months.removeprefix("$")
        return reader.say(f"（在参数“{name}”所定的月数内）", f" (within the months that the parameter {name} sets)")
    return reader.say(f"（{months}个月内）", f" (within {months} months)")


def _years(condition: InConsecutiveYears, reader: Reader) -> Told:
    if condition.of == "last_places":
        return Told(
            reader.say(f"连续{condition.years}年排名末位", f"last place in {condition.years} consecutive years")
        )
    called, years = kind_text(condition.kind or "", reader), condition.years
    return Told(reader.say(f"“{called}”连续{years}年发生", f"“{called}” in {years} consecutive years"))


def _votes(condition: VoteShareBelow, reader: Reader) -> Told:
    percent = condition.percent
    return Told(
        reader.say(
            f"民主测评中优秀、称职、基本称职票合计不足有效票的{percent}%",
            f"excellent, competent and basically competent votes together below {percent} % of the valid ballots",
        )
    )


_FORMS: Mapping[type, Callable[[Any, Reader], Told]] = {
    Always: _always,
    All: _all,
    AnyOf: _any,
    Not: _not,
    FindingIs: _finding,
    FactTest: _fact,
    ParameterTest: _parameter,
    SomeViolation: _violation,
    Count: _count,
    InConsecutiveYears: _years,
    VoteShareBelow: _votes,
}
