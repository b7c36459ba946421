"""Words that only the sheet needs, beside the closed lists of quanze.core.words; both languages."""

from __future__ import annotations

from collections.abc import Mapping

from quanze.core import words
from quanze.core.words.label import Label, Words
from quanze.core.words.label import words as pairs

LABELS: Mapping[str, Words] = {
    "purpose": pairs(
        circumstance=("问责情形", "circumstances"),
        accountability=("问责", "accountability"),
        sanction=("处分", "sanctions"),
        method=("处理方式", "methods"),
        handling=("组织处理", "organizational handling"),
        competence=("权限", "competence"),
        bars=("影响期", "effect periods"),
        procedure=("程序", "procedure"),
        combination=("合并与衔接", "combinations"),
        adjustment=("从轻从重", "adjustments"),
    ),
    "discretion": pairs(may=("可以", "may"), shall=("应当", "shall"), should=("应当", "shall"), must=("应当", "shall")),
    "combination": pairs(
        exclusive=("{0}，只能择一", "{0}: only one of them"),
        requires=("{0}，须同时给予{1}", "{0}: only together with {1}"),
        absorbed=("{0}，被{1}吸收", "{0}: taken up by {1}"),
        together=("{0}，可以与{1}合并使用", "{0}: may be combined with {1}"),
    ),
    "combined": pairs(
        sum=("与未满的影响期累加", "added to the period still running"),
        longest=("与其他影响期取其长者", "the longest of the periods counts"),
        absorb=("被处分影响期吸收", "absorbed by the period of the sanction"),
        absorbed=("被处分影响期吸收", "absorbed by the period of the sanction"),
        capped=("累加后以上限为止", "added up to the cap"),
        alone=("仅在单独使用时适用", "only when imposed alone"),
        rebased=("因处分变更重新起算", "counted anew after the sanction was changed"),
    ),
    "route": pairs(
        discipline=("纪律处分程序（党纪、政务）", "the discipline track (party and state sanctions)"),
        party=("党纪处分程序", "party discipline"),
        state=("政务处分程序", "state sanctions"),
        accountability=("问责程序", "accountability"),
        supervision_law=("监察法律规定的问责", "accountability under supervision law"),
        supervision=("监察法律规定的问责", "accountability under supervision law"),
        justice=("司法机关", "justice"),
        handling=("组织处理", "organizational handling"),
        first_form=("提醒、批评教育", "reminder and criticism"),
        local_measure=("地方规定", "the local measure"),
    ),
    "party_kind": pairs(person=("个人", "a person"), body=("组织（班子）", "a body")),
    # "mandatory" is a rulebook's own effect: pursuit may not be left out.
    "effect": {**words.GROUPS["decision_effect"], "mandatory": Label("必须追究责任", "pursuit is mandatory")},
    "yes": {"yes": Label("是", "yes"), "no": Label("否", "no"), "unknown": Label("尚未查明", "not yet known")},
    "set": pairs(
        removal_or_heavier=("撤职以上处分", "removal from office or heavier"),
        party_removal_or_heavier=("撤销党内职务以上处分", "removal from party posts or heavier"),
        party_sanctions=("党纪处分", "party sanctions"),
        state_sanctions=("政务处分", "state sanctions"),
        handling=("组织处理", "organizational handling"),
    ),
    "link": pairs(
        duty=("职责依据", "basis of the duty"),
        conduct=("履职行为", "conduct"),
        execution=("执行情况", "execution"),
        result=("后果", "result"),
        causation=("因果关系", "causation"),
        factors=("主客观因素", "subjective and objective factors"),
    ),
    "link_open": pairs(
        duty=("尚待查明：职责的依据是什么？", "To be found: on what basis did the duty rest?"),
        conduct=("尚待查明：当时作了什么、没有作什么？", "To be found: what was done or left undone at the time?"),
        execution=(
            "尚待查明：是执行不当、执行不力还是不执行？",
            "To be found: was execution improper, weak or absent?",
        ),
        result=("尚待查明：造成了什么后果？", "To be found: what was the result?"),
        causation=("尚待查明：履职行为与后果有无因果关系？", "To be found: did the conduct cause the result?"),
        factors=("尚待查明：有哪些主观和客观因素？", "To be found: which subjective and objective factors were there?"),
    ),
}


def word(group: str, key: str, lang: str) -> str:
    """The term for a key, from the sheet's own lists first, then from the closed lists of the field.

    A key outside both stands as plain words, without underscores. Raises KeyError for an unknown group.
    """
    own = LABELS.get(group) or words.GROUPS[group]
    found = own.get(key)
    return found.text(lang) if found else key.replace("_", " ")


def known(group: str, key: str) -> bool:
    """True if the key has a label in that list; an unknown list has none."""
    return key in (LABELS.get(group) or words.GROUPS.get(group) or {})
