"""Words of the register: levels, ranks, kinds of unit and body, roles, lines, portfolios, status."""

from __future__ import annotations

from collections.abc import Mapping

from quanze.core.words.label import Words, words

_LEVEL = words(
    village=("村（社区）级", "village level"),
    township=("乡科级（乡镇、街道）", "township level"),
    county=("县级", "county level"),
    prefecture=("市（地）级", "prefecture level"),
    sub_provincial=("副省级", "sub-provincial level"),
    province=("省级", "provincial level"),
    central=("中央一级", "central level"),
)

_RANK = words(
    none=("无级别", "no rank"),
    staff=("科员级", "staff rank"),
    below_section=("股级", "below section rank"),
    deputy_section_chief=("乡科级副职", "deputy section chief"),
    section_chief=("乡科级正职", "section chief"),
    deputy_division_chief=("县处级副职", "deputy division chief"),
    division_chief=("县处级正职", "division chief"),
    deputy_bureau_chief=("厅局级副职", "deputy bureau chief"),
    bureau_chief=("厅局级正职", "bureau chief"),
    deputy_minister=("省部级副职", "deputy minister"),
    minister=("省部级正职", "minister"),
    deputy_state=("国家级副职", "deputy head of state level"),
    state=("国家级正职", "head of state level"),
)

_KIND = words(
    territory=("地方（行政区域）", "territory"),
    party_committee=("党委", "party committee"),
    party_group=("党组", "party group"),
    work_organ=("党的工作机关", "party work organ"),
    government=("人民政府", "government"),
    department=("工作部门", "department"),
    discipline_commission=("纪律检查委员会", "discipline inspection commission"),
    supervision_commission=("监察委员会", "supervision commission"),
    resident_group=("派驻纪检监察组", "resident discipline and supervision group"),
    people_congress=("人大机关", "people's congress organ"),
    cppcc=("政协机关", "people's political consultative conference organ"),
    court=("人民法院", "people's court"),
    procuratorate=("人民检察院", "people's procuratorate"),
    work_committee=("党的工作委员会", "party work committee"),
    development_zone=("开发区（园区）", "development zone"),
    township=("乡镇", "township"),
    subdistrict=("街道", "subdistrict"),
    village=("村", "village"),
    community=("社区", "community"),
    internal_unit=("内设机构", "internal unit"),
    affiliated_unit=("直属单位（二级机构）", "affiliated unit"),
    line_unit=("垂直管理单位", "vertically managed unit"),
    school=("学校", "school"),
    university=("高等学校", "university"),
    hospital=("医院", "hospital"),
    soe=("国有企业", "state-owned enterprise"),
    institution=("事业单位", "public institution"),
    mass_organization=("群团组织", "mass organization"),
    other=("其他单位", "other unit"),
)

_BODY_KIND = words(
    party_committee=("党委", "party committee"),
    party_group=("党组", "party group"),
    work_organ=("党的工作机关", "party work organ"),
    leading_body=("领导班子", "leading body"),
    discipline_organ=("纪律检查机关", "discipline inspection organ"),
    resident_group=("派驻纪检监察组", "resident discipline and supervision group"),
    grassroots_committee=("基层党委", "grassroots party committee"),
    general_branch=("党总支", "general party branch"),
    branch=("党支部", "party branch"),
)

_ROLE = words(
    principal=("党政主要负责人（一人兼任）", "principal heading party and administration"),
    party_principal=("党组织主要负责人", "principal of the party organization"),
    admin_principal=("行政主要负责人", "principal of the administration"),
    executive_deputy=("常务副职", "executive deputy"),
    party_deputy=("党组织副职", "deputy of the party organization"),
    deputy=("副职", "deputy"),
    party_group_member=("党组成员", "party group member"),
    standing_member=("常委", "standing committee member"),
    alternate_member=("候补委员", "alternate member"),
    member=("班子成员", "member of the leading body"),
    discipline_head=("纪检机关主要负责人", "head of the discipline organ"),
    discipline_member=("纪检机关成员", "member of the discipline organ"),
    resident_group_head=("派驻纪检监察组组长", "head of the resident discipline group"),
    resident_group_deputy=("派驻纪检监察组副组长", "deputy head of the resident discipline group"),
    chief_engineer=("总工程师（总师）", "chief engineer"),
    section_head=("内设机构负责人", "head of an internal unit"),
    village_secretary=("村（社区）党组织书记", "village party secretary"),
    village_director=("村（居）委会主任", "village director"),
    branch_secretary=("党支部书记", "branch secretary"),
    non_leading=("非领导职务", "non-leading post"),
    staff=("一般工作人员", "ordinary staff"),
)

_NOW = words(
    in_post=("在职", "in post"),
    moved=("已调任", "moved to another post"),
    promoted=("已提拔", "promoted"),
    retired=("已退休", "retired"),
    left=("已离职", "left service"),
    resigned=("已辞职", "resigned"),
    removed=("已免职", "removed from post"),
    dismissed=("已被开除公职", "dismissed from public service"),
    expelled=("已被开除党籍", "expelled from the party"),
    sentenced=("已被判刑", "sentenced"),
    deceased=("已死亡", "deceased"),
)

_CATEGORY = words(
    civil_servant=("公务员", "civil servant"),
    reference_managed=("参照公务员法管理人员", "staff managed by reference to the civil servant law"),
    institution=("事业单位工作人员", "staff of a public institution"),
    soe=("国有企业管理人员", "manager of a state-owned enterprise"),
    village=("基层群众性自治组织管理人员", "manager of a villagers' or residents' committee"),
    contract=("合同制（编外）人员", "contract staff"),
)

GROUPS: Mapping[str, Words] = {
    "level": _LEVEL,
    "rank": _RANK,
    "kind": _KIND,
    "body_kind": _BODY_KIND,
    "role": _ROLE,
    "now": _NOW,
    "category": _CATEGORY,
    "line": words(
        leads=("垂直领导", "leads"),
        co_leads=("双重领导", "leads jointly with the territory"),
        guides=("业务指导", "guides only"),
    ),
    "manner": words(
        in_charge=("分管（主管）", "in charge"),
        assisting=("协助分管", "assisting"),
        stand_in=("代管", "standing in"),
        linking=("联系（包联）", "linking"),
    ),
}
