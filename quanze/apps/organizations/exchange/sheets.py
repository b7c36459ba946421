"""The seven sheets that go out and come in: their columns, headers in both languages, and kinds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from quanze.apps.organizations.exchange.kinds import (
    Code,
    Codes,
    Count,
    Day,
    Flag,
    Identity,
    Kind,
    Phrases,
    Text,
    Word,
    birth,
)
from quanze.apps.people.words import GENDERS
from quanze.core.words.label import Label
from quanze.core.words.vocabulary import GROUPS

NO_HINT = Label("", "")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: key, header, kind; ``also`` other headers that people use; ``hint`` for the template."""

    key: str
    label: Label
    kind: Kind
    needed: bool = False
    also: tuple[str, ...] = ()
    hint: Label = NO_HINT


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: key, name, columns in their order."""

    key: str
    label: Label
    columns: tuple[Column, ...]
    also: tuple[str, ...] = ()
    by_key: Mapping[str, Column] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_key", {column.key: column for column in self.columns})


_ALSO: Mapping[str, Mapping[str, str]] = {
    "level": {"乡科级": "township", "乡镇级": "township", "县区级": "county", "市级": "prefecture", "地市级": "prefecture", "中央": "central"},
    "rank": {
        "正科级": "section_chief", "副科级": "deputy_section_chief", "正处级": "division_chief",
        "副处级": "deputy_division_chief", "正厅级": "bureau_chief", "副厅级": "deputy_bureau_chief",
        "正部级": "minister", "副部级": "deputy_minister", "科员": "staff", "无": "none",
    },
    "now": {"在任": "in_post", "退休": "retired", "免职": "removed", "去世": "deceased", "辞职": "resigned"},
    "kind": {"市政府": "government", "县政府": "government", "纪委": "discipline_commission", "监委": "supervision_commission"},
    "role": {"一把手": "principal", "正职": "admin_principal", "常务": "executive_deputy"},
}  # fmt: skip


def _word(group: str) -> Word:
    return Word(GROUPS[group], _ALSO.get(group, {}))


def _column(
    key: str, zh: str, en: str, kind: Kind, *, needed: bool = False, also: str = "", hint: tuple[str, str] = ("", "")
) -> Column:
    return Column(key, Label(zh, en), kind, needed, tuple(also.split()), Label(*hint))


_PERIOD = (
    _column(
        "starts_on", "起始日期", "starts on", Day(), also="起 开始日期 起始时间 任职时间 任职日期 生效日期 成立日期",
        hint=("从这一天起；空着表示起始不详", "from this day; empty: unknown"),
    ),
    _column(
        "ends_before", "终止日期", "ends before", Day(open_end=True),
        also="止 结束日期 终止时间 免职时间 免职日期 撤销日期 止（不含） 终止日期（不含）",
        hint=("从这一天起不再如此（不含当日）；空着或“至今”表示延续", "no longer from this day; empty: goes on"),
    ),
)  # fmt: skip
# Of an absence the first day is known, or nobody knows for which days somebody does not answer.
_FROM_A_DAY = (
    replace(_PERIOD[0], needed=True, hint=Label("从这一天起；不能空着", "from this day; needed")),
    _PERIOD[1],
)
_SEVERAL = ("多个之间用分号隔开", "several: semicolons between")

UNITS = Sheet(
    "units", Label("单位", "units"),
    (
        _column("code", "单位编号", "unit code", Code(), needed=True, also="编号 单位代码 机构编号 机构代码"),
        _column("name", "单位名称", "name", Text(), needed=True, also="名称 机构名称 单位"),
        _column("kind", "单位类别", "kind", _word("kind"), needed=True, also="类别 单位性质 机构类别 单位类型"),
        _column("level", "层级", "level", _word("level"), also="单位级别 级别"),
        _column("superior", "上级单位编号", "superior", Code(), also="上级单位 上级编号 主管单位编号 隶属单位编号"),
        _column("line_superior", "条线上级编号", "line superior", Code(), also="条线上级 垂直上级编号 业务主管单位编号"),
        _column("line", "条线关系", "line", _word("line"), also="垂直关系 管理体制"),
        _column("supervises", "监督单位编号", "supervises", Codes(), also="派驻监督单位 监督单位", hint=_SEVERAL),
        _column("dispatched_by", "派出机关编号", "dispatched by", Code(), also="派出机关"),
        _column("succeeded_by", "承接单位编号", "succeeded by", Codes(), also="承接单位 继受单位编号", hint=_SEVERAL),
        *_PERIOD,
    ),
    also=("组织机构", "机构", "单位表"),
)  # fmt: skip

POSTS = Sheet(
    "posts", Label("职务", "posts"),
    (
        _column("code", "职务编号", "post code", Code(), needed=True, also="编号 岗位编号 职位编号 职务代码"),
        _column("organization", "所属单位编号", "unit code", Code(), needed=True, also="单位编号 所在单位编号 单位代码"),
        _column("title", "职务名称", "title", Text(), also="职务 岗位名称 职位名称"),
        _column("role", "职务类别", "role", _word("role"), needed=True, also="职务角色 角色"),
        _column("rank", "级别", "rank", _word("rank"), also="职级 职务级别 职务层次"),
        _column("seats", "职数", "seats", Count(), also="名额", hint=("空着为 1", "empty: 1")),
        *_PERIOD,
    ),
    also=("岗位", "职位", "职务表"),
)  # fmt: skip

TENURES = Sheet(
    "tenures", Label("人员任职", "people and tenures"),
    (
        _column(
            "person", "人员编号", "person id", Code(), also="人员代码",
            hint=("已登记人员可只填编号；新人员可空着", "of somebody recorded already; empty for somebody new"),
        ),
        _column("name", "姓名", "person name", Text(100, person=True), hint=("新人员必填", "needed for somebody new")),
        _column(
            "identity_no", "身份证件号码", "identity number", Identity(), also="身份证号 身份证号码 公民身份号码 证件号码",
            hint=("文本格式", "as text"),
        ),
        _column("gender", "性别", "gender", Word(GENDERS, {"男性": "male", "女性": "female"})),
        _column("birth", "出生日期", "birth", birth(), also="出生年月 出生时间"),
        _column("party_member", "中共党员", "party member", Flag(), also="是否党员 是否中共党员 政治面貌"),
        _column("category", "人员类别", "category", _word("category"), also="人员身份"),
        _column("now", "现状", "now", _word("now"), also="人员状态 状态"),
        _column("post", "职务编号", "post code", Code(), also="岗位编号 职位编号", hint=("空着：只登记人员", "empty: the person only")),
        _column("acting", "代理", "acting", Flag(), also="是否代理"),
        _column("concurrent", "兼任", "concurrent", Flag(), also="是否兼任"),
        _column("rank", "个人级别", "personal rank", _word("rank"), also="个人职级 任职职级 职级"),
        *_PERIOD,
    ),
    also=("人员", "任职", "干部", "人员任职表", "任免"),
)  # fmt: skip

PORTFOLIOS = Sheet(
    "portfolios", Label("分工", "portfolios"),
    (
        _column("post", "职务编号", "post code", Code(), needed=True, also="岗位编号 职位编号"),
        _column("covers", "分管单位或职务编号", "covers", Codes(), also="分管单位 分管单位编号 分管对象", hint=_SEVERAL),
        _column("fields", "分管领域", "fields", Phrases(), also="分管工作 领域", hint=_SEVERAL),
        _column("manner", "分管方式", "manner", _word("manner"), also="方式", hint=("空着为分管（主管）", "empty: in charge")),
        *_PERIOD,
    ),
    also=("分管", "领导分工", "分工表"),
)  # fmt: skip

AUTHORITIES = Sheet(
    "authorities", Label("管理权限", "authorities"),
    (
        _column("post", "职务编号", "post code", Code(), needed=True, also="岗位编号 职位编号"),
        _column("managed_by", "管理机关编号", "managed by", Code(), needed=True, also="主管机关编号 干部管理机关 任免机关编号"),
        _column("co_managed_by", "协管机关编号", "co-managed by", Code(), also="协管机关"),
        *_PERIOD,
    ),
    also=("干部管理权限", "权限", "管理权限表"),
)  # fmt: skip

BODIES = Sheet(
    "bodies", Label("班子和党组织", "bodies"),
    (
        _column("code", "班子编号", "body code", Code(), needed=True, also="党组织编号 班子代码"),
        _column("organization", "所属单位编号", "unit code", Code(), needed=True, also="所在单位编号"),
        _column("kind", "班子类别", "body kind", _word("body_kind"), needed=True, also="党组织类别"),
        *_PERIOD,
    ),
    also=("班子", "党组织", "领导班子", "班子表", "党组织表"),
)  # fmt: skip

ABSENCES = Sheet(
    "absences", Label("离岗", "absences"),
    (
        _column("person", "人员编号", "person id", Code(), needed=True, also="人员代码"),
        _column("reason", "离岗事由", "reason", Text(), also="事由 离岗原因"),
        *_FROM_A_DAY,
    ),
    also=("离岗表", "不在岗"),
)  # fmt: skip

SHEETS = (UNITS, POSTS, TENURES, PORTFOLIOS, AUTHORITIES, BODIES, ABSENCES)
SHEET_OF: Mapping[str, Sheet] = {sheet.key: sheet for sheet in SHEETS}
