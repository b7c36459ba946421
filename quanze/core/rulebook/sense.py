"""Does a rulebook make sense: known words, both languages, examples for both answers, no dead or contradictory row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any

from quanze.core.refusals import Refusal
from quanze.core.rulebook import words
from quanze.core.rulebook.conditions import Condition, FindingIs, ParameterTest
from quanze.core.rulebook.counting import Count
from quanze.core.rulebook.dead import never_holds
from quanze.core.rulebook.models import Adjustment, Bar, Clause, Competence, Row, Rulebook
from quanze.core.rulebook.nodes import conditions_of, inside
from quanze.core.rulebook.parsing import fault


def faults(rulebook: Rulebook, findings: frozenset[str]) -> Iterator[Refusal]:
    """Every place where the rulebook does not make sense."""
    yield from _identity(rulebook)
    for name, rows in sections(rulebook):
        for row in rows:
            yield from _row(rulebook, f"{rulebook.id}.{name}({row.id})", row, findings)
        yield from _repeated(rulebook.id, name, rows)
    yield from _contradictions(rulebook)
    yield from _shadowed(rulebook)


def sections(rulebook: Rulebook) -> Iterator[tuple[str, Sequence[Row]]]:
    """Each section that holds rows with an id, by name."""
    for name in ("clauses", "adjustments", "exclusions", "combinations", "bars", "competence", "gates", "deadlines"):
        yield name, getattr(rulebook, name)


def _identity(rulebook: Rulebook) -> Iterator[Refusal]:
    i, where = rulebook.identity, rulebook.id
    if i.kind not in words.KINDS or i.text not in words.TEXTS or i.in_force.mark not in words.MARKS:
        yield fault(where, "kind、text 或 mark 不在词表中", "kind, text or mark is not a known word")
    for name in ("title", "short", "issuer"):
        yield from _both(getattr(i, name), f"{where}.{name}")


def _row(rulebook: Rulebook, where: str, row: Row, findings: frozenset[str]) -> Iterator[Refusal]:
    if row.mark not in words.MARKS:
        yield fault(
            f"{where}.mark", f"核对标记应为 {words.MARKS} 之一", f"the verification mark is one of {words.MARKS}"
        )
    yield from _both(row.summary or getattr(row, "act", {}), f"{where}.summary")
    if row.cite.article is None and row.note is None and rulebook.identity.kind != "answer":
        yield fault(f"{where}.cite", "条号未载时须以 note 说明", "without an article a note must say why")
    yield from _vocabulary(where, row)
    for condition in conditions_of(row):
        yield from _condition(rulebook, where, condition, findings)
    yield from _both_answers(where, row)


def _both(text: Any, where: str) -> Iterator[Refusal]:
    if not (text and text.get("zh") and text.get("en")):
        yield fault(where, "须有中英文", "Chinese and English are needed")


def _vocabulary(where: str, row: Row) -> Iterator[Refusal]:
    lists: dict[str, Iterable[str]] = {
        "track": words.TRACKS,
        "responsibility": words.RESPONSIBILITIES,
        "effect": words.EFFECTS,
        "rule": words.RULES,
        "bar": words.BARS,
        "phase": words.PHASES,
        "organ": words.ORGANS,
        "of": words.OF,
        "approval": words.APPROVALS,
        "counted_from": words.EVENTS,
        "combine": words.COMBINING,
        "warning": words.WARNINGS,
    }
    for name, allowed in lists.items():
        value = getattr(row, name, None)
        if value is not None and value not in allowed:
            yield fault(
                f"{where}.{name}", f"不在词表中：{value}", f"not a known word: {value}; known: {sorted(allowed)}"
            )
    for method in _methods(row):
        if method not in words.METHODS:
            yield fault(where, f"不认识的方式 {method}", f"unknown method {method}")


def _methods(row: Row) -> Iterator[str]:
    for name in ("methods", "instead", "with_"):
        yield from getattr(row, name, None) or ()
    if isinstance(row, Clause):
        yield from row.permits.methods
        for listed in (row.permits.by_label or {}).values():
            yield from listed
        for indication in row.indicates:
            yield from indication.methods


def _condition(rulebook: Rulebook, where: str, condition: Condition, findings: frozenset[str]) -> Iterator[Refusal]:
    for node in inside(condition):
        if isinstance(node, FindingIs) and node.key not in findings:
            yield fault(where, f"未定义的认定 {node.key}", f"the finding {node.key} is not defined")
        name = _parameter_name(node)
        if name and name not in rulebook.parameters:
            yield fault(where, f"未定义的参数 {name}", f"the parameter {name} is not defined")
    if never_holds(condition):
        yield fault(where, "此条件永远不能成立", "this condition can never hold")


def _parameter_name(node: Condition) -> str | None:
    if isinstance(node, ParameterTest):
        return node.name
    if isinstance(node, Count) and isinstance(node.within_months, str):
        return node.within_months.removeprefix("$")
    return None


def _both_answers(where: str, row: Row) -> Iterator[Refusal]:
    if isinstance(row, Bar):
        if not any(e.ends_on or e.outcome for e in row.examples):
            yield fault(where, "须有算例（ends_on）", "a worked example with ends_on is needed")
    elif isinstance(row, Clause | Adjustment | Competence) or type(row).__name__ == "Exclusion":
        outcomes = {example.outcome for example in row.examples}
        for needed in ("applies", "does_not_apply"):
            if needed not in outcomes and not _always_applies(row):
                yield fault(where, f"缺少例子 {needed}", f"an example that {needed} is missing")


def _always_applies(row: Row) -> bool:
    return type(getattr(row, "when", None)).__name__ == "Always" and any(e.outcome == "applies" for e in row.examples)


def _repeated(name: str, section: str, rows: Sequence[Row]) -> Iterator[Refusal]:
    seen: set[str] = set()
    for row in rows:
        if not row.id or row.id in seen:
            yield fault(f"{name}.{section}({row.id})", "行的 id 缺失或重复", "the row's id is missing or stands twice")
        seen.add(row.id)


def _contradictions(rulebook: Rulebook) -> Iterator[Refusal]:
    """The same condition may not make a matter both lighter and heavier, nor open different methods in one place."""
    for one in rulebook.adjustments:
        for other in rulebook.adjustments:
            if (
                one.id < other.id
                and one.when == other.when
                and one.to == other.to
                and _opposed(one.effect, other.effect)
            ):
                yield fault(f"{rulebook.id}.adjustments({one.id})", f"与 {other.id} 相矛盾", f"contradicts {other.id}")
    for one_, other_ in pairwise(
        sorted(rulebook.clauses, key=lambda c: (repr(c.cite), c.track, repr(c.to), repr(c.when)))
    ):
        same = (one_.cite, one_.track, one_.to, one_.when, one_.consequence) == (
            other_.cite,
            other_.track,
            other_.to,
            other_.when,
            other_.consequence,
        )
        if same and one_.permits != other_.permits and one_.grade == other_.grade and one_.labels == other_.labels:
            yield fault(
                f"{rulebook.id}.clauses({one_.id})",
                f"与 {other_.id} 条件相同而方式不同",
                f"same condition as {other_.id}, other methods",
            )


def _opposed(one: str, other: str) -> bool:
    return ("lighter" in one or "mitigated" in one) == ("heavier" in other or "aggravated" in other) and one != other


def _shadowed(rulebook: Rulebook) -> Iterator[Refusal]:
    """An earlier row without any condition leaves a later one of its phase without a case."""
    general: dict[tuple[str, str], str] = {}
    for row in rulebook.competence:
        for kind in row.to.kinds:
            earlier = general.get((row.phase, kind))
            if earlier and row.methods is None and len(row.to.kinds) == 1:
                yield fault(
                    f"{rulebook.id}.competence({row.id})",
                    f"永远轮不到：{earlier} 在前",
                    f"never reached: {earlier} stands before it",
                )
            if row.to.when is None and row.to.relations is None and row.methods is None:
                general.setdefault((row.phase, kind), row.id)
