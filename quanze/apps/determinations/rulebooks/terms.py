"""Words of these pages: sections, states on a day, what the marks of verification mean."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from quanze.core.rulebook.library import Library
from quanze.core.rulebook.models import Identity
from quanze.core.words import GROUPS
from quanze.core.words.label import Label, Words, words

SECTIONS: Words = words(
    reach=("适用对象", "Whom it reaches"),
    labels=("责任口径", "Liability labels"),
    duties=("职责口径", "Duty labels"),
    methods=("问责方式和处分", "Methods and sanctions"),
    parameters=("参数", "Parameters"),
    findings=("认定", "Findings"),
    traces=("上追", "Tracing upward"),
    clauses=("情形", "Circumstances"),
    adjustments=("从轻从重和免责", "Lighter, heavier, exempt"),
    exclusions=("方式的排除", "Methods excluded"),
    combinations=("合并与衔接", "Combinations"),
    bars=("影响期", "Bars"),
    competence=("权限", "Competence"),
    gates=("程序步骤", "Steps of procedure"),
    deadlines=("期限", "Time limits"),
    information=("说明和答复", "Notes and answers"),
)
STATES: Words = words(
    in_force=("施行中", "in force"),
    to_come=("尚未施行", "not yet in force"),
    past=("已失效", "no longer in force"),
    undated=("施行日未载", "start not at hand"),
    sample=("样例", "sample"),
)
MARKS: Mapping[str, Label] = {
    "T": Label("读过规定全文或者近全文的公开文本。", "The text was read whole, or nearly so, in a public copy."),
    "Q": Label(
        "读到的是官方释义、指导性案例或者新闻稿对该条的引用。",
        "The article was read as quoted in an official commentary, a guiding case or an official news item.",
    ),
    "S": Label("只读到二手概述。", "Only a secondary summary was read."),
    "M+": Label(
        "表述有旁证，尚未与正式文本核对；可以引用，但每份定责建议都会注明。",
        "The wording is borne out from the side but not yet compared with the official print; it speaks, and every "
        "sheet says so.",
    ),
    "M": Label(
        "未核实：默认停用，不作为规定引用，须先与正式文本核对。",
        "Unverified: off by default and not law here until it is compared with the official print.",
    ),
}


class MarkTold(NamedTuple):
    """A mark, what it is called, and what it means."""

    mark: str
    name: Label
    meaning: Label


def mark_told(mark: str) -> MarkTold:
    """A mark with its words."""
    return MarkTold(mark, GROUPS["mark"][mark], MARKS[mark])


def state_on(identity: Identity, library: Library, on: date) -> str:
    """The key of STATES on a day (inclusive). A sample is no rule, so it is never in force."""
    if identity.kind == "sample":
        return "sample"
    period = library.period(identity.id, {})
    if period is None:
        return "undated"
    if period.contains(on):
        return "in_force"
    return "past" if period.ends_before is not None and on >= period.ends_before else "to_come"
