"""What a form may ask: fields with their words and kinds, and the fields of every row of the register."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from quanze.apps.people.words import GENDERS
from quanze.core.register import Absence, Body, Organization, Person, Portfolio, Post, Row, Tenure
from quanze.core.words import Label
from quanze.core.words.vocabulary import GROUPS

NO_HELP = Label("", "")


@dataclass(frozen=True, slots=True)
class Ask:
    """One thing asked: its name among the service's arguments or the row's fields, its words, its kind.

    Kinds: unit, post, person, organ, body (one code), units, targets (codes), day, text, why, count, flag, maybe
    (yes, no or unknown), word and words (of the closed list ``group``), record (a standing row), lines (new units).
    """

    name: str
    label: Label
    kind: str
    needed: bool = True
    group: str = ""
    help: Label = NO_HELP


def ask(name: str, zh: str, en: str, kind: str, group: str = "", help: Label = NO_HELP) -> Ask:
    """A field; a kind that ends in "?" may stay empty."""
    return Ask(name, Label(zh, en), kind.rstrip("?"), not kind.endswith("?"), group, help)


SEPARATED = Label("多个编号用顿号、逗号或空格隔开。", "Several codes: separate them by commas or spaces.")
UNKNOWN = Label("不详可不填。", "Leave it empty if unknown.")
EXCLUSIVE = Label(
    "最后一日是此日的前一天。没有终止可不填。", "The last day is the day before. Leave it empty if it goes on."
)
CODE = Label("台账内的编号，不能与已有编号重复。", "A code of the register that nothing else has.")

STARTS = ask("starts_on", "起", "From", "day?", help=UNKNOWN)
STARTS_KNOWN = ask("starts_on", "起", "From", "day")
ENDS = ask("ends_before", "自此日起不再有效（不含当日）", "No longer so from this day on", "day?", help=EXCLUSIVE)
NAME = ask("name", "名称", "Name", "text")
KIND = ask("kind", "类别", "Kind", "word", "kind")
LEVEL = ask("level", "层级", "Level", "word?", "level")
RANK = ask("rank", "级别", "Rank", "word?", "rank")
SUPERIOR = ask("superior", "上级机构", "Superior unit", "unit")
LINE_SUPERIOR = ask("line_superior", "业务主管机构", "Superior on the line", "unit?")
LINE = ask("line", "条线关系", "Relation on the line", "word?", "line")
SUPERVISES = ask("supervises", "监督的机构", "Units it supervises", "units?", help=SEPARATED)
DISPATCHED = ask("dispatched_by", "派出机关", "Dispatched by", "organ?")
HEIRS = ask("succeeded_by", "承接机构", "Succeeded by", "units?", help=SEPARATED)
MANAGED = ask("managed_by", "干部管理机关", "Managed by", "organ?")
CO_MANAGED = ask("co_managed_by", "协管机关", "Co-managed by", "organ?")
TITLE = ask("title", "职务名称", "Title", "text")
ROLE = ask("role", "职务类别", "Role", "word", "role")
SEATS = ask("seats", "职数", "Seats", "count")
POST = ask("post", "职务", "Post", "post")
PERSON = ask("person", "人员", "Person", "person")
COVERS = ask("covers", "分管的机构、职务", "Units and posts covered", "targets?", help=SEPARATED)
FIELDS = ask("fields", "分管的领域", "Fields covered", "words?", "field")
MANNER = ask("manner", "方式", "Manner", "word", "manner")
ABSENT = ask("reason", "离岗事由", "Why absent", "text?")
PERSON_NAME = ask("name", "姓名", "Name", "text")
NOW = ask("now", "现状", "Present status", "word?", "now")
MEMBER = ask("party_member", "中共党员", "Party member", "maybe?")
CATEGORY = ask("category", "人员类别", "Category", "word?", "category")
ACTING = ask("acting", "代理", "Acting", "flag?")

# What a row says beside the thing it speaks of: what a correction may change, and what a sentence about it tells.
OF_ROWS: Mapping[str, tuple[Ask, ...]] = {
    "organizations": (NAME, KIND, LEVEL, ask("superior", "上级机构", "Superior unit", "unit?"), LINE_SUPERIOR, LINE,
                      SUPERVISES, DISPATCHED, HEIRS),
    "bodies": (ask("of", "所属机构", "Of unit", "unit"), ask("kind", "类别", "Kind", "word", "body_kind")),
    "posts": (ask("organization", "所在机构", "Unit", "unit"), TITLE, ROLE, RANK, SEATS, MANAGED, CO_MANAGED),
    "people": (PERSON_NAME, NOW, MEMBER, CATEGORY),
    "tenures": (PERSON, ACTING, RANK),
    "portfolios": (COVERS, FIELDS, MANNER),
    "absences": (ABSENT,),
}  # fmt: skip
ROW_TYPES: Mapping[str, type[Row]] = {
    "organizations": Organization, "bodies": Body, "posts": Post, "people": Person, "tenures": Tenure,
    "portfolios": Portfolio, "absences": Absence,
}  # fmt: skip
LISTS: Mapping[str, Label] = {
    "organizations": Label("机构", "unit"), "bodies": Label("班子、党组织", "body"), "posts": Label("职务", "post"),
    "people": Label("人员", "person"), "tenures": Label("任职", "tenure"), "portfolios": Label("分工", "portfolio"),
    "absences": Label("离岗", "absence"),
}  # fmt: skip


def words_of(group: str) -> Mapping[str, Label]:
    """A closed list by its name. Raises KeyError for one that does not exist."""
    return GENDERS if group == "gender" else GROUPS[group]
