"""Warnings (提示): short titles; the sheet adds the reason and the rule."""

from __future__ import annotations

from quanze.core.words.label import Words, words

WARNINGS: Words = words(
    only_deputies=("只追究副职、未触及正职", "only deputies are held accountable"),
    only_lower_levels=("问责向下集中、层级偏低", "only lower levels are held accountable"),
    staff_as_target=("以一般工作人员为问责对象", "ordinary staff made a target of accountability"),
    direct_for_leadership=("以直接责任代替领导责任", "direct liability in place of leadership liability"),
    person_for_body=("以个人责任代替集体责任", "a person in place of the body"),
    catch_all_unreasoned=("适用兜底条款未说明理由", "catch-all clause without a reason"),
    same_facts_again=("就同一事实重复问责", "the same facts pursued again"),
    several_in_a_month=("一个月内多次问责（凑数问责）", "several measures within a month"),
    label_missing=("只写领导责任，未区分主要或者重要", "leadership liability without main or important"),
    approval_missing=("启动问责未经审批", "started without the required approval"),
    hearing_missing=("未听取陈述和申辩", "statement and defence not heard"),
    fact_meeting_missing=("事实材料未与问责对象见面", "fact material not shown to the person concerned"),
    no_collective_decision=("未经集体研究决定", "no collective decision"),
    nominal_post_only=("仅凭名义分工定责，未看实际履职", "liability by nominal post, not by actual duty"),
    under_filed_review=("已立案审查，不再另行启动问责", "already under filed review"),
    superior_by_level_only=("仅凭层级追究上级", "a superior pursued by level only"),
    village_cadre=("村（社区）干部不属于问责对象", "village cadre outside the reach of accountability"),
    non_party_target=("非中共党员不适用党内问责", "party accountability against a non-party member"),
    retired_method=("所拟方式不适用于退休人员", "method not open against a retired person"),
    own_organ_cannot_decide=("本机关无权作出该决定", "the organ cannot decide this itself"),
    sanction_pair_missing=("党纪与政务处分不匹配", "party and state sanction do not match"),
    prior_bar_running=("原影响期尚未届满", "an earlier bar is still running"),
    deputy_heavier_than_head=("副职处理重于正职", "a deputy is treated more heavily than the head"),
    out_of_line_with_comparables=("与同类案件处理失衡", "out of line with comparable cases"),
    organ_not_named=("规定未列明该级查处机关", "the rule does not name this investigating organ"),
    below_threshold=("未达到问责门槛", "below the accountability threshold"),
    wording_unverified=("所引条文表述待核实", "wording of a cited clause unverified"),
)
