"""Words of the determination sheet: relations, duties, liabilities, tracks, states of a clause."""

from __future__ import annotations

from collections.abc import Mapping

from quanze.core.words.label import Words, words

_RELATION = words(
    principal=("主要负责人", "principal"),
    in_charge=("分管（主管）领导", "leader in charge"),
    assisting=("协助分管", "assisting leader"),
    linking=("联系（包联）领导", "linking leader"),
    stand_in=("代管领导", "leader standing in"),
    participant=("参与决策和工作的班子成员", "member who took part in decision and work"),
    member=("班子其他成员", "other member of the leading body"),
    discipline_head=("纪检机关主要负责人", "head of the discipline organ"),
    resident_group=("派驻纪检监察组成员", "resident discipline group"),
    superior_principal=("上级主要负责人", "principal of the superior unit"),
    superior_in_charge=("上级分管领导", "superior leader in charge"),
    body=("领导班子（党组织）", "leading body or party organization"),
    discipline_body=("纪检机关", "discipline organ as a body"),
)

_DUTY = words(
    overall=("全面领导责任", "overall leadership duty"),
    first_responsible=("第一责任人责任", "duty of the first responsible person"),
    main_leadership=("主要领导责任", "main leadership duty"),
    important_leadership=("重要领导责任", "important leadership duty"),
    direct_leadership=("直接领导责任", "direct leadership duty"),
    supervision=("监督责任", "supervision duty"),
)

_LIABILITY = words(
    collective=("集体责任", "collective liability"),
    overall_leadership=("全面领导责任", "overall leadership liability"),
    main_leadership=("主要领导责任", "main leadership liability"),
    important_leadership=("重要领导责任", "important leadership liability"),
    individual=("个人责任", "individual liability"),
    direct=("直接责任", "direct liability"),
    undecided=("责任类型待定", "liability undecided"),
    none=("不承担责任", "no liability"),
)

# A bare 领导责任 may be proposed, so that the warnings can say what it lacks; no sheet concludes it.
_PROPOSED = {**_LIABILITY, **words(leadership=("领导责任（未区分）", "leadership liability, unspecified"))}

_TRACK = words(
    accountability=("问责", "accountability"),
    party=("党纪处分", "party discipline"),
    state=("政务处分", "state sanction"),
    handling=("组织处理", "organizational handling"),
    first_form=("第一种形态（提醒批评）", "first form: reminder and criticism"),
    justice=("移送司法", "justice"),
)

GROUPS: Mapping[str, Words] = {
    "relation": _RELATION,
    "duty": _DUTY,
    "liability": _LIABILITY,
    "proposed_liability": _PROPOSED,
    "track": _TRACK,
    "responsibility": words(
        main_body=("主体责任", "main-body responsibility"),
        supervision=("监督责任", "supervision responsibility"),
        leadership=("领导责任", "leadership responsibility"),
    ),
    "status": words(
        applies=("适用", "applies"),
        depends=("取决于待查事实", "depends on open facts"),
        does_not_apply=("不适用", "does not apply"),
    ),
    "execution": words(
        improper=("执行不当", "improper execution"),
        weak=("执行不力", "weak execution"),
        none=("不执行", "no execution"),
    ),
    "text": words(
        full=("条文齐备", "full text at hand"),
        part=("部分条文", "part of the text at hand"),
        identity_only=("仅有名称和日期，条文未备", "identity only, text not at hand"),
    ),
    "taken": words(
        old=("适用旧规定", "the old rule is taken"),
        new=("适用新规定", "the new rule is taken"),
        people=("由人选择", "people choose"),
    ),
    "question_kind": words(
        fact=("待查事实", "fact to be found"),
        judgement=("须由人作出的判断", "judgement for people only"),
    ),
    "basis": words(
        decided=("按已作决定计算", "from the decision taken"),
        assumed=("假定于询问日作出决定", "as if decided on the day asked"),
    ),
    "decision_effect": words(
        lighter=("从轻", "lighter"),
        mitigated=("减轻", "mitigated"),
        lighter_or_mitigated=("从轻或者减轻", "lighter or mitigated"),
        heavier=("从重", "heavier"),
        aggravated=("加重", "aggravated"),
        heavier_or_aggravated=("从重或者加重", "heavier or aggravated"),
        not_accountable=("不予问责", "not held accountable"),
        exempt=("免予问责", "exempt from accountability"),
        not_or_exempt=("不予问责或者免予问责", "not held accountable or exempt"),
    ),
    "mark": {
        **words(
            T=("原文核对", "read in the text"),
            Q=("官方引文核对", "read in an official quotation"),
            S=("二手概述", "read in a secondary summary"),
            M=("未核实", "unverified"),
        ),
        **words(**{"M+": ("条文表述待与正式文本核对", "wording awaits comparison with the official print")}),
    },
}
