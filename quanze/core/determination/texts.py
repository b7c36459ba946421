"""Sentences of the determination, each in both languages; braces take names."""

from __future__ import annotations

from collections.abc import Mapping

Text = Mapping[str, str]

SENTENCES: Mapping[str, tuple[str, str]] = {
    "absent": (
        "行为期间离岗，未实际履行“{post}”职责；以实际职责而不以岗位名义认定。",
        "Was away during the conduct and did not actually exercise the post {post}; actual duty decides, not the nominal post.",
    ),
    "took_no_part": (
        "既不分管该事项，记录也表明未参与决策和工作。",
        "Was not in charge of the matter, and the record shows no part in the decision and work.",
    ),
    "other_portfolio": (
        "登记的实际分工不涉及该事项，案件材料中也无其参与决策和工作的认定；如查明参与，补记认定后重新询问。",
        "The recorded portfolio lies elsewhere, and the case holds no finding of a part in the decision and work; "
        "should one be made, record it and ask again.",
    ),
    "member_open": (
        "班子其他成员：是否参与决策和工作未见记录，仅在查明本人参与或失职后才承担责任。",
        "Another member of the body: whether he took part is not recorded; he would answer only on a finding that he did.",
    ),
    "assisting": (
        "协助分管，不因协助本身承担责任；仅在查明本人失职后才承担责任。",
        "Helps with the matter; helping alone makes nobody answer, only a finding of his own neglect would.",
    ),
    "linking": (
        "联系（包联）该单位，不因联系本身承担责任；仅在查明本人失职后才承担责任。",
        "Is linked to the unit; the link alone makes nobody answer, only a finding of his own neglect would.",
    ),
    "superior": (
        "上级领导：仅在查明其本人失职后才承担责任，不因层级当然追责。",
        "A superior: would answer only on a finding of his own neglect, never by level alone.",
    ),
    "dissented": (
        "对错误决策明确反对而未被采纳，不承担领导责任。",
        "Clearly opposed the wrong decision and was overruled: bears no leadership responsibility.",
    ),
    "reserved": (
        "集体决策中对错误决策保留意见，可不予或免予问责；由有权机关确认。",
        "Reserved his opinion on the wrong collective decision: may be spared or exempted; the competent organ confirms.",
    ),
    "personal_decision": (
        "错误决策由他人个人决定或批准，属其个人责任；未见关于本人失职的认定。",
        "The wrong decision was made or approved by another person alone and is that person's own; no finding of neglect about this person.",
    ),
    "no_conduct": (
        "已作出的认定表明未履行职责的情形不成立。",
        "The recorded findings say that there was no failure of duty.",
    ),
    "excused": ("已记录的认定成立：{summary}", "On the recorded findings: {summary}"),
    "violator": (
        "本人实施违纪违法行为，按纪律、政务处分处理；问责对象是负有领导责任者，不含直接责任者。",
        "Committed the violation himself: handled by discipline or state sanction; accountability is for leadership, not for the direct violator.",
    ),
    "violator_group": (
        "直接责任者（{count}人）按纪律、政务处分处理，不列为问责对象。",
        "The direct violators ({count}) are handled by discipline or state sanction and are no objects of accountability.",
    ),
    "violator_unknown": (
        "直接责任者人数、身份待查，按纪律、政务处分处理，不列为问责对象。",
        "The direct violators, yet to be identified, are handled by discipline or state sanction and are no objects of accountability.",
    ),
    "to_justice": (
        "涉嫌犯罪的，由司法机关依法处理；党纪、政务处分另行作出。",
        "A suspected crime goes to justice by law; party and state sanctions are decided apart.",
    ),
    "no_clause": (
        "已记录的事实不符合任何适用于组织的情形。",
        "The recorded facts meet no circumstance that reaches organizations.",
    ),
    "ordinary": (
        "一般工作人员不是问责对象；如有违纪违法，按纪律、政务处分处理。",
        "Ordinary staff are no objects of accountability; a violation of theirs is handled by discipline or state sanction.",
    ),
    "below": (
        "未达问责情形的后果要件：只可提醒、批评。",
        "The consequence that accountability needs is not there: reminder or criticism only.",
    ),
    "who_in_charge": (
        "行为期间由谁实际分管{unit}所涉事项？登记中无分管记录；查明前由主要负责人负责。",
        "Who was really in charge of the matter in {unit} during the conduct? No portfolio is recorded; until answered the principal answers.",
    ),
    "who_in_charge_above": (
        "行为期间{unit}由谁分管{below}？登记中无记录。",
        "Who at {unit} was in charge of {below} during the conduct? Nothing is recorded.",
    ),
    "no_post": (
        "{person}行为期间任何职务？登记中未见其任职，查明前不能判断其责任。",
        "Which post did {person} hold during the conduct? The register shows none; until then his part cannot be judged.",
    ),
    "vacant": (
        "行为期间谁担任或代理“{post}”？登记中无人在任。",
        "Who held or acted in {post} during the conduct? The register shows nobody.",
    ),
    "no_head": (
        "{unit}行为期间的主要负责人是谁？登记中无主要负责人岗位。",
        "Who headed {unit} during the conduct? The register shows no principal's post.",
    ),
    "took_part": ("{person}是否参与了该决策和工作？", "Did {person} take part in the decision and work?"),
    "conduct_dates": (
        "行为起止日期（精确到日）是什么？期间内适用的规定有变化。",
        "On which days did the conduct begin and end? The law changed within the span given.",
    ),
    "status": (
        "{person}：{what}？影响可适用的方式。",
        "{person}: {what}? It decides which methods are possible.",
    ),
    "managed_by": (
        "{person}现由哪一级党委管理（干部管理权限）？",
        "Which committee manages {person} (cadre management authority)?",
    ),
    "restored": (
        "{person}何时恢复党员权利？留党察看期满后的二年自该日起算。",
        "When were {person}'s rights restored? The two years after probation count from that day.",
    ),
    "closed_unit": (
        "该单位已于行为后撤并，由承接单位 {successors} 承接整改和执行。",
        "The unit has since been closed; {successors} takes over rectification and execution.",
    ),
}


def say(key: str, **names: str) -> Text:
    """The sentence in both languages with its names filled in."""
    zh, en = SENTENCES[key]
    return {"zh": zh.format(**names), "en": en.format(**names)}


def both(zh: str, en: str) -> Text:
    """A text given in both languages."""
    return {"zh": zh, "en": en}
