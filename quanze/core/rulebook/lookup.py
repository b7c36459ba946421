"""Looking up: which texts applied on a day in an area, and which rows match a behaviour (对号入座)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from quanze.core.rulebook.conditions import FindingIs
from quanze.core.rulebook.library import Library, contains
from quanze.core.rulebook.likeness import asked_signs, plain, share, shared, signs_of, weights
from quanze.core.rulebook.models import Clause, Identity, Place, Row, Rulebook, Text
from quanze.core.rulebook.nodes import conditions_of, inside

KEYWORD = 50  # what a keyword of the row that stands in the question adds to the share of it (0 to 100)
LEAST, NEAR_BEST = 30, 60  # the least score, and the least in per cent of the best one
SECTIONS = ("clauses", "adjustments", "information")


@dataclass(frozen=True, slots=True, kw_only=True)
class TextInForce:
    """A rulebook that governed an area on a day: why so, how much of it is at hand, the mark of its dates."""

    id: str
    title: Text
    why: Text
    text: str  # full, part, identity_only
    mark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A row that matches: its place, what it opens, its kind in a table of kinds, and how near it comes.

    ``methods`` are those the row permits ((): it opens none by itself); ``kind`` is the number of its grade or None;
    ``in_force`` is None where no day was asked or the start is not at hand. ``said`` is True where the row's own words
    hold what was sought; else it shares a part of it, or asks for a finding of that name. ``score`` only orders the rows.
    """

    rulebook: str
    section: str
    row: str
    cite: Place
    mark: str
    summary: Text
    methods: tuple[str, ...]
    kind: int | None
    sample: bool
    in_force: bool | None
    said: bool
    score: int


class _Told(NamedTuple):
    """A row with what it may share with a question."""

    identity: Identity
    section: str
    row: Row
    signs: frozenset[str]  # of its summary, its keywords and the names of the findings it asks for
    own: frozenset[str]  # of its summary and its keywords alone
    keywords: tuple[str, ...]


class _Near(NamedTuple):
    """A row that shares something with a question: how much of it, and whether it says it in its own words."""

    score: int
    said: bool
    told: _Told


def texts_in_force(
    library: Library, area: str, on: date, parameters: Mapping[str, Any] | None = None
) -> list[TextInForce]:
    """The rulebooks that governed an area (GB/T 2260) on a day (inclusive), higher issuers first.

    Packs off by default (samples, the event table) count only if ``parameters`` has "ID.on": True; a start that is
    not at hand counts from "ID.starts_on". Source: determination.md §4 step 1.
    """
    given = parameters or {}
    found = [i for i in library.in_force(area, on, given) if not i.off or given.get(f"{i.id}.on") is True]
    names = {identity.id for identity in found}
    return [
        TextInForce(id=i.id, title=i.title, why=_why(i, found, given, names), text=i.text, mark=i.in_force.mark)
        for i in found
    ]


def texts_without_start(library: Library, area: str, parameters: Mapping[str, Any] | None = None) -> list[Identity]:
    """Rulebooks of the area whose start is not at hand: nobody can say whether they applied."""
    given = parameters or {}
    return [i for i in library.reaching(area) if not i.off and library.period(i.id, given) is None]


def matching(
    library: Library, words: str | Sequence[str], *, area: str | None = None, on: date | None = None
) -> list[Match]:
    """The rows of all packs that share enough with the words, nearest first: it finds, it does not judge.

    A row is known by its keywords, its summary and the names of the findings it asks for; a keyword that stands in the
    words in full counts for more. Rows far behind the best are left out. ``area`` leaves out packs of other areas, ``on``
    those not in force that day (a start not at hand leaves a pack in). Packs off by default are searched too, samples
    being marked. Rows that say it themselves stand first; equal scores stand by rulebook, section and row.
    """
    asked = [words] if isinstance(words, str) else list(words)
    found = [match for one in _nearness(_told(library), asked) if (match := _match(library, one, area, on)) is not None]
    least = max(LEAST, NEAR_BEST * max((match.score for match in found), default=0) // 100)
    near = [match for match in found if match.score >= least]
    return sorted(near, key=lambda m: (not m.said, -m.score, m.rulebook, SECTIONS.index(m.section), m.row))


def _nearness(rows: Sequence[_Told], asked: Sequence[str]) -> Iterator[_Near]:
    signs = frozenset().union(*(asked_signs(text) for text in asked))
    common = [shared(signs, told.signs) for told in rows]
    weighed = weights(signs, Counter(sign for found in common for sign in found), len(rows))
    question = " ".join(plain(text) for text in asked)
    for told, found in zip(rows, common, strict=True):
        if found:
            keyword = any(len(keyword) > 1 and keyword in question for keyword in told.keywords)
            said = keyword or len(shared(signs, told.own)) == len(signs)
            yield _Near(share(found, weighed) + KEYWORD * keyword, said, told)


@lru_cache(maxsize=4)
def _told(library: Library) -> tuple[_Told, ...]:
    """Every row that can be looked up, with all that may be shared with a question."""
    return tuple(
        _Told(identity, section, row, *_signs(library, row))
        for identity in library.identities.values()
        for section in SECTIONS
        for row in getattr(library.rulebook(identity.id), section)
    )


def _signs(library: Library, row: Row) -> tuple[frozenset[str], frozenset[str], tuple[str, ...]]:
    keywords: tuple[str, ...] = getattr(row, "words", ())
    findings = [library.findings[key] for key in findings_of(row) if key in library.findings]
    names = [text for word in findings for text in (word.zh, word.en)]
    own = [*row.summary.values(), *keywords]
    return signs_of([*own, *names]), signs_of(own), tuple(plain(keyword) for keyword in keywords)


def _match(library: Library, near: _Near, area: str | None, on: date | None) -> Match | None:
    told = near.told
    identity, row = told.identity, told.row
    period = library.period(identity.id, {})
    in_force = period.contains(on) if period is not None and on is not None else None
    if in_force is False or not (area is None or contains(identity.area, area)):
        return None
    return Match(
        rulebook=identity.id,
        section=told.section,
        row=row.id,
        cite=row.cite,
        mark=row.mark,
        summary=row.summary,
        methods=methods_of(library.rulebook(identity.id), row),
        kind=getattr(row, "grade", None),
        sample=identity.kind == "sample",
        in_force=in_force,
        said=near.said,
        score=near.score,
    )


def findings_of(row: Row) -> tuple[str, ...]:
    """The findings a row's conditions ask for, each once, in the order they stand."""
    nodes: Iterable[Any] = (node for condition in conditions_of(row) for node in inside(condition))
    return tuple(dict.fromkeys(node.key for node in nodes if isinstance(node, FindingIs)))


def methods_of(rulebook: Rulebook, row: Row) -> tuple[str, ...]:
    """The methods a row opens, "all" and lists by label written out; (): none by itself."""
    if not isinstance(row, Clause):
        return ()
    if row.permits.all:
        fitting = (m.key for m in rulebook.methods if m.for_ == "both" or m.for_ in row.to.kinds)
        return tuple(dict.fromkeys(fitting))
    listed = [m for methods in (row.permits.by_label or {}).values() for m in methods]
    return tuple(dict.fromkeys((*row.permits.methods, *listed)))


def _why(identity: Identity, found: Sequence[Identity], given: Mapping[str, Any], names: set[str]) -> Text:
    force = identity.in_force
    start, end = given.get(f"{identity.id}.starts_on") or force.starts_on, force.ends_before
    yielding = [o for o in found for row in o.displaces if row.rulebook == identity.id and o.id in names]
    zh = f"自{start}起施行" + (f"，{end}起失效" if end else "") + f"；适用于{_area(identity)[0]}"
    en = f"in force from {start}" + (f", no longer from {end}" if end else "") + f"; for {_area(identity)[1]}"
    for other in dict.fromkeys(o.id for o in yielding):
        short = next(o.short for o in found if o.id == other)
        zh += f"；与{short['zh']}不一致处以后者为准"
        en += f"; where it differs from {short['en']} the latter goes first"
    return {"zh": zh + "。", "en": en[0].upper() + en[1:] + "."}


def _area(identity: Identity) -> tuple[str, str]:
    return (
        ("全国", "the whole nation")
        if identity.area == "000000"
        else (f"地区 {identity.area}", f"area {identity.area}")
    )
