"""python -m bench web: a list of ours over 100,000 posts beside the same server's empty page and the usual Django page.

The reader of our list holds a role over every unit, so his reach is looked up and held against each row; every reading
leaves its entry in the record. wrk runs one thread over 16 connections on this machine, page after page in turn.
"""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from http.client import HTTPConnection
from itertools import islice
from pathlib import Path
from statistics import median
from tempfile import NamedTemporaryFile
from typing import Any

from bench import nation, report
from bench.audit import database
from bench.serving import served
from bench.web import wrk
from bench.web.laying import laid_out, places

READER, HEAD = "demo-clerk", "demo-head"
# What the issue asks: shares of the empty page's and times the usual page's rate; p99 in times of p50.
SHARE, LATER_SHARE, TIMES, TAIL = 0.10, 0.25, 3, 3
ROWS = 50
HELD = {True: "yes", False: "**no**", None: "told, not asked"}
# How often each page is opened before anything is measured.
WARM = 10


@dataclass(frozen=True, slots=True)
class Size:
    """How much is laid out and for how long each page is asked."""

    prefectures: int = 12
    rounds: int = 5
    seconds: int = 8
    workers: int = 2
    places: int = 6000


SIZES = {"full": Size(), "tiny": Size(prefectures=1, rounds=1, seconds=1, workers=1, places=600)}


@dataclass(frozen=True, slots=True)
class Page:
    """A page that is measured: its address, who asks for it ("" for nobody), whether from another place each time."""

    path: str
    who: str
    rows: int
    elsewhere: bool = False


PAGES = {
    "empty": Page("/healthy", "", 0),
    "empty_known": Page("/healthy", READER, 0),
    "list": Page("/units/N/posts", READER, ROWS),
    "other_pages": Page("/units/N/posts", READER, ROWS, elsewhere=True),
    "small_list": Page(f"/units/{nation.code(0, 5)}/posts", HEAD, ROWS),
    "usual": Page("/usual", "", ROWS),
    "desk": Page("/", READER, 0),
}


def measured(size: Size, on: date) -> dict[str, Any]:
    """Medians over the rounds for each page, with the machine."""
    from django.conf import settings

    home = str(settings.QUANZE_HOME)
    # A browser that was here before has the cookie against forged forms too.
    cookies = {
        login: f"{settings.QUANZE_COOKIE}={ready.token}; {settings.CSRF_COOKIE_NAME}={'a' * 32}"
        for login, ready in laid_out(size.prefectures, at=datetime.now(UTC)).items()
    }
    tokens = iter(places(size.rounds * size.places))
    found: dict[str, Any] = {"machine": report.machine(on), "posts": size.prefectures * nation.POSTS}
    with served(home, workers=size.workers, settings="bench.web.settings") as port:
        for page in PAGES.values():
            for _ in range(WARM):
                check_page(port, page, cookies)
        runs: dict[str, list[wrk.Run]] = {name: [] for name in PAGES}
        for _ in range(size.rounds):
            for name, page in PAGES.items():
                behind = list(islice(tokens, size.places)) if page.elsewhere else []
                runs[name].append(_run(port, page, cookies, size.seconds, behind))
    found["pages"] = {name: summary(each) for name, each in runs.items()}
    return found | ratios(found["pages"])


def check_page(port: int, page: Page, cookies: dict[str, str]) -> None:
    """Stop where a page is not what is to be measured. Raises SystemExit."""
    asking = HTTPConnection("127.0.0.1", port, timeout=60)
    asking.request("GET", page.path, headers={"Cookie": cookies[page.who]} if page.who else {})
    answer = asking.getresponse()
    body = answer.read()
    asking.close()
    # One row more is the head of the table.
    if answer.status != 200 or body.count(b"<tr>") != (page.rows + 1 if page.rows else 0):
        raise SystemExit(f"{page.path}: {answer.status}, {body.count(b'<tr>')} rows")


def _run(port: int, page: Page, cookies: dict[str, str], seconds: int, behind: Sequence[str]) -> wrk.Run:
    """One run; ``behind`` are the tokens of the places from which the page is asked, each once."""
    with NamedTemporaryFile("w", suffix=".lua") as script:
        script.write(wrk.in_turn(f"{page.path}?after={token}" for token in behind))
        script.flush()
        return wrk.run(
            f"http://127.0.0.1:{port}{page.path}", seconds=seconds, cookie=cookies.get(page.who, ""),
            script=script.name if behind else "",
        )  # fmt: skip


def summary(runs: Sequence[wrk.Run]) -> dict[str, float]:
    """Medians of the rounds; faults are counted together."""
    return {
        "per_second": round(median(each.rate for each in runs), 1),
        "p50_ms": round(median(each.p50_ms for each in runs), 2),
        "p99_ms": round(median(each.p99_ms for each in runs), 2),
        "faults": sum(each.faults for each in runs),
    }


def ratios(pages: dict[str, dict[str, float]]) -> dict[str, float]:
    """What the issue asks for, from the medians."""
    ours = pages["list"]
    return {
        "share_of_empty": round(ours["per_second"] / pages["empty"]["per_second"], 3),
        "share_of_empty_elsewhere": round(pages["other_pages"]["per_second"] / pages["empty"]["per_second"], 3),
        "share_of_empty_known": round(ours["per_second"] / pages["empty_known"]["per_second"], 3),
        "times_usual": round(ours["per_second"] / pages["usual"]["per_second"], 2),
        "tail": round(ours["p99_ms"] / ours["p50_ms"], 2),
        "faults": sum(int(each["faults"]) for each in pages.values()),
    }


def held(found: dict[str, Any]) -> bool:
    """True if every figure is as asked."""
    quick = found["share_of_empty"] >= SHARE and found["times_usual"] >= TIMES
    return bool(quick and found["tail"] <= TAIL and not found["faults"])


def table(found: dict[str, Any]) -> str:
    """The figures as Markdown, each beside what was asked."""
    m = found["machine"]
    names = {
        "empty": "empty page `/healthy`, nobody signed in",
        "empty_known": "the same page, asked by the reader of the lists: session, grants and reach looked up",
        "list": "list of all posts, 50 a page; rights over every unit checked, the reading recorded",
        "other_pages": "the same list from another place each time: no answer found before",
        "small_list": "list of one department's posts, rights over that department checked, recorded",
        "usual": "usual Django page: model objects, Paginator, template loop; no rights, no record",
        "desk": "the desk",
    }
    rows = [
        f"| {said} | {found['pages'][name]['per_second']} | {found['pages'][name]['p50_ms']} "
        f"| {found['pages'][name]['p99_ms']} |"
        for name, said in names.items()
    ]
    asked = (
        ("share of the empty page", found["share_of_empty"], f"≥ {SHARE} (later {LATER_SHARE})",
         found["share_of_empty"] >= SHARE),
        ("share of the empty page, from another place each time", found["share_of_empty_elsewhere"], "–", None),
        ("share of the empty page asked by the same person", found["share_of_empty_known"], "–", None),
        ("times the usual page", found["times_usual"], f"≥ {TIMES}", found["times_usual"] >= TIMES),
        ("p99 in times of p50", found["tail"], f"≤ {TAIL}", found["tail"] <= TAIL),
        ("answers that failed, all pages", found["faults"], "0", not found["faults"]),
    )  # fmt: skip
    return "\n".join([
        "# 清单速度 / Speed of lists (SQLite)", "",
        f"{m['date']}; {m['cores']} cores, {m['architecture']}, {m['system']}, Python {m['python']}; "
        f"load before: {m['load_before']}. {found['posts']} posts; `quanze serve`, wrk with one thread over 16 "
        "connections on the same cores, pages in turn, medians. Trust the ratios.", "",
        "| page | requests/s | p50 ms | p99 ms |", "|---|---|---|---|", *rows, "",
        "| the list of all posts | reached | asked | held |", "|---|---|---|---|",
        *(f"| {said} | {reached} | {wanted} | {HELD[right]} |" for said, reached, wanted, right in asked),
    ]) + "\n"  # fmt: skip


def main(arguments: Sequence[str] | None = None) -> int:
    """Read the arguments, measure, write web.json and web.md, print. Exit status 1 when a figure is missed."""
    parser = argparse.ArgumentParser(prog="python -m bench.web", description=__doc__)
    parser.add_argument("--size", choices=SIZES, default="full")
    parser.add_argument("--out", type=Path, default=Path(__file__).parents[1] / "results")
    parser.add_argument("--date", type=date.fromisoformat, default=None, help="the day written beside the results")
    given = parser.parse_args(arguments)
    os.environ.pop("DATABASE_URL", None)
    database()
    found = measured(SIZES[given.size], given.date or date.today())
    given.out.mkdir(parents=True, exist_ok=True)
    (given.out / "web.json").write_text(json.dumps(found, ensure_ascii=False, indent=2) + "\n", "utf-8")
    (given.out / "web.md").write_text(table(found), "utf-8")
    print(table(found), end="")
    return 0 if held(found) else 1


if __name__ == "__main__":
    raise SystemExit(main())
