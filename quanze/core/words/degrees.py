"""Degrees and ways of the incident (影响、后果、损失、情节、危害), and how it was decided."""

from __future__ import annotations

from collections.abc import Mapping

from quanze.core.words.label import Words, words

GROUPS: Mapping[str, Words] = {
    "influence": words(
        none=("无不良影响", "no bad influence"),
        bad=("不良影响", "bad influence"),
        serious_bad=("严重不良影响", "serious bad influence"),
        vile=("恶劣影响", "vile influence"),
    ),
    "consequence": words(
        none=("无后果", "no consequence"),
        ordinary=("一般后果", "ordinary consequence"),
        serious=("严重后果", "serious consequence"),
    ),
    "loss": words(
        none=("无损失", "no loss"),
        considerable=("较大损失", "considerable loss"),
        heavy=("重大损失", "heavy loss"),
        serious=("严重损失", "serious loss"),
    ),
    "circumstances": words(
        light=("情节较轻", "light circumstances"),
        heavier=("情节较重", "heavier circumstances"),
        serious=("情节严重", "serious circumstances"),
    ),
    "harm": words(
        light=("危害程度较轻", "light harm"),
        heavier=("危害程度较重", "heavier harm"),
        serious=("危害程度严重", "serious harm"),
    ),
    "decision_by": words(
        collective=("集体决定", "collective decision"),
        personal=("个人决定或者批准", "decided or approved by one person"),
    ),
    "ground": words(
        accountability=("因问责", "for accountability"),
        unfitness=("因不适宜担任现职", "for unfitness for the post"),
    ),
    "step": words(
        initiation_approved=("启动问责已经审批", "initiation approved"),
        fact_material_met=("事实材料已与问责对象见面", "fact material shown to the person concerned"),
        statement_heard=("已听取陈述和申辩", "statement and defence heard"),
        report_discussed=("调查报告已经集体讨论", "inquiry report discussed by the group"),
        collective_decision=("已经集体研究决定", "decided collectively"),
    ),
    "field": words(
        finance=("财务资金", "finance"),
        personnel=("选人用人", "personnel"),
        education=("教育", "education"),
        health=("医疗卫生", "health"),
        ecology=("生态环境保护", "ecology and environment"),
        food_drug_safety=("食品药品安全", "food and drug safety"),
        work_safety=("安全生产", "work safety"),
        poverty_relief=("扶贫脱贫", "poverty relief"),
        social_security=("社会保障", "social security"),
    ),
}
