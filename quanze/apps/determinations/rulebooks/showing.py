"""A row as a page shows it: citation, mark in words, its lines, its examples and whether they come out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from django.urls import reverse

from quanze.apps.determinations.rulebooks.reading import Book
from quanze.apps.determinations.rulebooks.rows import Line, lines_of
from quanze.apps.determinations.rulebooks.terms import SECTIONS, MarkTold, mark_told
from quanze.apps.determinations.rulebooks.wording import kind_text
from quanze.core.rulebook.models import Example, Identity
from quanze.core.rulebook.naming import version_of
from quanze.core.rulebook.proving import PROVED, failing
from quanze.core.sheet.citing import row_cited
from quanze.core.sheet.reader import Reader
from quanze.core.sheet.reasons import fact_name, value_text
from quanze.core.words.label import Label, Words, words

GIVEN: Words = words(
    decided_on=("决定之日", "decided on"),
    restored_on=("恢复权利之日", "rights restored on"),
    concluded_on=("查处之日", "dealt with on"),
    violations=("违纪事实", "violation"),
    decisions=("问责决定", "decision"),
    events=("事件", "event"),
    placings=("排名", "placing"),
    votes=("民主测评", "vote"),
    person=("人员", "person"),
    about=("对象", "about"),
    kind=("种类", "kind"),
    on=("日期", "on"),
    group=("组别", "group"),
    year=("年度", "year"),
    place=("名次", "place"),
    of=("参加数", "out of"),
    valid=("有效票", "valid ballots"),
    excellent=("优秀", "excellent"),
    competent=("称职", "competent"),
    basic=("基本称职", "basically competent"),
    poor=("不称职", "not competent"),
)


class ShownExample(NamedTuple):
    """An example: facts in words, what is to come out, and how it comes out otherwise ("" if it comes out)."""

    given: list[str]
    outcome: str
    failing: str
    note: str


class ShownRow(NamedTuple):
    """A row in words; ``href`` is its own page ("" where it has no id)."""

    id: str
    href: str
    section: Label
    cited: str
    mark: MarkTold
    summary: str
    note: str
    lines: list[Line]
    examples: list[ShownExample]
    proved: bool

    @property
    def is_law(self) -> bool:
        """False for what is unverified: it is never shown as law."""
        return self.mark.mark != "M"


def address(identity: Identity) -> str:
    """The page of a rulebook."""
    return reverse("rulebook", args=[identity.id, version_of(identity)])


def row_address(identity: Identity, key: str | None) -> str:
    """The page of a row (by its id) or of an article; "" without either."""
    return reverse("clause", args=[identity.id, version_of(identity), key]) if key else ""


def shown(found: Book, section: str, row: Any, reader: Reader) -> ShownRow:
    """A row of a section as a page shows it."""
    proved = section in PROVED
    return ShownRow(
        id=row.id, href=row_address(found.identity, row.id or row.cite.article), section=SECTIONS[section],
        cited=row_cited(found.identity.id, row.cite, reader, remarks=False), mark=mark_told(row.mark),
        summary=reader.text(row.summary), note=reader.text(row.note),
        lines=lines_of(row, found.rules, reader), proved=proved,
        examples=[_example(found, row, each, reader, proved) for each in row.examples],
    )  # fmt: skip


def _example(found: Book, row: Any, example: Example, reader: Reader, proved: bool) -> ShownExample:
    given = [_fact(key, value, reader) for key, value in example.given.items()]
    wrong = failing(row, example, found.rules) if proved else None
    return ShownExample(given, " ".join(_outcome(example, reader)), wrong or "", reader.text(example.note))


def _outcome(example: Example, reader: Reader) -> Iterator[str]:
    if example.outcome:
        yield reader.word("status", example.outcome)
    if example.ends_on:
        yield reader.say(f"最后一日 {example.ends_on}", f"last day {example.ends_on}")
    if example.or_ends_on:
        yield reader.say(f"（另一种算法 {example.or_ends_on}）", f"(or {example.or_ends_on})")


def _fact(key: str, value: Any, reader: Reader) -> str:
    colon = reader.say("：", ": ")
    if isinstance(value, list) and value and isinstance(value[0], Mapping):
        name = GIVEN[key].text(reader.lang) if key in GIVEN else key
        return colon.join((name, reader.say("；", "; ").join(_thing(key, each, reader) for each in value)))
    if key in GIVEN:
        return f"{GIVEN[key].text(reader.lang)}{colon}{value}"
    return f"{fact_name(key, reader)}{colon}{value_text(key, value, reader)}"


def _thing(name: str, thing: Mapping[str, Any], reader: Reader) -> str:
    """One listed thing of an example: 查处机关层级 县级、重大违纪违法问题 是."""
    return reader.listed(_field(f"{name.removesuffix('s')}.{key}", key, value, reader) for key, value in thing.items())


def _field(path: str, key: str, value: Any, reader: Reader) -> str:
    if path == "event.kind":
        return kind_text(str(value), reader)
    if key in GIVEN:
        return f"{GIVEN[key].text(reader.lang)} {value}"
    return f"{fact_name(path, reader)} {value_text(path, value, reader)}"
