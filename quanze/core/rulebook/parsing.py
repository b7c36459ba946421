"""From plain data to conditions, with the place of every fault."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from difflib import get_close_matches
from typing import Any

from quanze.core.ladders import LADDERS, SETS
from quanze.core.refusals import Refusal
from quanze.core.rulebook import conditions as c
from quanze.core.rulebook.counting import Count, InConsecutiveYears, VoteShareBelow, anything
from quanze.core.rulebook.facts import PATHS, ladder_of

OPERATORS = ("is", "in", "at_least", "at_most", "above", "below", "has_any")
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


def _parts(data: Any, where: str) -> tuple[c.Condition, ...]:
    if not isinstance(data, list) or not data:
        raise fault(where, "应为非空列表", "a non-empty list is needed")
    return tuple(parse_condition(part, f"{where}[{i}]") for i, part in enumerate(data))


def _always(data: Mapping[str, Any], where: str) -> c.Condition:
    only(data, {"always"}, where)
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
    degrees = tuple(data.get("degrees") or ("light", "heavier", "serious"))
    found = [c.FindingIs(str(k), scope, bool(data.get("is", True)), data.get("at_least"), degrees) for k in keys]
    if len(found) == 1:
        return found[0]
    return c.AnyOf(tuple(found)) if data.get("is", True) else c.All(tuple(found))


def _fact(data: Mapping[str, Any], where: str) -> c.Condition:
    path = data["fact"]
    only(data, {"fact", *OPERATORS}, where)
    if path not in PATHS:
        near = get_close_matches(str(path), PATHS, 1)
        raise fault(
            f"{where}.fact",
            f"未知事实 {path}" + (f"，是否为 {near[0]}？" if near else ""),
            f"unknown fact {path}" + (f"; did you mean {near[0]}?" if near else ""),
        )
    operator, wanted = comparison(data, where)
    _check_steps(path, operator, wanted, where)
    return c.FactTest(path, operator, wanted)


def comparison(data: Mapping[str, Any], where: str) -> tuple[str, Any]:
    """The one comparison of a fact or parameter test."""
    found = [key for key in OPERATORS if key in data]
    if len(found) != 1:
        raise fault(
            where, f"恰需一个比较（{'、'.join(OPERATORS)}）", f"exactly one comparison is needed of {OPERATORS}"
        )
    wanted = data[found[0]]
    return found[0], tuple(wanted) if isinstance(wanted, list) else wanted


def _check_steps(path: str, operator: str, wanted: Any, where: str) -> None:
    ladder = ladder_of(path)
    if ladder:
        steps = wanted if isinstance(wanted, tuple) else (wanted,)
        for step in steps:
            if step not in LADDERS[ladder]:
                raise fault(
                    where, f"{ladder} 阶梯上没有 {step}", f"no step {step} on the ladder {ladder}: {LADDERS[ladder]}"
                )
    if operator == "has_any" and isinstance(wanted, str) and wanted not in SETS:
        raise fault(where, f"没有名为 {wanted} 的集合", f"no set named {wanted}; sets: {sorted(SETS)}")
    if PATHS[path] == "bool" and not isinstance(wanted, bool):
        raise fault(where, "应为 true 或 false", "true or false is needed")


def _violation(data: Mapping[str, Any], where: str) -> c.Condition:
    only(data, {"violation"}, where)
    return c.SomeViolation(parse_condition(data["violation"], f"{where}.violation"))


def _count(data: Mapping[str, Any], where: str) -> c.Condition:
    body = c.mapping(data["count"])
    only(data, {"count"}, where)
    only(body, {"of", "where", "kind", "within_months", "at_least", "at_most", "exactly"}, f"{where}.count")
    found = [key for key in ("at_least", "at_most", "exactly") if key in body]
    if len(found) != 1 or body.get("of") not in ("violators", "decisions", "events", "violations"):
        raise fault(
            f"{where}.count",
            "计数需要 of 与 at_least/at_most/exactly 之一",
            "a count needs `of` and one of at_least, at_most, exactly",
        )
    inner = parse_condition(body["where"], f"{where}.count.where") if body.get("where") else anything()
    return Count(body["of"], inner, found[0], int(body[found[0]]), body.get("within_months"), body.get("kind"))


def _last_place(data: Mapping[str, Any], where: str) -> c.Condition:
    only(data, {"last_place_years"}, where)
    return InConsecutiveYears("last_places", None, int(data["last_place_years"]))


def _consecutive(data: Mapping[str, Any], where: str) -> c.Condition:
    body = c.mapping(data["consecutive_events"])
    only(body, {"kind", "years"}, f"{where}.consecutive_events")
    return InConsecutiveYears("events", body["kind"], int(body["years"]))


def _votes(data: Mapping[str, Any], where: str) -> c.Condition:
    body = c.mapping(data["vote_share"])
    only(body, {"counting", "below_percent"}, f"{where}.vote_share")
    if list(body.get("counting", [])) != ["excellent", "competent", "basic"]:
        raise fault(
            f"{where}.vote_share",
            "counting 应为 [excellent, competent, basic]",
            "counting is [excellent, competent, basic]",
        )
    return VoteShareBelow(int(body["below_percent"]))


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
