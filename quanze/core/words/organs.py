"""Words of competence and procedure: phases, organs, whose organ, approvals, counted days."""

from __future__ import annotations

from collections.abc import Mapping

from quanze.core.words.label import Words, words

GROUPS: Mapping[str, Words] = {
    "phase": words(
        start=("启动", "start"),
        investigate=("调查", "investigate"),
        decide=("决定", "decide"),
        execute=("执行", "execute"),
        record=("备案归档", "record"),
        appeal=("申诉", "appeal"),
        correct=("纠正", "correct"),
    ),
    "organ": words(
        discipline_commission=("纪律检查委员会", "discipline inspection commission"),
        party_committee=("党委", "party committee"),
        party_group=("党组", "party group"),
        party_work_organ=("党的工作机关", "party work organ"),
        organization_department=("党委组织部门", "organization department of the party committee"),
        supervision_commission=("监察委员会", "supervision commission"),
        appointing_organ=("任免机关、单位", "appointing organ or unit"),
        resident_group=("派驻纪检监察组", "resident discipline and supervision group"),
        grassroots_commission=("基层纪委", "grassroots discipline commission"),
        leading_group_office=("责任制领导小组办公室", "office of the responsibility-system leading group"),
        deciding_organ=("作出决定的机关", "organ that decided"),
        branch_meeting=("支部党员大会", "general meeting of the party branch"),
        next_higher_organ=("上一级机关", "next higher organ"),
    ),
    "organ_of": words(
        manager=("按干部管理权限", "of the authority that manages the cadre"),
        superior=("上级党组织", "of the organization above"),
        own_unit=("本单位", "of the unit itself"),
        dispatching=("派出机关", "of the dispatching organ"),
        line_superior=("上级主管单位（条线）", "of the vertical superior"),
        next_higher=("上一级", "of the next higher level"),
    ),
    "approval": words(
        principal_of_organ=("本机关主要负责人审批", "approval of the organ's principal"),
        principal_of_same_level_committee=(
            "同级党委主要负责人批准",
            "approval of the principal of the same-level committee",
        ),
        same_level_committee=("同级党委批准", "approval of the same-level committee"),
        committee_collective=("党委（党组）集体讨论决定", "collective decision of the committee or group"),
        next_higher_organ=("报上一级机关批准", "approval of the next higher organ"),
        organization_department=("征求组织部门意见", "opinion of the organization department"),
        unit_party_organization=("征求所在单位党组织意见", "opinion of the unit's party organization"),
        co_managing_side=("征求协管方意见", "opinion of the co-managing side"),
        resident_group=("征求派驻纪检监察组意见", "opinion of the resident group"),
        discipline_commission=("征求纪委意见", "opinion of the discipline commission"),
        plenary_two_thirds=("全体会议三分之二以上同意", "two thirds of the plenary meeting"),
        none=("无需审批", "no approval needed"),
    ),
    "counted_from": words(
        discovery=("发现之日", "the day of discovery"),
        receipt=("收到之日", "the day of receipt"),
        filing=("立案之日", "the day of filing"),
        decision=("作出决定之日", "the day of decision"),
        service=("送达之日", "the day of service"),
        closing=("结案之日", "the day of closing"),
        acceptance=("受理之日", "the day of acceptance"),
        announcement=("宣布之日", "the day of announcement"),
        conclusion=("调查终结之日", "the day the inquiry ends"),
        assessment=("考核之日", "the day of assessment"),
        probation_end=("察看期满之日", "the day probation ends"),
    ),
}
