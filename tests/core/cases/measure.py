"""What a sheet does with the people a publication names: parties, routed, freed, or lost; permitted or not."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from quanze import __version__
from quanze.core.casefile.reading import read_case
from quanze.core.determination.assembling import Assembly
from quanze.core.determination.candidate import Candidate
from quanze.core.determination.clause_lines import facts_for, reached
from quanze.core.determination.determine import determine
from quanze.core.determination.result import plain
from quanze.core.determination.selection import Switches
from quanze.core.rulebook.library import Library
from quanze.core.rulebook.models import Rulebook
from tests.core.cases.published import Entry, Published

Sheet = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Followed:
    """One method that followed for one entry: permitted, conditional, barred, unnamed, routed or lost."""

    case: str
    role: str
    method: str
    fate: str


@dataclass(frozen=True, slots=True)
class Measured:
    """One case measured: fates of the named by entry, parties beyond them, methods that followed."""

    case: str
    fates: tuple[tuple[str, str, str], ...]  # role, id, fate
    beyond: tuple[str, ...]
    bare: tuple[str, ...]  # parties without a clause
    overreach: tuple[str, ...]  # methods permitted that no clause of the party permits
    followed: tuple[Followed, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """A published case determined: the sheet as data, and the steps behind it."""

    sheet: Sheet
    assembly: Assembly


def answer(published: Published, library: Library) -> Answer:
    """The sheet of a published case, through the same reader as every case file."""
    data = json.dumps(published.case, ensure_ascii=False, default=str).encode()
    read = read_case(
        data, name="case.json", known_findings={key: word.degrees for key, word in library.findings.items()}
    )
    return Answer(plain(determine(read.case, library)), Assembly(read.case, library, Switches(), __version__))


def measure(published: Published, answer: Answer) -> Measured:
    """The figures of issue 2's first line for one case."""
    sheet = answer.sheet
    named = {key for entry in published.entries for key in entry.ids}
    fates = [(e.role, key, fate_of(key, e, sheet)) for e in published.entries for key in e.ids]
    parties = [next(iter(p["party"].values())) for p in sheet["parties"]]
    return Measured(
        case=sheet["case"],
        fates=tuple(fates),
        beyond=tuple(dict.fromkeys(key for key in parties if key not in named)),
        bare=tuple(next(iter(p["party"].values())) for p in sheet["parties"] if not p["clauses"]),
        overreach=tuple(_overreach(sheet)),
        followed=tuple(_followed(published, answer)),
    )


def fate_of(key: str, entry: Entry, sheet: Sheet) -> str:
    """Where one named person or body stands: party, routed, not_responsible, to_check or lost."""
    if any(key in p["party"].values() for p in sheet["parties"]):
        return "party"
    if any(r["person"] == key for r in sheet["routed"]):
        return "routed"
    if any(key in n["party"].values() for n in sheet["not_responsible"]):
        return "not_responsible" if entry.exempted else "freed"
    return "to_check" if any(key in c["party"].values() for c in sheet["to_check"]) else "lost"


def kept(fate: str) -> bool:
    """True where the sheet answers for the person as the issue asks."""
    return fate in ("party", "routed", "not_responsible")


def _overreach(sheet: Sheet) -> Iterator[str]:
    for party in sheet["parties"]:
        opened = {m for clause in party["clauses"] for m in clause["permits"]}
        yield from (
            f"{next(iter(party['party'].values()))}: {m}" for m in party["methods"]["permitted"] if m not in opened
        )


def _followed(published: Published, answer: Answer) -> Iterator[Followed]:
    sheet = answer.sheet
    for entry in published.entries:
        key = entry.ids[0]
        lines = [p for p in sheet["parties"] if key in p["party"].values()]
        for method in entry.methods:
            fate = _fate_of_method(method, lines, fate_of(key, entry, sheet), _reaching(key, answer.assembly))
            yield Followed(sheet["case"], entry.role, method, fate)


def _fate_of_method(method: str, lines: list[Any], fate: str, reaching: list[Rulebook]) -> str:
    if any(method in p["methods"]["permitted"] for p in lines):
        return "permitted"
    if not lines:
        return fate
    if any(method == c["method"] for p in lines for c in p["methods"]["conditional"]):
        return "conditional"
    naming = [b.id for b in reaching if any(m.key == method for m in b.methods)]
    return f"unopened ({', '.join(naming)})" if naming else "unnamed"


def _reaching(key: str, assembly: Assembly) -> list[Rulebook]:
    """The rulebooks of conduct and question whose own terms do not exclude a named person or body."""
    candidates = [o.candidate for o in assembly.outcomes if o.candidate.id == key]
    books = {b.id: b for b in (*assembly.conduct_books, *assembly.selection.acting)}
    return [b for b in books.values() if any(_reaches(b, c, assembly) for c in candidates)]


def _reaches(book: Rulebook, candidate: Candidate, assembly: Assembly) -> bool:
    return reached(book, candidate, facts_for(assembly.ground, candidate, book)).value is not False
