"""The sentences that stand beside a bar and say why it runs as it does."""

from __future__ import annotations

from datetime import date

from quanze.core.effects.rows import Text

RESTORED_ON_MISSING: Text = {
    "zh": "期间自恢复党员权利之日起算，请补充恢复党员权利的日期。",
    "en": "The period counts from the day rights are restored; give that day (restored_on).",
}
MONTHS_MISSING: Text = {
    "zh": "期间由决定写明，请补充决定所定的月数。",
    "en": "The length is written in the decision; give it in months.",
}
NO_PERIOD: Text = {"zh": "规定未设期间。", "en": "The rule sets no period."}
REMAINDER_UNKNOWN: Text = {
    "zh": "前一处分的影响期起止不明，两期相加的届满日无法计算。",
    "en": "An earlier sanction's period is not known, so the day on which both together end cannot be computed.",
}
STOPPED: Text = {
    "zh": "原决定已被变更或者撤销，限制至新决定前一日止。",
    "en": "The decision was changed or revoked; its bar stops the day before the new decision.",
}
LIGHTER: Text = {
    "zh": "由重改轻（或者轻重不变），自原决定之日起算。",
    "en": "Changed to a lighter or equal measure: the period counts from the original decision.",
}
HEAVIER: Text = {
    "zh": "由轻改重，自新决定之日起算，扣除原期间已经执行的部分。",
    "en": "Changed to a heavier measure: the period counts from the new decision, less the time already served.",
}
WEIGHT_OPEN: Text = {
    "zh": "新旧方式轻重不可比：先列自原决定之日起算，后列自新决定之日起算，由有权机关确定。",
    "en": "Old and new cannot be weighed: first counted from the original decision, then from the new; people choose.",
}
ABSORBED_WHOLE: Text = {
    "zh": "同日的诫勉影响期为本处分影响期所吸收，不相加。",
    "en": "The period of an admonition of the same day is absorbed by this one, not added.",
}
TOGETHER: Text = {
    "zh": "组织处理与处分同时给予，限制相同的，按期间长的执行。",
    "en": "Handling and sanction were imposed together; for the same bar the longer period applies.",
}


def joined(*notes: Text | None) -> Text | None:
    """All given sentences as one text in both languages; None if there is none."""
    given = [note for note in notes if note]
    if not given:
        return None
    return {"zh": "".join(note["zh"] for note in given), "en": " ".join(note["en"] for note in given)}


def ground_missing(ground: str) -> Text:
    """Says that the bar runs only if the measure was taken on ``ground`` (accountability, unfitness)."""
    zh = {"accountability": "问责", "unfitness": "不适宜担任现职"}.get(ground, ground)
    return {
        "zh": f"仅在事由为“{zh}”时适用，请补充事由。",
        "en": f"Runs only if the ground was {ground}; record the ground.",
    }


def between(one: int, most: int) -> Text:
    """Says that people choose a length of ``one`` to ``most`` months for several identical sanctions."""
    return {
        "zh": f"合并执行数个相同处分，期间在{one}个月以上、{most}个月以下确定，由有权机关选择。",
        "en": f"Several identical sanctions merged: the period lies between {one} and {most} months; people choose.",
    }


def outside(chosen: int, one: int, most: int) -> Text:
    """Says that the ``chosen`` months lie outside what the rule allows, and that its nearest limit was counted."""
    return {
        "zh": f"决定所写{chosen}个月超出{one}至{most}个月的幅度，按幅度的界限计算。",
        "en": f"The decision's {chosen} months lie outside {one} to {most}; the nearest limit was counted.",
    }


def added(earlier_end: date) -> Text:
    """Says that the remainder of a sanction running to ``earlier_end`` (inclusive) was added."""
    return {
        "zh": f"作出决定时前一处分的影响期尚未届满（至{earlier_end}），剩余期间与新期间相加。",
        "en": f"An earlier sanction's period still ran (to {earlier_end}); its remainder is added to the new period.",
    }


def capped(months: int) -> Text:
    """Says that the sum was cut at ``months``."""
    return {"zh": f"相加后以{months}个月为限。", "en": f"The sum is limited to {months} months."}


def absorbed(method: str, day: date) -> Text:
    """Says that a sanction ``method``, whose period starts on ``day``, absorbed what was left."""
    return {
        "zh": f"剩余期间为{day}起的处分影响期所吸收，不相加。",
        "en": f"What was left is absorbed by the period of {method} from {day}, not added.",
    }


def overlapping(method: str, day: date) -> Text:
    """Says that the same bar also runs from sanction ``method`` and that the later end, ``day``, counts."""
    return {
        "zh": f"同一限制另因处分存续，不相加，以届满在后的{day}为准。",
        "en": f"The same bar also runs from {method}; nothing is added, the later end {day} counts.",
    }
