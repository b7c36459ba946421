"""The sheet as read: a standing remark, the answer, then every section in its order."""

from __future__ import annotations

from quanze.core.determination.result import Sheet
from quanze.core.sheet.answer import answer
from quanze.core.sheet.asking import questions
from quanze.core.sheet.blocks import Paper, Para, Part
from quanze.core.sheet.capitals import capitalised
from quanze.core.sheet.following import deadlines, decided, double_check, warnings
from quanze.core.sheet.others import listing, not_responsible, referrals, routed, to_check
from quanze.core.sheet.overview import overview
from quanze.core.sheet.parties import parties
from quanze.core.sheet.reader import Reader
from quanze.core.sheet.sources import evaluations, provenance, rulebooks, unverified

SECTIONS = (
    answer,
    overview,
    parties,
    routed,
    not_responsible,
    to_check,
    questions,
    referrals,
    deadlines,
    double_check,
    warnings,
    decided,
    unverified,
    rulebooks,
    evaluations,
    provenance,
)


def paper(sheet: Sheet, reader: Reader) -> Paper:
    """All of the sheet in one language; nothing that was computed is left out."""
    title = reader.say("定责建议", "Determination sheet")
    case = reader.text(sheet.title) or sheet.case
    asked = reader.day(sheet.asked.on)
    subtitle = reader.say(f"{case}　（询问日：{asked}）", f"{case} (day of the question: {asked})")
    parts = _folded(tuple(section(sheet, reader) for section in SECTIONS), reader)
    return Paper(title, subtitle, remark(reader), parts if reader.lang == "zh" else capitalised(parts))


def _folded(parts: tuple[Part, ...], reader: Reader) -> tuple[Part, ...]:
    """Sections that hold nothing share one line, before the last section."""
    nothing = listing("", "", (), reader).blocks
    empty = [part.title for part in parts if part.blocks == nothing and not part.parts]
    if not empty:
        return parts
    full = [part for part in parts if part.blocks != nothing or part.parts]
    line = reader.say("无：", "None: ") + reader.listed(empty, by=("；", "; ")) + reader.say("。", ".")
    none = Part("nothing", reader.say("没有内容的部分", "Sections that hold nothing"), (Para(line, "note"),))
    return (*full[:-1], none, full[-1])


def remark(reader: Reader) -> str:
    """The line on top of every sheet: a proposal; people decide."""
    return reader.say(
        "建议稿，由有权机关决定。本稿不作结论、不打分、不推荐处分；凡未经查实的，均以查实为前提。",
        "A proposal; people with authority decide. It concludes nothing, scores nobody and recommends no sanction; "
        "whatever is not yet confirmed stands under that reserve.",
    )


def ordered(parts: tuple[Part, ...], first: tuple[str, ...]) -> tuple[Part, ...]:
    """The parts with those of ``first`` in front, the others in their order."""
    front = [part for key in first for part in parts if part.key == key]
    return (*front, *(part for part in parts if part.key not in first))
