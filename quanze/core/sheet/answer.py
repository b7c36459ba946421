"""The first lines: who may have to answer, as what; what is open; what cannot be said yet."""

from __future__ import annotations

from quanze.core.determination.result import Party, Sheet
from quanze.core.sheet.blocks import Part, Points
from quanze.core.sheet.numbering import Group, in_order
from quanze.core.sheet.reader import Reader
from quanze.core.sheet.standing import standing


def answer(sheet: Sheet, reader: Reader) -> Part:
    """Three to five lines; "may", never "is": people decide."""
    lines = (
        _who(sheet, reader),
        _on_open_facts(sheet, reader),
        _to_find_out(sheet, reader),
        _cannot_be_said(sheet, reader),
        _warned(sheet, reader),
    )
    return Part("answer", reader.say("答复要点", "The answer in short"), (Points("", tuple(filter(None, lines))),))


def liability_text(party: Party, reader: Reader) -> str:
    """The headline liability under reserve: never a statement of guilt."""
    if party.liability == "undecided":
        return reader.say("责任类型尚不能确定", "the kind of liability cannot be said yet")
    if party.liability == "none":
        return reader.say("未达到问责门槛，只可提醒、批评教育", "below the threshold: only reminder or criticism")
    label = reader.word("liability", party.liability)
    return reader.say(f"可能承担{label}", f"may bear {label}")


def _named(parties: list[Party], reader: Reader) -> str:
    texts = [f"{reader.party(p)}{reader.say('——', ': ')}{liability_text(p, reader)}" for p in parties]
    return reader.listed(texts, by=("；", "; "))


def _who(sheet: Sheet, reader: Reader) -> str:
    firm = [party for party in sheet.parties if standing(party) == "applies"]
    if firm:
        lead = reader.say("如经有权机关查实，", "If confirmed by the competent organ: ")
        return f"{lead}{_named(firm, reader)}{reader.say('。', '.')}"
    return reader.say(
        "按已记录的材料，尚没有条款已经具备全部适用条件；这不等于无人负责。",
        "On what is recorded no clause is fully met yet; this does not mean that nobody answers.",
    )


def _on_open_facts(sheet: Sheet, reader: Reader) -> str:
    waiting = [party for party in sheet.parties if standing(party) == "depends"]
    below = [party for party in sheet.parties if standing(party) == "below"]
    texts = []
    if waiting:
        texts.append(reader.say("取决于待查事实的：", "Depending on open facts: ") + _named(waiting, reader))
    if below:
        texts.append(
            reader.say("没有问责条款适用的：", "No accountability clause applies to: ") + _named(below, reader)
        )
    return reader.listed(texts, by=("。", ". ")) + reader.say("。", ".") if texts else ""


def _to_find_out(sheet: Sheet, reader: Reader) -> str:
    """How many questions stand below, how many of them only about parties not yet reached, and the first."""
    now, later = in_order(sheet, reader.names)
    groups = (*now, *later)
    if not groups:
        return reader.say("没有待查事项。", "Nothing is left to be found out.")
    facts = sum(group.items[0].kind == "fact" for group in groups)
    judged = len(groups) - facts
    first = reader.text(_first(groups).ask)
    aside = reader.say(
        f"（其中{len(later)}项只关系到尚无条款触及的主体）",
        f" ({len(later)} of them only about parties that no clause reaches yet)",
    )
    aside = aside if later else ""
    return reader.say(
        f"还要查明：事实{facts}项、须由人作出的判断{judged}项{aside}；首先是：{first}",
        f"Still to be found out: {_count(facts, 'fact')} and {_count(judged, 'judgement')} for people{aside}; "
        f"first: {first}",
    )


def _first(groups: tuple[Group, ...]) -> Group:
    """The first question that is not only about who is competent."""
    return next((g for g in groups if any(i.decides != ("competence",) for i in g.items)), groups[0])


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" + ("" if number == 1 else "s")


def _cannot_be_said(sheet: Sheet, reader: Reader) -> str:
    firm = [party for party in sheet.parties if standing(party) == "applies"]
    open_ = [reader.party(party) for party in firm if party.liability == "undecided"]
    above = list(dict.fromkeys(reader.who(check.party) for check in sheet.to_check))
    texts = []
    if open_:
        names = reader.listed(open_)
        texts.append(reader.say(f"{names}的责任类型", f"the kind of liability of {names}"))
    if above:
        names = reader.listed(above)
        texts.append(reader.say(f"{names}本人有无失职（待核查）", f"whether {names} neglected duties of their own"))
    if not texts:
        return ""
    joined = reader.listed(texts, by=("；", "; "))
    return reader.say(f"尚不能下结论：{joined}。", f"Cannot be said yet: {joined}.")


def _warned(sheet: Sheet, reader: Reader) -> str:
    if not sheet.warnings:
        return ""
    titles = reader.listed(dict.fromkeys(reader.word("warning", warning.code) for warning in sheet.warnings))
    number = len(sheet.warnings)
    return reader.say(
        f"决定前请先看{number}条提示：{titles}。", f"Before deciding, see {_count(number, 'warning')}: {titles}."
    )
