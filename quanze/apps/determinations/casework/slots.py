"""The form of a case as a table: each slot with its path in the case file, its words and how it is filled."""

from __future__ import annotations

from typing import NamedTuple

from quanze.core.words import Label

NO_HELP = Label("", "")


class Slot(NamedTuple):
    """One thing to fill in. ``path`` within its part; ``kind``: text, day, span, word, flag, money, count, methods,
    lines, unit, post, person, people, finding, value; ``words`` the closed list of a word."""

    path: str
    label: Label
    kind: str
    words: str = ""
    help: Label = NO_HELP
    wide: bool = False


class Part(NamedTuple):
    """A group of slots under a heading; ``rows`` names the list of the case file that it repeats ("": none)."""

    key: str
    label: Label
    slots: tuple[Slot, ...]
    rows: str = ""
    help: Label = NO_HELP
    opened: bool = True


def _slot(
    path: str, zh: str, en: str, kind: str, words: str = "", *, help: Label = NO_HELP, wide: bool = False
) -> Slot:
    return Slot(path, Label(zh, en), kind, words, help, wide)


_SPAN = Label(
    "写作 2009-07-01；只知年月时写 2009 或 2009-07", "as 2009-07-01; 2009 or 2009-07 where only that is known"
)
_MONEY = Label("以元计；可写 120万，或从 Excel 粘贴 1,200,000.00", "in yuan; 1,200,000.00 from Excel is fine, too")
_FOUND = Label(
    "下一步只问有用的；已经有结论的可先填在这里。",
    "The next step asks only what matters; what is found already may stand here.",
)
_UNKNOWN = Label(
    "不知道的留空：空着表示“未知”，不表示“否”。", "Leave blank what you do not know: blank is unknown, never no."
)

BASICS = Part("basics", Label("案件", "The case"), (
    _slot("title.zh", "案名", "Name of the case", "text", wide=True),
    _slot("id", "案件标识", "Id of the case", "text", help=Label("也用作文件名；已自动取好，可改", "also names files; made up for you, may be changed")),
    _slot("area", "行政区划代码", "Area code", "area", help=Label("六位，决定适用哪些规定", "six digits; decides which rules apply")),
), help=_UNKNOWN)  # fmt: skip
DATES = Part("dates", Label("日期", "Dates"), (
    _slot("dates.conduct.from", "行为开始之日", "Conduct: first day", "span", help=_SPAN),
    _slot("dates.conduct.to", "行为结束之日（含）", "Conduct: last day", "span", help=_SPAN),
    _slot("dates.discovered", "发现之日", "Discovered", "day"),
    _slot("dates.filed", "立案之日", "Case filed", "day"),
    _slot("dates.asked_on", "询问日", "Day asked about", "day", help=Label("按这一天的情况作答", "the answer is as of this day")),
))  # fmt: skip
INCIDENT = Part("incident", Label("事件", "The incident"), (
    _slot("incident.organization", "发生事件的单位", "Unit in which it happened", "unit"),
    _slot("incident.field", "领域", "Field", "word", "field"),
    _slot("incident.influence", "影响", "Influence", "word", "influence"),
    _slot("incident.consequence", "后果", "Consequence", "word", "consequence"),
    _slot("incident.loss", "损失程度", "Loss", "word", "loss"),
    _slot("incident.loss_yuan", "损失金额（元）", "Loss in yuan", "money", help=_MONEY),
    _slot("incident.circumstances", "情节", "Circumstances", "word", "circumstances"),
    _slot("incident.harm", "危害程度", "Harm", "word", "harm"),
    _slot("incident.nature_vile", "性质恶劣", "Vile by nature", "flag"),
), help=Label("影响、情节、危害等只填有权的人已经认定的。", "Influence, circumstances and harm: only what people with authority have found."))  # fmt: skip
DECISION = Part("decision", Label("事件出自一项决策时", "Where it came from a decision"), (
    _slot("incident.decision.by", "怎样决定", "How decided", "word", "decision_by"),
    _slot("incident.decision.on", "决定之日", "Decided on", "day"),
    _slot("incident.decision.decided_by", "参与决策的人（含反对者）", "Who took part (dissenters too)", "people", wide=True),
    _slot("incident.decision.dissented", "其中明确反对的", "Of these: opposed", "people", wide=True),
    _slot("incident.decision.reserved", "其中保留意见的", "Of these: reserved opinion", "people", wide=True),
), opened=False)  # fmt: skip
VIOLATIONS = Part("violations", Label("违纪违法事实", "Violations"), (
    _slot("person", "当事人", "Person", "person"),
    _slot("post", "行为时的职务", "Post at the time", "post"),
    _slot("kind", "行为", "What was done", "text", help=Label("如：挪用公款", "such as: misappropriation")),
    _slot("amount_yuan", "金额（元）", "Amount in yuan", "money", help=_MONEY),
    _slot("investigated_by", "由哪一级机关查办", "Investigated by an organ of level", "word", "level"),
    _slot("major", "重大违纪违法", "Major violation", "flag"),
    _slot("transferred_to_justice", "已移送司法", "Handed over to justice", "flag"),
    _slot("filed_on", "立案之日", "Filed on", "day"),
    _slot("concluded_on", "查结之日", "Concluded on", "day"),
    _slot("sanctions", "所受处分", "Sanctions", "methods", wide=True),
    _slot("organization", "或者：违纪的单位", "Or: the unit", "unit", help=Label("不是某个人时填", "where it is no single person")),
    _slot("count", "或者：人数", "Or: how many persons", "count", help=Label("不知是谁、只知人数时填", "where only the number is known")),
), "violations", Label("当事人、单位、人数三项中恰填一项。", "Fill exactly one of person, unit and number of persons."))  # fmt: skip
FINDINGS = Part("findings", Label("已有的认定", "Findings so far"), (
    _slot("about", "关于", "About", "about", help=Label("单位、人员的编号或 v1；空着：整个事件", "code of a unit or person, or v1; blank: the incident")),
    _slot("finding", "认定事项", "Finding", "finding"),
    _slot("value", "结论", "Value", "value"),
    _slot("by", "认定机关或人", "Found by", "text"),
    _slot("on", "认定之日", "Found on", "day"),
    _slot("evidence", "依据（一行一项）", "Evidence (one a line)", "lines", wide=True),
), "findings", _FOUND)  # fmt: skip

PARTS = (BASICS, DATES, INCIDENT, VIOLATIONS, FINDINGS, DECISION)
