"""Facts in plain words: 违纪金额1,200,000元（120万元），达到1,000,000元（100万元）."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from quanze.core.rulebook.facts import PATHS
from quanze.core.rulebook.verdict import Reason
from quanze.core.sheet.facts import FACTS, MONEY, VALUE_GROUPS
from quanze.core.sheet.labels import known
from quanze.core.sheet.numerals import yuan_text
from quanze.core.sheet.reader import Reader
from quanze.core.sheet.trials import SIGNS, Trial, meets, trial

FEW = 3  # up to so many open facts stand in words; more of them are named by the numbers of their questions


def fact_name(fact: str, reader: Reader) -> str:
    """What a fact is called; a finding by its label, a parameter by the name one sets it with."""
    room, _, tail = fact.partition(".")
    if room == "parameter":
        return reader.say(f"参数“{tail}”", f"parameter “{tail}”")
    if fact in FACTS:
        return FACTS[fact].text(reader.lang)
    key = tail if room == "finding" else fact
    if key in reader.findings:
        return reader.text(reader.findings[key])
    return reader.word("finding", key) if known("finding", key) else _counted(room, tail or fact, reader)


def _counted(room: str, tail: str, reader: Reader) -> str:
    called = reader.text(reader.findings.get(tail)) or tail.replace("_", " ")
    if room == "count":
        return reader.say(f"“{called}”事件次数", f"number of “{called}” events")
    return f"“{called}”"


def reason_text(reason: Reason, reader: Reader) -> str:
    """One fact used, as a sentence part: whom it is about, its value, and the test it met or failed."""
    about = f"{reader.name(reason.about)}：" if reason.about else ""
    about = about if reader.lang == "zh" else about.replace("：", ": ")
    return about + _stated(reason, reader) + _tested(reason, reader)


def missing_text(missing: Mapping[str, Any], reader: Reader) -> str:
    """A fact that is not known, with whom it is about."""
    fact, about = str(missing.get("fact", "")), missing.get("about")
    called = fact_name(fact, reader)
    if fact.startswith("finding."):
        called = reader.say(f"是否“{called}”", f"whether or not: {called}")
    elif PATHS.get(fact) == "bool":
        called = reader.say(f"是否{called}", f"whether or not: {called}")
    if not about:
        return called
    return reader.say(f"{called}（{reader.name(about)}）", f"{called} ({reader.name(about)})")


def missing_texts(missing: Iterable[Mapping[str, Any]], reader: Reader) -> str:
    """Facts that are not known, as a list without repetition."""
    return reader.listed(dict.fromkeys(missing_text(item, reader) for item in missing), by=("；", "; "))


def waiting_for(missing: Sequence[Mapping[str, Any]], reader: Reader) -> str:
    """The open facts in words; more than a few of them by the numbers of their questions."""
    found = {reader.numbers.get((str(m.get("fact")), m.get("about"))) for m in missing}
    numbers = sorted(number for number in found if number is not None)
    if len(numbers) > FEW and len(numbers) == len(found):
        places = spans(numbers, reader)
        return reader.say(f"“需要查明的事项”第{places}项", f"questions {places}")
    return missing_texts(missing, reader)


def spans(numbers: Sequence[int], reader: Reader) -> str:
    """Numbers as a short list: 1、3–5、9. They are taken in rising order."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return reader.listed(_run(run, reader) for run in runs)


def _run(run: list[int], reader: Reader) -> str:
    if len(run) > 2:
        return f"{run[0]}–{run[-1]}"
    return reader.listed(str(number) for number in run)


def value_text(fact: str, value: Any, reader: Reader) -> str:
    """A fact's value in words: money, steps of ladders, yes and no, lists."""
    if value is None or isinstance(value, bool):
        return reader.word("yes", {None: "unknown", True: "yes", False: "no"}[value])
    if isinstance(value, tuple | list | set | frozenset):
        return reader.listed(value_text(fact, item, reader) for item in value) or reader.say("无", "none")
    leaf = fact.rpartition(".")[2]
    if leaf in MONEY:
        return _money(str(value), reader)
    return _from_list(leaf, str(value), reader)


def _from_list(leaf: str, value: str, reader: Reader) -> str:
    group = VALUE_GROUPS.get(leaf)
    for place in (group, "set", "yes"):
        key = {"true": "yes", "false": "no"}.get(value, value) if place == "yes" else value
        if place and known(place, key):
            return reader.word(place, key)
    if value in reader.names:
        return reader.name(value)
    return value.replace("_", " ") if group else value


def _money(value: str, reader: Reader) -> str:
    """Money, also partly known sums as the interpreter prints them ("≥ 5", "5–7")."""
    low, dash, high = value.partition("–")
    at_least = low.startswith("≥")
    try:
        texts = [yuan_text(Decimal(part.lstrip("≥ ")), reader.lang) for part in (low, high) if part]
    except InvalidOperation:
        return value
    if dash:
        return reader.say("至", " to ").join(texts)
    return reader.say("至少", "at least ") + texts[0] if at_least else texts[0]


def _stated(reason: Reason, reader: Reader) -> str:
    called = fact_name(reason.fact, reader)
    if reason.fact.startswith("finding.") or known("finding", reason.fact) or reason.fact in reader.findings:
        return _found(called, reason.value, reader)
    value = value_text(reason.fact, reason.value, reader)
    if reason.fact.rpartition(".")[2] in MONEY:
        return reader.say(f"{called}{value}", f"{called} {value}")
    return reader.say(f"{called}：{value}", f"{called}: {value}")


def _found(called: str, value: Any, reader: Reader) -> str:
    if value is True:
        return reader.say(f"已记录认定“{called}”", f"recorded finding: {called}")
    if value is False:
        return reader.say(f"已记录认定不存在“{called}”", f"recorded finding that there was none: {called}")
    degree = reader.say("尚未查明", "not yet known") if value is None else str(value).replace("_", " ")
    return reader.say(f"认定“{called}”：{degree}", f"finding “{called}”: {degree}")


def _tested(reason: Reason, reader: Reader) -> str:
    test = trial(reason.test)
    if test is None or reason.value is None or isinstance(reason.value, bool):
        return ""
    met = meets(VALUE_GROUPS.get(reason.fact.rpartition(".")[2]), reason.value, test)
    if met and (test.sign in ("=", "∈") or _plainly(reason.value) == test.operands[0]):
        return _added(test, reader)
    wanted = reader.listed(value_text(reason.fact, item, reader) for item in test.operands)
    words = SIGNS[test.sign][0 if met in (True, None) else 1]
    required = reader.say("条款要求", "the clause asks for ") if met is None else ""
    return reader.say("，", ", ") + required + reader.say(*words).format(wanted) + _added(test, reader)


def _plainly(value: Any) -> str:
    """A step of a ladder as the rule prints it; money always stands beside what the rule asks for."""
    return value if isinstance(value, str) else ""


def _added(test: Trial, reader: Reader) -> str:
    """The window and the added condition of a test, in brackets."""
    parts = []
    if test.months:
        unset = test.months.startswith("$")
        within = reader.say(f"{test.months}个月内", f"within {test.months} months")
        parts.append(reader.say("期限待定", "within a period still to be set") if unset else within)
    if test.added:
        key, _, value = test.added.partition(" ")
        fact = next((path for path in FACTS if path.endswith("." + key)), key)
        parts.append(f"{fact_name(fact, reader)}{reader.say('：', ': ')}{value_text(fact, value, reader)}")
    text = reader.listed(parts, by=("，", "; "))
    return reader.say(f"（{text}）", f" ({text})") if text else ""
