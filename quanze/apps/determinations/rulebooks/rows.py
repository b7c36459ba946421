"""A row of a rulebook as lines of a page: what each part of it is called, and what it says in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from quanze.apps.determinations.rulebooks.wording import Told, told
from quanze.core.rulebook.lookup import methods_of
from quanze.core.rulebook.models import (
    Adjustment,
    Bar,
    Clause,
    Combination,
    Competence,
    DeadlineRule,
    Duty,
    Exclusion,
    Gate,
    Information,
    Label,
    Method,
    Reach,
    Row,
    Rulebook,
    To,
    Trace,
)
from quanze.core.rulebook.words import PARTIES
from quanze.core.sheet.labels import known
from quanze.core.sheet.reader import Reader
from quanze.core.sheet.reasons import fact_name
from quanze.core.words.label import Words, words

TERMS: Words = words(
    conduct=("行为时的规定", "the rule at the conduct"),
    handling=("查处时的规定", "the rule at the handling"),
    assessment=("考核时的规定", "the rule at the assessment"),
    same=("当年", "the same year"),
    second=("第二年", "the second year"),
    third=("第三年", "the third year"),
    decided_on=("决定（批准）之日", "the day of decision or approval"),
    restored_on=("恢复权利之日", "the day rights are restored"),
)


class Line(NamedTuple):
    """One part of a row: its name, and a text or a condition."""

    name: str
    text: str
    condition: Told | None = None

    @property
    def plain(self) -> str:
        """What it says, on one line."""
        return self.condition.line if self.condition else self.text


def lines_of(row: Row, book: Rulebook, reader: Reader) -> list[Line]:
    """Every part of a row that says something, in the order a lawyer reads it."""
    found = _BY_KIND[type(row)](row, book, reader) if type(row) in _BY_KIND else ()
    return [line for line in found if line.text or line.condition]


def method_names(keys: Iterable[str] | None, reader: Reader) -> str:
    """Methods by name; "" for none."""
    return reader.listed(dict.fromkeys(reader.word("method", key) for key in keys or ()))


def _line(zh: str, en: str, text: str | None, reader: Reader) -> Line:
    return Line(reader.say(zh, en), text or "")


def _when(zh: str, en: str, condition: Any, reader: Reader) -> Iterator[Line]:
    if condition is not None:
        yield Line(reader.say(zh, en), "", told(condition, reader))


def _to(to: To, reader: Reader) -> Iterator[Line]:
    if set(to.kinds) != set(PARTIES):
        kinds = reader.listed(reader.word("party_kind", kind) for kind in to.kinds)
        yield _line("对象", "Speaks to", kinds, reader)
    if to.relations is not None:
        yield _line("关系", "Relation", reader.listed(reader.word("relation", r) for r in to.relations), reader)
    yield from _when("对象条件", "Party fits", to.when, reader)


def _clause(row: Clause, book: Rulebook, reader: Reader) -> Iterator[Line]:
    yield _line("轨道", "Track", reader.word("track", row.track), reader)
    yield _line("责任种类", "Responsibility", reader.word("responsibility", row.responsibility), reader)
    yield from _to(row.to, reader)
    yield from _when("行为要件", "Conduct", row.when, reader)
    yield from _when("后果要件", "Consequence", row.consequence, reader)
    if row.permits.by_label:
        for label, methods in row.permits.by_label.items():
            name = reader.word("liability", label)
            yield _line(f"可用方式（{name}）", f"Methods it permits ({name})", method_names(methods, reader), reader)
    else:
        yield _line("可用方式", "Methods it permits", method_names(methods_of(book, row), reader), reader)
    for item in row.indicates:
        name = reader.say("指向：", "Points to: ") + method_names(item.methods, reader)
        yield Line(name, "", told(item.when, reader))
    for label_row in row.labels or ():
        relations = reader.listed(reader.word("relation", r) for r in label_row.relations)
        yield _line("责任口径", "Liability", f"{relations} → {reader.word('liability', label_row.label)}", reader)
    yield _line("适用哪一天的规定", "Which day's rule", _term(row.set_off_by, reader), reader)
    yield _line("兜底条款", "Catch-all", reader.say("是，须书面说理", "yes: needs a written reason") if row.catch_all else "",
                reader)  # fmt: skip
    yield _line("查找用词", "Words to find it by", reader.listed(row.words) if reader.lang == "zh" else "", reader)
    numbers = [row.grade, row.behaviour]
    yield _line("表中序号", "Number in its table", ".".join(str(n) for n in numbers if n is not None), reader)


def _adjustment(row: Adjustment, _: Rulebook, reader: Reader) -> Iterator[Line]:
    effect = f"{reader.word('discretion', row.discretion)}{reader.say('', ' ')}{reader.word('effect', row.effect)}"
    yield _line("效果", "Effect", effect, reader)
    yield from _to(row.to, reader)
    yield from _when("条件", "When", row.when, reader)
    yield from _when("除非", "Unless", row.unless, reader)
    yield _line("考虑因素", "Factors", reader.listed(fact_name(f"finding.{f}", reader) for f in row.factors), reader)
    yield _line("判断", "Judgement", reader.say("只能由人作出", "for people only") if row.judged else "", reader)


def _exclusion(row: Exclusion, _: Rulebook, reader: Reader) -> Iterator[Line]:
    yield _line("排除的方式", "Methods excluded", method_names(row.methods, reader), reader)
    yield from _when("条件", "When", row.when, reader)
    yield _line("改用", "Instead", method_names(row.instead, reader), reader)


def _combination(row: Combination, _: Rulebook, reader: Reader) -> Iterator[Line]:
    methods, other = method_names(row.methods, reader), method_names(row.with_, reader)
    yield _line("合并规则", "Combination", reader.word("combination", row.rule).format(methods, other), reader)


def _bar(row: Bar, _: Rulebook, reader: Reader) -> Iterator[Line]:
    yield _line("受此方式者", "After", method_names(row.methods, reader), reader)
    yield _line("限制", "Bar", reader.word("bar", row.bar), reader)
    yield _line("事由", "Ground", reader.word("ground", row.ground) if row.ground else "", reader)
    yield _line("期限", "Length", bar_length(row, reader), reader)
    yield _line("起算", "Counted from", _term(row.from_, reader) if row.months is not None else "", reader)
    yield _line("与其他影响期", "With other bars", reader.word("combined", row.combine) if row.combine else "", reader)
    cap = row.cap_months
    yield _line("上限", "Cap", reader.say(f"{cap}个月", f"{cap} months") if cap else "", reader)
    yield from _when("条件", "When", row.when, reader)


def bar_length(row: Bar, reader: Reader) -> str:
    """How long a bar lasts: months, as chosen in the decision, or years of appraisal."""
    if row.months == "chosen":
        return reader.say("由决定确定", "as the decision says")
    if row.months is not None:
        return reader.say(f"{row.months}个月", f"{row.months} months")
    return reader.listed(_term(year, reader) for year in (row.year, *row.years) if year)


def _competence(row: Competence, _: Rulebook, reader: Reader) -> Iterator[Line]:
    organ = f"{reader.word('organ', row.organ)}（{reader.word('organ_of', row.of)}）"
    yield _line("环节", "Phase", reader.word("phase", row.phase), reader)
    yield _line("机关", "Organ", organ if reader.lang == "zh" else _whose(row, reader), reader)
    yield _line("审批", "Approval", reader.word("approval", row.approval) if row.approval else "", reader)
    consulted = reader.listed(_consulted(key, reader) for key in row.consult)
    yield _line("征求意见", "Consultation", consulted, reader)
    yield _line("方式", "Methods", method_names(row.methods, reader), reader)
    yield from _to(row.to, reader)


def _whose(row: Competence, reader: Reader) -> str:
    return f"{reader.word('organ', row.organ)} {reader.word('organ_of', row.of)}"


def _consulted(key: str, reader: Reader) -> str:
    group = "approval" if known("approval", key) else "organ"
    return reader.word(group, key)


def _gate(row: Gate, _: Rulebook, reader: Reader) -> Iterator[Line]:
    yield _line("环节", "Phase", reader.word("phase", row.phase), reader)
    yield _line("步骤", "Step", reader.word("step", row.step) if known("step", row.step) else "", reader)
    yield _line(
        "缺少时提示", "Warning when missing", reader.word("warning", row.warning) if row.warning else "", reader
    )
    yield _line("轨道", "Tracks", reader.listed(reader.word("track", track) for track in row.tracks), reader)
    yield _line("方式", "Methods", method_names(row.methods, reader), reader)
    yield from _to(row.to, reader)


def _deadline(row: DeadlineRule, _: Rulebook, reader: Reader) -> Iterator[Line]:
    yield _line("事项", "Act", reader.text(row.act), reader)
    yield _line("期限", "Time", _time(row, reader), reader)
    yield _line("起算", "Counted from", reader.word("counted_from", row.counted_from), reader)
    if row.longest:
        yield _line("最长", "At the longest", _months(row.longest.get("months"), reader), reader)
    if row.extend:
        told_so = str(row.extend.get(reader.lang) or "") or _months(row.extend.get("months"), reader)
        yield _line("延长", "Extension", told_so, reader)
    if row.refers is not None:
        yield _line("报送", "Refers to", reader.word("organ", row.refers.to), reader)
        yield from _when("报送条件", "Refers when", row.refers.when, reader)
    yield _line("轨道", "Tracks", reader.listed(reader.word("track", track) for track in row.tracks), reader)
    yield _line("方式", "Methods", method_names(row.methods, reader), reader)
    yield from _to(row.to, reader)


def _time(row: DeadlineRule, reader: Reader) -> str:
    if row.promptly:
        return reader.say("及时", "promptly")
    if row.working_days is not None:
        return reader.say(f"{row.working_days}个工作日", f"{row.working_days} working days")
    if row.days is not None:
        return reader.say(f"{row.days}日", f"{row.days} days")
    return _months(row.months, reader)


def _months(months: Any, reader: Reader) -> str:
    return "" if months is None else reader.say(f"{months}个月", f"{months} month{'s' * (months != 1)}")


def _information(row: Information, _: Rulebook, reader: Reader) -> Iterator[Line]:
    yield _line("日期", "Dated", row.dated, reader)
    yield _line("出处", "Source", reader.text(row.source), reader)


def _trace(row: Trace, _: Rulebook, reader: Reader) -> Iterator[Line]:
    yield _line("上追级数", "Levels upward", str(row.levels), reader)
    yield from _when("条件", "When", row.when, reader)


def _reach(row: Reach, _: Rulebook, reader: Reader) -> Iterator[Line]:
    yield _line("对象", "Speaks to", reader.word("party_kind", row.kind), reader)
    yield from _when("条件", "When", row.when, reader)
    if row.otherwise is not None:
        yield _line("不属于者", "Others", reader.say(row.otherwise.zh, row.otherwise.en), reader)


def _label(row: Label | Duty, _: Rulebook, reader: Reader) -> Iterator[Line]:
    group, key = ("liability", row.label) if isinstance(row, Label) else ("duty", row.duty)
    relations = reader.listed(reader.word("relation", r) for r in row.relations)
    yield _line(relations, relations, reader.word(group, key), reader)


def _method(row: Method, _: Rulebook, reader: Reader) -> Iterator[Line]:
    whom = reader.listed(reader.word("party_kind", k) for k in (PARTIES if row.for_ == "both" else (row.for_,)))
    yield _line(reader.word("method", row.key), reader.word("method", row.key), whom, reader)


def _term(key: str, reader: Reader) -> str:
    return TERMS[key].text(reader.lang) if key in TERMS else key


_BY_KIND: Mapping[type, Callable[[Any, Rulebook, Reader], Iterator[Line]]] = {
    Clause: _clause,
    Adjustment: _adjustment,
    Exclusion: _exclusion,
    Combination: _combination,
    Bar: _bar,
    Competence: _competence,
    Gate: _gate,
    DeadlineRule: _deadline,
    Information: _information,
    Trace: _trace,
    Reach: _reach,
    Label: _label,
    Duty: _label,
    Method: _method,
}
