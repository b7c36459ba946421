"""Do the rows of a rulebook make sense: known words, examples for both answers, no condition that never holds."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import chain
from typing import Any

from quanze.core.ladders import SETS
from quanze.core.refusals import Refusal
from quanze.core.rulebook import contradictions, given, heading, languages, tables, words
from quanze.core.rulebook.conditions import All, Condition, FactTest, FindingIs, ParameterTest
from quanze.core.rulebook.counting import Count
from quanze.core.rulebook.dead import never_holds
from quanze.core.rulebook.heading import word
from quanze.core.rulebook.languages import both
from quanze.core.rulebook.models import Adjustment, Bar, Clause, Competence, DeadlineRule, Exclusion, Row, Rulebook
from quanze.core.rulebook.nodes import conditions_of, inside
from quanze.core.rulebook.parsing import fault

SECTIONS = (
    "clauses", "adjustments", "exclusions", "combinations", "bars", "competence", "gates", "deadlines", "information",
)  # fmt: skip
# Fields of rows that draw from a closed list.
LISTS: tuple[tuple[str, Collection[str]], ...] = (
    ("mark", words.MARKS),
    ("track", words.TRACKS),
    ("tracks", words.TRACKS),
    ("responsibility", words.RESPONSIBILITIES),
    ("set_off_by", words.SET_OFF_BY),
    ("effect", words.EFFECTS),
    ("discretion", words.DISCRETIONS),
    ("rule", words.RULES),
    ("bar", words.BARS),
    ("ground", words.GROUNDS),
    ("from_", words.FROM),
    ("year", words.YEARS),
    ("years", words.YEARS),
    ("combine", words.COMBINING),
    ("phase", words.PHASES),
    ("organ", words.ORGANS),
    ("of", words.OF),
    ("approval", words.APPROVALS),
    ("consult", words.APPROVALS),
    ("counted_from", words.EVENTS),
    ("warning", words.WARNINGS),
    ("methods", words.METHODS),
    ("instead", words.METHODS),
    ("with_", words.METHODS),
)


def faults(rulebook: Rulebook, findings: frozenset[str]) -> Iterator[Refusal]:
    """Every place where the rulebook does not make sense."""
    yield from heading.faults(rulebook)
    yield from languages.faults(rulebook)
    for name, rows in sections(rulebook):
        for row in rows:
            yield from _row(rulebook, f"{rulebook.id}.{name}({row.id})", row, findings)
        yield from _repeated(rulebook.id, name, rows)
    for section in ("reach", "traces"):
        for row in getattr(rulebook, section):
            yield from _conditions(rulebook, f"{rulebook.id}.{section}({row.id})", row, findings)
    yield from contradictions.faults(rulebook)
    yield from tables.faults(rulebook)


def sections(rulebook: Rulebook) -> Iterator[tuple[str, Sequence[Row]]]:
    """Each section that holds rows with an id, by name."""
    for name in SECTIONS:
        yield name, getattr(rulebook, name)


def _row(rulebook: Rulebook, where: str, row: Row, findings: frozenset[str]) -> Iterator[Refusal]:
    yield from both(row.summary or getattr(row, "act", {}), f"{where}.summary")
    if not row.cite.article and row.note is None and rulebook.identity.kind != "answer":
        yield fault(f"{where}.cite", "条号未载时须以 note 说明", "without an article a note must say why")
    yield from _vocabulary(where, row)
    if isinstance(row, Clause):
        yield from _opened(rulebook, where, row)
    for factor in getattr(row, "factors", ()):
        yield from word(factor, findings, f"{where}.factors")
    for number, example in enumerate(row.examples):
        yield from given.faults(rulebook, example, findings, f"{where}.examples[{number}]")
    yield from _conditions(rulebook, where, row, findings)
    yield from _length(where, row)
    yield from _both_answers(where, row)


def _vocabulary(where: str, row: Row) -> Iterator[Refusal]:
    for name, allowed in LISTS:
        value = getattr(row, name, None)
        for one in value if isinstance(value, tuple) else (value,):
            if one is not None:
                yield from word(one, allowed, f"{where}.{name.removesuffix('_')}")
    to = getattr(row, "to", None)
    if to is not None:
        if not to.kinds or to.relations == ():
            yield fault(f"{where}.to", "不能为空列表", "an empty list reaches nobody")
        for kind in to.kinds:
            yield from word(kind, words.PARTIES, f"{where}.to.kinds")
        for relation in to.relations or ():
            yield from word(relation, words.RELATIONS, f"{where}.to.relations")


def _opened(rulebook: Rulebook, where: str, row: Clause) -> Iterator[Refusal]:
    """What a clause opens is known, and stands in the catalogue of its own rulebook."""
    by_label = row.permits.by_label or {}
    catalogue = {method.key for method in rulebook.methods} or words.METHODS
    listed = chain(row.permits.methods, *by_label.values(), *(i.methods for i in row.indicates))
    for method in dict.fromkeys(listed):
        if method in words.METHODS and method not in catalogue:
            yield fault(where, f"方式 {method} 不在本规定的目录中", f"the catalogue of methods lacks {method}")
        yield from word(method, words.METHODS, f"{where}.permits")
    for label in (*by_label, *(label.label for label in row.labels or ())):
        yield from word(label, words.LIABILITIES, f"{where}.labels")


def _conditions(rulebook: Rulebook, where: str, row: Row, findings: frozenset[str]) -> Iterator[Refusal]:
    found = [c for c in conditions_of(row) if c is not getattr(row, "unless", None)]
    for condition in conditions_of(row):
        for node in inside(condition):
            yield from _node(rulebook, where, node, findings)
    for indication in getattr(row, "indicates", ()):
        for node in inside(indication.when):
            yield from _node(rulebook, where, node, findings)
    if found and never_holds(All(tuple(found))):
        yield fault(where, "此行的条件永远不能成立", "unreachable: the row's conditions can never hold together")


def _node(rulebook: Rulebook, where: str, node: Condition, findings: frozenset[str]) -> Iterator[Refusal]:
    if isinstance(node, FindingIs) and node.key not in findings:
        yield fault(where, f"未定义的认定 {node.key}", f"the finding {node.key} is not defined")
    name = _parameter_name(node)
    if name and name not in rulebook.parameters:
        yield fault(where, f"未定义的参数 {name}", f"the parameter {name} is not defined")
    if isinstance(node, FactTest) and node.path in words.FACT_WORDS and node.wanted not in SETS:
        for wanted in node.wanted if isinstance(node.wanted, tuple) else (node.wanted,):
            yield from word(wanted, words.FACT_WORDS[node.path], f"{where}.{node.path}")


def _parameter_name(node: Condition) -> str | None:
    if isinstance(node, ParameterTest):
        return node.name
    if isinstance(node, Count) and isinstance(node.within_months, str):
        return node.within_months.removeprefix("$")
    return None


def _length(where: str, row: Row) -> Iterator[Refusal]:
    """A bar and a deadline each have exactly one length."""
    if isinstance(row, Bar):
        lengths: list[Any] = [row.months, row.year, row.years or None]
        if isinstance(row.months, str) and row.months != "chosen":
            yield fault(f"{where}.months", "应为月数或 chosen", "a number of months, or chosen, is needed")
    elif isinstance(row, DeadlineRule):
        lengths = [row.months, row.days, row.working_days, row.promptly or None]
    else:
        return
    if sum(length is not None for length in lengths) != 1:
        yield fault(where, "恰需一个期限", "exactly one length of time is needed")
    elif any(isinstance(length, int) and length < 1 for length in lengths):
        yield fault(where, "期限至少为一", "a length of time is at least one")


def _both_answers(where: str, row: Row) -> Iterator[Refusal]:
    if isinstance(row, Bar):
        if not any(e.ends_on or e.outcome for e in row.examples):
            yield fault(where, "须有算例（ends_on）", "a worked example with ends_on is needed")
    elif isinstance(row, Clause | Adjustment | Competence | Exclusion):
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
