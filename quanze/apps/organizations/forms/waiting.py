"""Files of an import between preview and button: kept sealed with the report, for an hour, their owner's alone."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from django.utils import translation

from quanze.apps.access.caller import Caller
from quanze.apps.organizations.exchange.reading import File
from quanze.apps.organizations.exchange.services import Report, preview
from quanze.apps.organizations.forms.wording import Line, codes_of, lines_of, with_own
from quanze.apps.organizations.models.held import FILES
from quanze.apps.organizations.selectors.changes import Changed, Changes
from quanze.apps.organizations.selectors.held import kept, opened
from quanze.apps.organizations.selectors.names import Names, names_of
from quanze.apps.organizations.services.keeping import keep
from quanze.apps.pages.language import LANGUAGES, language
from quanze.core.refusals import Refusal
from quanze.core.words import Label

MOST_BYTES = 16 * 2**20
# A prefecture with 8,878 posts and twelve years of history: 64,000 rows, about ten seconds of one processor.
MOST_ROWS = 70_000
MOST_TOLD = 5_000
Told = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Waiting:
    """Files with what a preview of them said: ``counts`` by sheet (added, changed, same), faults, notices, sample."""

    token: str
    at: datetime
    files: tuple[File, ...]
    counts: Mapping[str, tuple[int, int, int]]
    faults: Sequence[Told]
    notices: Sequence[Told]
    number_of_faults: int
    lines: Sequence[Line]

    @property
    def changes(self) -> int:
        """How many rows would be added or changed."""
        return sum(added + changed for added, changed, _ in self.counts.values())


class Summary(NamedTuple):
    """Waiting files as a list shows them."""

    token: str
    at: datetime
    names: str
    faults: int
    changes: int


def check_files(files: Sequence[File]) -> None:
    """Refuse no file at all, and more than a page takes. Raises Refusal: no_file, too_large."""
    if not files:
        raise Refusal("no_file", zh="请选择要导入的文件", en="choose the files to import", where="files")
    if sum(len(file.data) for file in files) > MOST_BYTES:
        raise too_much()


def too_much() -> Refusal:
    """The refusal of more than one request can take; the command takes any size."""
    return Refusal(
        "too_large", where="files",
        zh=f"一次最多 {MOST_BYTES // 2**20} MB、{MOST_ROWS} 行；请拆分，或由系统管理员用命令 quanze register import 导入",
        en=f"at most {MOST_BYTES // 2**20} MB and {MOST_ROWS} rows at once: split the files, or have them imported by "
        "the command quanze register import",
    )  # fmt: skip


def look_at(files: Sequence[File], *, by: Caller, at: datetime) -> str:
    """Preview the files and keep them with the report; the token. Nothing of the register is written.

    Raises Refusal as ``check_files`` and ``preview``.
    """
    check_files(files)
    report = preview(files, by=by)
    if sum(map(sum, report.counts.values())) > MOST_ROWS:
        raise too_much()
    head = _head(files, report, by)
    content = json.dumps(head, ensure_ascii=False).encode("utf-8", "replace") + b"\n"
    return keep(kind=FILES, content=content + b"".join(file.data for file in files), by=by, at=at)


def waiting(caller: Caller, token: str) -> Waiting:
    """What waits under a token. Raises Refusal "not_found" after its hour, and for another's."""
    return _waiting(token, caller.at, opened(caller, FILES, token))


def all_waiting(caller: Caller) -> list[Summary]:
    """One's own waiting files, the newest first."""
    found = [_waiting(*each) for each in kept(caller, FILES)]
    return [
        Summary(each.token, each.at, "、".join(file.name for file in each.files), each.number_of_faults, each.changes)
        for each in found
    ]


def _head(files: Sequence[File], report: Report, by: Caller) -> Told:
    named = {code for each in report.sample for row in (each.before, each.after) if row for code in codes_of(row)}
    names = with_own(names_of(by, named), report.sample)
    return {
        "files": [[file.name, len(file.data)] for file in files],
        "counts": {name: list(count) for name, count in report.counts.items()},
        "faults": {lang: [each.plain(lang) for each in report.faults[:MOST_TOLD]] for lang in LANGUAGES},
        "notices": {lang: [each.plain(lang) for each in report.notices[:MOST_TOLD]] for lang in LANGUAGES},
        "number_of_faults": len(report.faults),
        "lines": {lang: [_plain(line) for line in _lines(report.sample, names, lang)] for lang in LANGUAGES},
    }  # fmt: skip


def _lines(sample: Sequence[Changed], names: Names, lang: str) -> list[Line]:
    with translation.override(LANGUAGES[lang]):
        return lines_of(Changes(tuple(sample), {}, {}), names)


def _plain(line: Line) -> list[Any]:
    days = [day and day.isoformat() for day in (line.starts_on, line.last_on)]
    return [list(line.change), list(line.list), line.thing, line.told, *days]


def _line(told: list[Any]) -> Line:
    starts_on, last_on = (day and date.fromisoformat(day) for day in told[4:])
    return Line(Label(*told[0]), Label(*told[1]), told[2], told[3], starts_on, last_on)


def _waiting(token: str, at: datetime, content: bytes) -> Waiting:
    head, _, body = content.partition(b"\n")
    told, files, start = json.loads(head), [], 0
    for name, size in told["files"]:
        files.append(File(name, body[start : start + size]))
        start += size
    return Waiting(
        token=token, at=at, files=tuple(files), number_of_faults=told["number_of_faults"],
        counts={name: (count[0], count[1], count[2]) for name, count in told["counts"].items()},
        faults=told["faults"][language()], notices=told["notices"][language()],
        lines=[_line(each) for each in told["lines"][language()]],
    )  # fmt: skip
