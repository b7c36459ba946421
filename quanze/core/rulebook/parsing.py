"""From plain data to conditions, with the place of every fault."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from difflib import get_close_matches
from typing import Any

from quanze.core.ladders import LADDERS, SETS
from quanze.core.refusals import Refusal
from quanze.core.rulebook import conditions as c
from quanze.core.rulebook.counting import Count, InConsecutiveYears, VoteShareBelow, anything
from quanze.core.rulebook.facts import PATHS, ladder_of

OPERATORS = ("is", "in", "at_least", "at_most", "above", "below", "has_any")
COUNTED = ("violators", "decisions", "events", "violations")
SCOPES = ("party", "unit", "anyone", "violation", "incident")


def parse_condition(data: Any, where: str) -> c.Condition:
    """The condition written as ``data``. Raises Refusal "condition" naming ``where``."""
    if not isinstance(data, Mapping) or not data:
        raise fault(where, "条件应为映射", f"a condition is a mapping, not {data!r}")
    for form, reader in _FORMS.items():
        if form in data:
            return reader(data, where)
    raise fault(
        where, f"不认识的条件形式 {sorted(data)}", f"no such form of condition: {sorted(data)}; forms: {sorted(_FORMS)}"
    )


def fault(where: str, zh: str, en: str) -> Refusal:
    """A refusal of a rulebook, at a place in it."""
    return Refusal("rulebook", zh=zh, en=en, where=where)


def only(data: Mapping[str, Any], allowed: set[str], where: str) -> None:
    """Refuse keys outside ``allowed``, naming the nearest allowed one."""
    for key in data:
        if key not in allowed:
            near = get_close_matches(str(key), allowed, 1)
            hint = f"; did you mean {near[0]}?" if near else ""
            raise fault(f"{where}.{key}", "未知的键" + (f"，是否为 {near[0]}？" if near else ""), f"unknown key{hint}")


def _body(data: Mapping[str, Any], form: str, where: str) -> Mapping[str, Any]:
    only(data, {form}, where)
    body = data[form]
    if not isinstance(body, Mapping):
        raise fault(f"{where}.{form}", "应为映射", f"a mapping is needed, not {body!r}")
    return body


def _parts(data: Any, where: str) -> tuple[c.Condition, ...]:
    if not isinstance(data, list) or not data:
        raise fault(where, "应为非空列表", "a non-empty list is needed")
    return tuple(parse_condition(part, f"{where}[{i}]") for i, part in enumerate(data))


def _always(data: Mapping[str, Any], where: str) -> c.Condition:
    only(data, {"always"}, where)
    if data["always"] is not True:
        raise fault(f"{where}.always", "只能写 always: true", "nothing but always: true may stand here")
    return c.Always()


def _all(data: Mapping[str, Any], where: str) -> c.Condition:
    only(data, {"all"}, where)
    return c.All(_parts(data["all"], f"{where}.all"))


def _any(data: Mapping[str, Any], where: str) -> c.Condition:
    only(data, {"any"}, where)
    return c.AnyOf(_parts(data["any"], f"{where}.any"))


def _not(data: Mapping[str, Any], where: str) -> c.Condition:
    only(data, {"not"}, where)
    return c.Not(parse_condition(data["not"], f"{where}.not"))


def _finding(data: Mapping[str, Any], where: str) -> c.Condition:
    only(data, {"finding", "about", "is", "at_least", "degrees"}, where)
    scope = data.get("about", "party")
    if scope not in SCOPES:
        raise fault(f"{where}.about", f"应为 {SCOPES} 之一", f"about is one of {SCOPES}")
    keys = data["finding"] if isinstance(data["finding"], list) else [data["finding"]]
    wanted, degree = data.get("is", True), data.get("at_least")
    degrees = tuple(str(d) for d in _listed(data.get("degrees") or LADDERS["harm"], f"{where}.degrees"))
    if not isinstance(wanted, bool) or (degree is not None and degree not in degrees):
        raise fault(where, "is 应为 true 或 false，at_least 应为一级", f"is: true or false; at_least: one of {degrees}")
    if not keys or not all(isinstance(key, str) for key in keys):
        raise fault(f"{where}.finding", "应为认定的键", "the key of a finding, or a list of them, is needed")
    found = [c.FindingIs(key, scope, wanted, degree, degrees) for key in keys]
    if len(found) == 1:
        return found[0]
    return c.AnyOf(tuple(found)) if wanted else c.All(tuple(found))


def _listed(value: Any, where: str) -> Sequence[Any]:
    if not isinstance(value, list | tuple):
        raise fault(where, "应为列表", f"a list is needed, not {value!r}")
    return value


def _fact(data: Mapping[str, Any], where: str) -> c.Condition:
    path = data["fact"]
    only(data, {"fact", *OPERATORS}, where)
    if not isinstance(path, str) or path not in PATHS:
        near = get_close_matches(str(path), PATHS, 1)
        raise fault(
            f"{where}.fact",
            f"未知事实 {path}" + (f"，是否为 {near[0]}？" if near else ""),
            f"unknown fact {path}" + (f"; did you mean {near[0]}?" if near else ""),
        )
    operator, wanted = comparison(data, where)
    _check_value(path, operator, wanted, where)
    return c.FactTest(path, operator, wanted)


def comparison(data: Mapping[str, Any], where: str) -> tuple[str, Any]:
    """The one comparison of a fact or parameter test."""
    found = [key for key in OPERATORS if key in data]
    if len(found) != 1:
        raise fault(
            where, f"恰需一个比较（{'、'.join(OPERATORS)}）", f"exactly one comparison is needed of {OPERATORS}"
        )
    wanted = data[found[0]]
    if found[0] == "in" or (found[0] == "has_any" and not isinstance(wanted, str)):
        wanted = tuple(_listed(wanted, f"{where}.{found[0]}"))
    parts = wanted if isinstance(wanted, tuple) else (wanted,)
    if not parts or not all(isinstance(part, str | int) for part in parts):
        raise fault(f"{where}.{found[0]}", "应为词、数或其列表", "a word, a number, or a list of them is needed")
    return found[0], wanted


def _check_value(path: str, operator: str, wanted: Any, where: str) -> None:
    """What is compared fits the kind of the fact: a step of its ladder, a sum, true or false, a known set."""
    kind, ladder = PATHS[path], ladder_of(path)
    if operator == "has_any":
        if kind != "set" or (isinstance(wanted, str) and wanted not in SETS):
            raise fault(where, f"没有名为 {wanted} 的集合", f"no set named {wanted}; sets: {', '.join(sorted(SETS))}")
        return
    if kind == "set" or (operator not in ("is", "in") and not ladder and kind not in ("money", "number")):
        raise fault(where, f"{path} 不能用 {operator} 比较", f"{path} cannot be compared by {operator}")
    for one in wanted if isinstance(wanted, tuple) else (wanted,):
        if ladder and one not in LADDERS[ladder]:
            raise fault(where, f"{ladder} 阶梯上没有 {one}", f"no step {one} on the ladder {ladder}: {LADDERS[ladder]}")
        if (kind == "bool") is not isinstance(one, bool) or (kind == "text" and not isinstance(one, str)):
            raise fault(where, f"取值不对：{one!r}", f"wrong kind of value: {one!r}")
        if kind in ("money", "number") and not _amount(one):
            raise fault(where, f"应为数：{one!r}", f"a number is needed, not {one!r}")


def _amount(value: Any) -> bool:
    """A whole number, or an amount of yuan with at most two decimals (decimals are read as text)."""
    return isinstance(value, int) or re.fullmatch(r"\d{1,15}\.\d{1,2}", value) is not None


def _violation(data: Mapping[str, Any], where: str) -> c.Condition:
    only(data, {"violation"}, where)
    return c.SomeViolation(parse_condition(data["violation"], f"{where}.violation"))


def _count(data: Mapping[str, Any], where: str) -> c.Condition:
    body = _body(data, "count", where)
    only(body, {"of", "where", "kind", "within_months", "at_least", "at_most", "exactly"}, f"{where}.count")
    found = [key for key in ("at_least", "at_most", "exactly") if key in body]
    if len(found) != 1 or body.get("of") not in COUNTED:
        raise fault(
            f"{where}.count",
            "计数需要 of 与 at_least/at_most/exactly 之一",
            "a count needs `of` and one of at_least, at_most, exactly",
        )
    inner = parse_condition(body["where"], f"{where}.count.where") if body.get("where") else anything()
    number = whole(body[found[0]], f"{where}.count.{found[0]}")
    return Count(body["of"], inner, found[0], number, _window(body.get("within_months"), where), _kind(body, where))


def _window(value: Any, where: str) -> int | str | None:
    """A number of months, a parameter "$name", or none."""
    if value is None or (isinstance(value, str) and value.startswith("$")):
        return value
    if isinstance(value, str) or whole(value, f"{where}.count.within_months") < 1:
        raise fault(
            f"{where}.count.within_months", "应为月数或 $参数名", "a number of months, or $parameter, is needed"
        )
    return int(value)


def _kind(body: Mapping[str, Any], where: str) -> str | None:
    """Events are counted by kind; nothing else has one."""
    kind = body.get("kind")
    if (body["of"] == "events") is not isinstance(kind, str):
        raise fault(
            f"{where}.count.kind", "计数事件时须写 kind，其他不写", "counting events needs a kind, nothing else has"
        )
    return kind


def whole(value: Any, where: str) -> int:
    """A whole number. Raises Refusal naming ``where``."""
    if not isinstance(value, int) or isinstance(value, bool):
        raise fault(where, "应为整数", f"a whole number is needed, not {value!r}")
    return value


def _last_place(data: Mapping[str, Any], where: str) -> c.Condition:
    only(data, {"last_place_years"}, where)
    return InConsecutiveYears("last_places", None, whole(data["last_place_years"], where))


def _consecutive(data: Mapping[str, Any], where: str) -> c.Condition:
    body = _body(data, "consecutive_events", where)
    only(body, {"kind", "years"}, f"{where}.consecutive_events")
    return InConsecutiveYears(
        "events", str(body.get("kind")), whole(body.get("years"), f"{where}.consecutive_events.years")
    )


def _votes(data: Mapping[str, Any], where: str) -> c.Condition:
    body = _body(data, "vote_share", where)
    only(body, {"counting", "below_percent"}, f"{where}.vote_share")
    if body.get("counting") != ["excellent", "competent", "basic"]:
        raise fault(
            f"{where}.vote_share",
            "counting 应为 [excellent, competent, basic]",
            "counting is [excellent, competent, basic]",
        )
    return VoteShareBelow(whole(body.get("below_percent"), f"{where}.vote_share.below_percent"))


def _parameter(data: Mapping[str, Any], where: str) -> c.Condition:
    only(data, {"parameter", *OPERATORS}, where)
    operator, wanted = comparison(data, where)
    return c.ParameterTest(str(data["parameter"]), operator, wanted)


_FORMS: Mapping[str, Callable[[Mapping[str, Any], str], c.Condition]] = {
    "always": _always,
    "all": _all,
    "any": _any,
    "not": _not,
    "finding": _finding,
    "fact": _fact,
    "violation": _violation,
    "count": _count,
    "last_place_years": _last_place,
    "consecutive_events": _consecutive,
    "vote_share": _votes,
    "parameter": _parameter,
}
