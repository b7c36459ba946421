"""The verbs of the register in one table: their words, what each asks, and the service that does it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from quanze.apps.organizations import services
from quanze.apps.organizations.forms import asks as a
from quanze.apps.organizations.forms.asks import Ask, ask
from quanze.apps.organizations.services import Done
from quanze.core.words import Label


@dataclass(frozen=True, slots=True, kw_only=True)
class Verb:
    """One verb: its group, words, help, the fields it asks and its service.

    ``about`` are the kinds of chosen things it fits. ``row`` is (argument, list) where the service takes a row made
    of the fields. ``stands`` is the list whose record the service takes as ``version``; ``corrects`` the list whose
    standing record is corrected or ended by number. ``special`` names how arguments are built otherwise.
    """

    name: str
    group: str
    label: Label
    help: Label
    asks: tuple[Ask, ...]
    service: Callable[..., Done]
    about: tuple[str, ...]
    row: tuple[str, str] | None = None
    stands: str = ""
    corrects: str = ""
    special: str = ""
    needs_reason: bool = False


GROUPS: Mapping[str, Label] = {
    "units": Label("机构", "Units"), "posts": Label("职务", "Posts"), "tenures": Label("任免", "Appointments"),
    "portfolios": Label("分工", "Portfolios"), "absences": Label("离岗", "Absences"),
    "corrections": Label("更正", "Corrections"),
}  # fmt: skip

_ON = ask("on", "生效日期", "Day of effect", "day")
_UNTIL = ask("until", "自此日起不再任（不含当日）", "No longer holds it from this day on", "day?", help=a.EXCLUSIVE)
_UNIT = ask("unit", "机构", "Unit", "unit")
_CODE = ask("id", "编号", "Code", "text", help=a.CODE)
_FROM = ask("from_post", "现任职务", "Present post", "post")
_TO = ask("to_post", "新任职务", "New post", "post")
_INTO = ask("into", "并入机构（已有的）", "Into a standing unit", "unit?", help=Label(
    "并入新设机构时不填此项，填写下面的新机构。", "Leave it empty to merge into a new unit, described below."))  # fmt: skip
_NEW_UNIT = (
    ask("new_id", "新机构编号", "Code of the new unit", "text?"), ask("new_name", "新机构名称", "Its name", "text?"),
    ask("new_kind", "新机构类别", "Its kind", "word?", "kind"),
    ask("new_superior", "新机构的上级", "Its superior", "unit?"),
)  # fmt: skip
_LINES = ask("into", "新机构", "New units", "lines", help=Label(
    "每行一个：编号、名称，中间用空格或制表符隔开，可从 Excel 粘贴；类别、层级和上级与原机构相同。",
    "One on each line: code, then name, with a space or tab between, as pasted from Excel; kind, level and superior "
    "are those of the unit that is split."))  # fmt: skip
_ENTERED = (
    ask("id", "人员编号", "Code", "text", help=a.CODE), a.PERSON_NAME,
    ask("unit", "列入机构", "Kept by unit", "unit", help=Label(
        "这个机构的台账管理员今后可以看到和更正此人。", "The clerks of this unit see and correct this person from now on.")),
    ask("gender", "性别", "Gender", "word?", "gender"), ask("birth", "出生日期", "Day of birth", "day?"), a.MEMBER,
    a.CATEGORY, a.NOW, ask("identity_no", "身份证件号码", "Identity number", "text?"),
)  # fmt: skip


def _verb(
    name: str, group: str, words: tuple[str, str], zh: str, en: str, asked: tuple[Ask, ...], about: str,
    *, row: tuple[str, str] | None = None, stands: str = "", special: str = "",
) -> Verb:  # fmt: skip
    return Verb(
        name=name, group=group, label=Label(*words), help=Label(zh, en), asks=asked,
        service=getattr(services, name), about=tuple(about.split()), row=row, stands=stands, special=special,
    )  # fmt: skip


_UNITS = (
    _verb("establish_unit", "units", ("设立机构", "Establish a unit"),
          "登记新设立的机构及其上级。班子、职务随后分别登记。",
          "Records a new unit under its superior. Its bodies and posts are recorded afterwards.",
          (_CODE, a.NAME, a.KIND, a.LEVEL, a.SUPERIOR, a.STARTS), "unit", row=("unit", "organizations")),
    _verb("rename_unit", "units", ("更名", "Rename"), "机构自某日起改用新名称。原名称仍查得到。",
          "The unit bears another name from a day on. The old name stays on record.",
          (_UNIT, a.NAME, _ON), "unit", stands="organizations"),
    _verb("move_unit", "units", ("变更隶属", "Move under another superior"),
          "机构自某日起改由另一机构领导。它下面的机构随之移动。",
          "The unit comes under another superior from a day on. What stands below it moves along.",
          (_UNIT, a.SUPERIOR, _ON), "unit", stands="organizations"),
    _verb("set_line", "units", ("变更条线关系", "Set the line"),
          "登记业务主管机构及领导、指导关系。取消关系时两项都不填。",
          "Records the superior on the line and the relation to it. Leave both empty to end the relation.",
          (_UNIT, a.LINE_SUPERIOR, a.LINE, _ON), "unit", stands="organizations"),
    _verb("set_supervision", "units", ("变更派驻监督", "Set what it supervises"),
          "登记派驻机构监督哪些机构、由谁派出。填写的名单整体替换原名单。",
          "Records which units a resident group supervises and who dispatched it. The list replaces the former one.",
          (_UNIT, a.SUPERVISES, a.DISPATCHED, _ON), "unit", stands="organizations"),
    _verb("merge_units", "units", ("合并机构", "Merge units"),
          "几个机构并入一个新设或已有的机构。被并入的机构连同其职务、任职同日终止，下级机构转归新机构。",
          "Units merge into a new or standing one. They end that day with their posts and tenures; units below move over.",
          (ask("units", "合并的机构", "Units to merge", "units", help=a.SEPARATED), _INTO, *_NEW_UNIT, _ON), "unit",
          special="merge"),
    _verb("split_unit", "units", ("拆分机构", "Split a unit"),
          "一个机构拆成几个新机构。原机构连同其职务、任职同日终止；下级机构须先移走。",
          "A unit becomes several new ones. It ends that day with its posts and tenures; units below are moved first.",
          (_UNIT, _LINES, _ON), "unit", stands="organizations", special="split"),
    _verb("close_unit", "units", ("撤销机构", "Close a unit"),
          "机构连同其班子、职务、任职、分工同日终止。下级机构须先移走或撤销。",
          "The unit ends that day with its bodies, posts, tenures and portfolios. Units below are moved or closed first.",
          (_UNIT, a.HEIRS, _ON), "unit", stands="organizations"),
    _verb("name_body", "units", ("登记班子、党组织", "Name a body"),
          "登记机构的领导班子或党组织。它的成员由各职务的类别得出。",
          "Records a leading body or party organization of a unit. Its members follow from the roles of the posts.",
          (_CODE, *a.OF_ROWS["bodies"], a.STARTS), "unit", row=("body", "bodies")),
    _verb("close_body", "units", ("班子、党组织终止", "End a body"), "班子或党组织自某日起不再存在。",
          "The body no longer stands from a day on.",
          (ask("body", "班子、党组织", "Body", "body"), _ON), "unit", stands="bodies"),
)  # fmt: skip

_POSTS = (
    _verb("establish_post", "posts", ("设置职务", "Establish a post"),
          "在机构内登记一个职务及其类别、级别和职数。任职随后登记。",
          "Records a post of a unit with its role, rank and seats. Who holds it is recorded afterwards.",
          (_CODE, *a.OF_ROWS["posts"], a.STARTS), "unit", row=("post", "posts")),
    _verb("set_authority", "posts", ("变更干部管理权限", "Set the management authority"),
          "登记职务由哪个机关管理、哪个机关协管。两项整体替换原来的登记。",
          "Records who manages the cadres in a post, and who beside. Both replace what stood.",
          (a.POST, a.MANAGED, a.CO_MANAGED, _ON), "post unit", stands="posts"),
    _verb("close_post", "posts", ("撤销职务", "Close a post"), "职务连同其任职、分工同日终止。",
          "The post ends that day with its tenures and portfolios.", (a.POST, _ON), "post unit", stands="posts"),
)  # fmt: skip

_TENURES = (
    _verb("enter_person", "tenures", ("人员列入台账", "Enter a person"),
          "登记台账上还没有的人员。任职随后登记。", "Records a person new to the register. His posts come afterwards.",
          _ENTERED, "unit", special="enter"),
    _verb("appoint", "tenures", ("任职", "Appoint"), "登记某人自某日起担任某职务。已有主要任职的，请办理调任、提拔或兼任。",
          "Somebody holds a post from a day on. Whoever holds one already is transferred, promoted, or concurs.",
          (a.PERSON, a.POST, _ON, _UNTIL, a.RANK), "person post unit"),
    _verb("let_act", "tenures", ("代理职务", "Let act"), "登记某人自某日起代理某职务。原任职者的任职不受影响。",
          "Somebody acts in a post from a day on. Whoever holds it keeps it.",
          (a.PERSON, a.POST, _ON, _UNTIL), "person post unit"),
    _verb("concur", "tenures", ("兼任", "Concur"), "登记某人在主要任职之外兼任另一职务。",
          "Somebody takes a further post beside his own.", (a.PERSON, a.POST, _ON, _UNTIL), "person post unit"),
    _verb("transfer", "tenures", ("交流调任", "Transfer"), "某人从现任职务调任新职务，同日一免一任。",
          "Somebody leaves one post and takes another on the same day.",
          (a.PERSON, _FROM, _TO, _ON, a.RANK), "person post", stands="tenures"),
    _verb("promote", "tenures", ("提拔", "Promote"), "某人从现任职务提拔到更高级别的职务，同日一免一任。",
          "Somebody leaves one post for a higher one on the same day.",
          (a.PERSON, _FROM, _TO, _ON, a.RANK), "person post", stands="tenures"),
    _verb("remove", "tenures", ("免职", "Remove"), "某人自某日起不再担任某职务。不再有其他任职的，现状改为已免职。",
          "Somebody no longer holds a post from a day on. Who then holds nothing more stands as removed.",
          (a.PERSON, a.POST, _ON), "person post", stands="tenures"),
    _verb("retire", "tenures", ("退休", "Retire"), "某人自某日起退休，所有任职同日终止。",
          "Somebody retires on a day; every tenure ends.", (a.PERSON, _ON), "person post"),
)  # fmt: skip

_REST = (
    _verb("assign_portfolio", "portfolios", ("确定分工", "Assign a portfolio"),
          "登记某职务分管哪些机构、职务或领域，以及方式。", "Records which units, posts or fields a post looks after, and how.",
          (a.POST, *a.OF_ROWS["portfolios"], a.STARTS), "post unit", row=("portfolio", "portfolios")),
    Verb(name="end_portfolio", group="portfolios", label=Label("分工终止", "End a portfolio"),
         help=Label("某项分工自某日起不再有效。", "A portfolio no longer holds from a day on."), asks=(_ON,),
         service=services.end_portfolio, about=("post",), corrects="portfolios"),
    _verb("record_absence", "absences", ("登记离岗", "Record an absence"),
          "登记某人在一段时间内没有实际履职。其任职不受影响，但这段时间的责任另行判断。",
          "Somebody did not exercise his posts for a time. His tenures stay; his answering for that time is judged apart.",
          (a.PERSON, a.STARTS_KNOWN, a.ENDS, a.ABSENT), "person post", row=("absence", "absences")),
)  # fmt: skip


def _correction(name: str, list_: str, about: str, zh: str, en: str) -> Verb:
    starts = a.STARTS_KNOWN if list_ == "absences" else a.STARTS
    return Verb(
        name=name, group="corrections", label=Label(zh, en), asks=(*a.OF_ROWS[list_], starts, a.ENDS),
        help=Label(
            "只在登记本身有误时更正；情况后来变化的，请办理相应变动。原记录仍查得到。",
            "Only for what was recorded wrongly; what changed later is recorded by its own verb. The old record stays.",
        ),
        service=getattr(services, name), about=tuple(about.split()), corrects=list_, needs_reason=True,
    )  # fmt: skip


_CORRECTIONS = (
    _correction("correct_unit", "organizations", "unit", "更正机构登记", "Correct a unit's record"),
    _correction("correct_body", "bodies", "unit", "更正班子、党组织登记", "Correct a body's record"),
    _correction("correct_post", "posts", "post", "更正职务登记", "Correct a post's record"),
    _correction("correct_person", "people", "person", "更正人员登记", "Correct a person's record"),
    _correction("correct_tenure", "tenures", "person post", "更正任职登记", "Correct a tenure's record"),
    _correction("correct_portfolio", "portfolios", "post", "更正分工登记", "Correct a portfolio's record"),
    _correction("correct_absence", "absences", "person", "更正离岗登记", "Correct an absence's record"),
    Verb(name="withdraw_row", group="corrections", label=Label("撤回误登的记录", "Withdraw a record"), asks=(),
         help=Label("撤回本来就不该有的任职、分工、离岗或班子记录，不以其他记录代替。原记录仍查得到。",
                    "Takes back a tenure, portfolio, absence or body that should never have been recorded. It stays on record."),
         service=services.withdraw_row, about=("unit", "post", "person"), corrects="any", needs_reason=True),
)  # fmt: skip

VERBS: Mapping[str, Verb] = {verb.name: verb for verb in (*_UNITS, *_POSTS, *_TENURES, *_REST, *_CORRECTIONS)}
WITHDRAWN = ("tenures", "portfolios", "absences", "bodies")


def lists_of(verb: Verb) -> tuple[str, ...]:
    """The lists one of whose standing records must be chosen first; () for verbs that need none."""
    return WITHDRAWN if verb.corrects == "any" else (verb.corrects,) if verb.corrects else ()
