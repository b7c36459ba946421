"""One rulebook, and one row of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from quanze.apps.access.checks import check_may
from quanze.apps.access.declarations import declared
from quanze.apps.determinations.rulebooks import reading
from quanze.apps.determinations.rulebooks.asking import asked_of
from quanze.apps.determinations.rulebooks.reading import Book
from quanze.apps.determinations.rulebooks.report import marks_of
from quanze.apps.determinations.rulebooks.rows import bar_length, method_names
from quanze.apps.determinations.rulebooks.showing import ShownRow, address, row_address, shown
from quanze.apps.determinations.rulebooks.terms import SECTIONS, STATES, mark_told, state_on
from quanze.apps.determinations.rulebooks.uses import uses_of
from quanze.apps.determinations.rulebooks.views.listing import followers
from quanze.apps.pages.language import language
from quanze.core.rulebook.areas import area_text
from quanze.core.rulebook.lookup import methods_of
from quanze.core.rulebook.models import Bar, Place, Row, Text
from quanze.core.rulebook.naming import kind_text, period_text, remarks_on
from quanze.core.sheet.citing import row_cited
from quanze.core.sheet.reader import Reader
from quanze.core.words import GROUPS
from quanze.core.words.label import Label


class Section(NamedTuple):
    """A section of a rulebook: its rows, or why it has none."""

    key: str
    name: Label
    rows: list[ShownRow]
    absent: Text | None

    @property
    def summed_up(self) -> bool:
        """True where each row has a summary of its own; the others speak by their lines."""
        return any(row.summary for row in self.rows)


class Carried(NamedTuple):
    """A bar that a method carries, wherever it is laid down."""

    method: str
    bar: str
    length: str
    cited: str
    href: str


@declared(actor="caller", action="rules:read", object="rulebook")
@require_safe
def rulebook(request: Any, name: str, version: str) -> HttpResponse:
    """A rulebook: what it is, its rows with citation and mark, its parameters, what it says it lacks."""
    check_may(request.caller, "rules:read")
    found, told, asked = reading.version(name, version), reading.reader(), asked_of(request)
    sections = list(_sections(found, told))
    page = {
        "asked": asked, "identity": found.identity, "head": dict(_head(found, told)), "sections": sections,
        "marks": [(mark_told(mark), number) for mark, number in marks_of(found).items() if number],
        "parameters": found.rules.parameters,
        "no_parameters": found.absent.get("parameters"), "state": STATES[_state(found, asked)],
        "displaces": [(reading.book(row.rulebook).identity, address(reading.book(row.rulebook).identity), row,
                       row_cited(found.identity.id, row.cite, told), mark_told(row.mark))
                      for row in found.identity.displaces if row.rulebook in reading.words().library.packs],
        "examples": sum(len(row.examples) for section in sections for row in section.rows),
        "versions": _versions(found, told),
    }  # fmt: skip
    return render(request, "determinations/rulebooks/rulebook.html", page)


@declared(actor="caller", action="rules:read", object="rulebook")
@require_safe
def clause(request: Any, name: str, version: str, key: str) -> HttpResponse:
    """A row by its id, or the rows of an article: conditions, methods, bars, examples, determinations that cite it."""
    check_may(request.caller, "rules:read")
    found, told, asked = reading.version(name, version), reading.reader(), asked_of(request)
    placed = reading.placed(found, key)
    before, after = reading.beside(found, key)
    is_row = placed[0].row.id == key
    page = {
        "asked": asked, "identity": found.identity, "book_href": address(found.identity), "key": key,
        "rows": [shown(found, each.section, each.row, told) for each in placed], "is_row": is_row,
        "cited": row_cited(name, placed[0].row.cite if is_row else Place(article=key), told, remarks=False),
        "state": STATES[_state(found, asked)], "period": period_text(found.identity, language()),
        "bars": _carried(found, [each.row for each in placed], told) if is_row else [],
        "uses": uses_of(request, name, key, by=request.caller, at=request.at) if is_row else None,
        "before": row_address(found.identity, before), "after": row_address(found.identity, after),
        "remarks": remarks_on(found.identity, language()),
    }  # fmt: skip
    return render(request, "determinations/rulebooks/clause.html", page)


def _state(found: Book, asked: Any) -> str:
    return state_on(found.identity, reading.words().library, asked.on)


def _head(found: Book, told: Reader) -> Iterator[tuple[str, str]]:
    """What the rulebook is, as name and text; what is not at hand is left out."""
    identity = found.identity
    titles = reading.words().titles
    yield told.say("制定机关", "Issuer"), told.text(identity.issuer)
    if identity.number:
        yield told.say("文号", "Number"), identity.number
    yield told.say("种类", "Kind"), kind_text(identity, told.lang)
    yield told.say("层级", "Level"), told.word("level", identity.level)
    yield told.say("适用地区", "Area"), area_text(identity.area, told.lang)
    mark = told.word("mark", identity.in_force.mark)
    yield told.say("施行", "In force"), told.say(f"{period_text(identity, 'zh')}（日期：{mark}）",
                                                f"{period_text(identity, 'en')} (date: {mark})")  # fmt: skip
    if identity.in_force.note:
        yield told.say("施行说明", "On its dates"), told.text(identity.in_force.note)
    if identity.replaces:
        yield (
            told.say("取代", "Replaces"),
            told.listed(told.text(titles.get(each)) or each for each in identity.replaces),
        )
    if followed := followers(identity, reading.words().library, told):
        yield told.say("被取代或者让位于", "Replaced by, or yields to"), told.listed(followed)
    yield told.say("轨道", "Tracks"), told.listed(told.word("track", track) for track in identity.tracks)
    yield told.say("备有", "At hand"), GROUPS["text"][identity.text].text(told.lang)
    if identity.off:
        yield told.say("默认", "By default"), told.say("不用，须点名启用", "off: it must be named")
    if identity.note:
        yield told.say("说明", "Note"), told.text(identity.note)


def _sections(found: Book, told: Reader) -> Iterator[Section]:
    for key, rows in found.sections():
        listed = list(_together(shown(found, key, row, told) for row in rows if isinstance(row, Row)))
        absent = found.absent.get(key)
        if listed or absent:
            yield Section(key, SECTIONS[key], listed, absent)


def _together(rows: Iterable[ShownRow]) -> Iterator[ShownRow]:
    """Rows without an id that follow each other at one place and with one mark, as one: a catalogue of methods, say."""
    kept: ShownRow | None = None
    for row in rows:
        if kept is not None and not (kept.id or row.id) and (kept.cited, kept.mark) == (row.cited, row.mark):
            kept = kept._replace(lines=[*kept.lines, *row.lines])
            continue
        if kept is not None:
            yield kept
        kept = row
    if kept is not None:
        yield kept


def _versions(found: Book, told: Reader) -> list[tuple[str, str]]:
    """Comparisons with the other versions of the same regulation: the words of the link and its address."""
    library, mine = reading.words().library, found.identity
    others = [i for i in library.identities.values() if i.family == mine.family and i.id != mine.id]
    base = reverse("rules_compare")
    return [
        (told.text(other.short), f"{base}?a={min(other.id, mine.id)}&b={max(other.id, mine.id)}") for other in others
    ]


def _carried(found: Book, rows: list[Any], told: Reader) -> list[Carried]:
    """The bars of the methods these rows open, by rulebooks of the same area that were in force together with this one."""
    library = reading.words().library
    methods = {method for row in rows for method in methods_of(found.rules, row)}
    mine, carried = library.period(found.identity.id, {}), []
    for identity in library.reaching(found.identity.area) if methods else ():
        period = library.period(identity.id, {})
        if identity.off or (mine and period and mine.intersection(period) is None):
            continue
        for bar in reading.book(identity.id).rules.bars:
            if bar.mark != "M" and methods & set(bar.methods):
                carried.append(_carries(identity, bar, methods, told))
    return carried


def _carries(identity: Any, bar: Bar, methods: set[str], told: Reader) -> Carried:
    names = method_names((method for method in bar.methods if method in methods), told)
    return Carried(
        names, told.word("bar", bar.bar), bar_length(bar, told), row_cited(identity.id, bar.cite, told, mark=bar.mark),
        row_address(identity, bar.id),
    )  # fmt: skip
