"""Methods and sanctions by group, and the bars they carry. The order is no order of weight."""

from __future__ import annotations

from collections.abc import Mapping

from quanze.core.words.label import Words, words

_FIRST_FORM = words(
    oral_criticism=("口头批评", "oral criticism"),
    reminder_talk=("提醒谈话", "reminder talk"),
    warning_talk=("警示谈话", "warning talk"),
    criticism_education=("批评教育", "criticism and education"),
    alert_talk=("约谈", "alert talk"),
)

_PERSON = words(
    admonition=("诫勉", "admonition"),
    written_self_criticism=("责令作出书面检查", "ordered written self-criticism"),
    public_self_criticism=("公开检讨", "public self-criticism"),
    explain_in_person=("当面说明情况", "explaining in person"),
    ordered_rectification=("责令限期整改", "ordered rectification within a time limit"),
    circular=("通报", "criticism by circular"),
    award_bar=("取消评优评先资格", "exclusion from excellence and awards"),
    public_apology=("责令公开道歉", "ordered public apology"),
    suspension=("停职检查", "suspension for examination"),
    portfolio_change=("调整分工", "change of portfolio"),
    post_adjustment=("调整职务（调离岗位）", "change of post"),
    to_rank_post=("转任职级公务员", "transfer to a rank post without leadership"),
    resignation_taking_blame=("引咎辞职", "resignation taking the blame"),
    ordered_resignation=("责令辞职", "ordered resignation"),
    removal=("免职", "removal from post"),
    demotion=("降职", "demotion"),
    early_retirement=("提前退休", "early retirement"),
    treatment_adjustment=("调整退休待遇", "adjustment of retirement treatment"),
)

_PARTY = words(
    party_warning=("党内警告", "party warning"),
    party_serious_warning=("党内严重警告", "serious party warning"),
    party_removal=("撤销党内职务", "removal from party posts"),
    party_probation=("留党察看", "probation within the party"),
    party_expulsion=("开除党籍", "expulsion from the party"),
)

_STATE = words(
    state_warning=("政务警告", "state warning"),
    state_demerit=("政务记过", "state demerit"),
    state_major_demerit=("政务记大过", "state major demerit"),
    state_demotion=("政务降级", "state reduction in grade"),
    state_removal=("政务撤职", "state removal from office"),
    state_dismissal=("政务开除", "state dismissal"),
    post_grade_reduction=("降低岗位等级", "reduction of post grade"),
)

_BODY = words(
    body_inspection=("责令作出书面检查", "ordered written self-criticism of the body"),
    body_rectification=("责令整改", "ordered rectification of the body"),
    body_circular=("通报", "criticism of the body by circular"),
    body_admonition_talk=("集体诫勉谈话", "collective admonition talk"),
    body_adjustment=("调整处理（整顿调整）", "adjustment of the body"),
    body_reorganisation=("改组", "reorganisation of the body"),
    body_dissolution=("解散", "dissolution of the body"),
    body_award_bar=("取消单位评优评先资格", "exclusion of the unit from excellence and awards"),
    body_veto=("一票否决", "one-vote veto in assessment"),
)

_JUSTICE = words(transfer_to_justice=("移送司法机关", "hand-over to justice"))

BARS: Words = words(
    no_promotion=("不得提拔", "no promotion"),
    no_further_use=("不得进一步使用", "no further use in a more important post"),
    no_leading_post=("不得担任领导职务", "no leading post"),
    no_equal_post=("不得担任与原职务相当的职务", "no post equal to the former one"),
    no_equal_or_higher_post=("不得担任与原职务相当或者高于原职务的职务", "no post equal to or above the former one"),
    no_higher_post=("不得担任高于原职务层次的职务", "no post above the former level"),
    no_rank_advancement=("不得晋升职级（级别）", "no advancement in rank"),
    no_wage_step=("不得晋升工资档次", "no wage step"),
    no_readmission=("不得重新入党", "no readmission to the party"),
    no_excellent_grade=("年度考核不得评为优秀", "no excellent grade in the yearly appraisal"),
    no_honours=("不得评选先进", "no honours or awards"),
    comment_only=("年度考核只写评语、不定等次", "yearly appraisal with comment only, no grade"),
    incompetent_grade=("年度考核定为不称职", "yearly appraisal graded incompetent"),
)

METHODS: Words = {**_FIRST_FORM, **_PERSON, **_PARTY, **_STATE, **_BODY, **_JUSTICE}

GROUPS: Mapping[str, tuple[str, ...]] = {
    "first_form": tuple(_FIRST_FORM),
    "person": tuple(_PERSON),
    "party": tuple(_PARTY),
    "state": tuple(_STATE),
    "body": tuple(_BODY),
    "justice": tuple(_JUSTICE),
}
