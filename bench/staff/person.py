"""One virtual member of staff: opens pages of his part of the register, thinks, and now and then records an absence."""

from __future__ import annotations

import re
from datetime import date, timedelta
from html import unescape
from http.client import HTTPConnection, HTTPException
from itertools import count
from random import Random
from threading import Event
from time import perf_counter
from typing import NamedTuple
from urllib.parse import quote, unquote, urlencode

from bench.staff.office import SEATS, WRITER, Desk

THINK = (2.0, 5.0)
# Of all that is done 85 in a hundred is reading; only some write, so these write more often.
WRITING = (1 - 0.85) * len(SEATS) / sum(role == WRITER for role, _ in SEATS)
TO_READ = ("/", "/units", "/who?unit={unit}", "/units/{unit}", "/units/{unit}/posts", "/search?q={name}")
_NAMES = "石 王 李 局 副 办 city 财政".split()
# A file to take away asks for a second factor again; these people only read.
_LINK = re.compile(r'href="(/(?:units|posts|persons)/(?![^"?]*/picture")[^"?]+(?:\?after=[^"]*)?)"')
_PERSON = re.compile(r"^/persons/([^/?]+)$", re.MULTILINE)
_HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')
_SAID = re.compile(r'role="alert"[^>]*>([^<]+)')
# Nobody is recorded absent twice on the same day: each act takes the next day of a far future.
_days = count()


class Answer(NamedTuple):
    """One request: what kind, how many seconds it took, and what was wrong with the answer ("" for nothing)."""

    kind: str
    seconds: float
    fault: str


class Person:
    """Somebody at a desk, with a browser that keeps its connection and its cookies."""

    def __init__(self, desk: Desk, port: int, cookie: str, seed: int) -> None:
        self.desk, self.rng = desk, Random(seed)
        self.cookies = {cookie: desk.token}
        self.connection = HTTPConnection("127.0.0.1", port, timeout=30)
        self.origin = f"http://127.0.0.1:{port}"
        self.seen: list[str] = []
        self.answers: list[Answer] = []

    def work(self, stop: Event, scale: float) -> None:
        """Go on until told to stop; ``scale`` shortens the thinking."""
        stop.wait(self.rng.uniform(0, THINK[1]) * scale)
        while not stop.is_set():
            if self.desk.role == WRITER and self.rng.random() < WRITING:
                self.record_absence()
            else:
                self.read(self._next())
            stop.wait(self.rng.uniform(*THINK) * scale)
        self.connection.close()

    def _next(self) -> str:
        if self.seen and self.rng.random() < 0.5:
            return self.rng.choice(self.seen)
        path = self.rng.choice(TO_READ)
        return path.format(unit=quote(self.desk.unit), name=quote(self.rng.choice(_NAMES)))

    def read(self, path: str) -> str:
        """Open a page; its links are kept for later. The page."""
        _, _, page = self.ask("GET", path)
        self.seen = (self.seen + [unescape(each) for each in _LINK.findall(page)])[-200:]
        return page

    def record_absence(self) -> None:
        """Form, preview, and the act itself."""
        people = _PERSON.findall("\n".join(self.seen))
        if not people:
            self.read(f"/units/{quote(self.desk.unit)}")
            return
        # Nobody is away twice on a day, and no year lies beyond those that the register takes.
        person, first = unquote(self.rng.choice(people)), date(2027, 1, 1) + timedelta(days=8 * (next(_days) % 3300))
        path = f"/act/record_absence?{urlencode({'person': person})}"
        status, _, form = self.ask("GET", path)
        if status != 200:
            return
        until = first + timedelta(days=7)
        told = {"person": person, "starts_on": f"{first}", "ends_before": f"{until}", "reason": "学习"}
        status, _, preview = self.ask("POST", path, self._form(form) | told | {"step": "preview"}, "write")
        if status == 200:
            self.ask("POST", path, self._form(preview) | {"step": "do"}, "write", expected=302)

    def _form(self, page: str) -> dict[str, str]:
        """The hidden fields of the page's own form, that of the language switch aside."""
        return {name: unescape(value) for name, value in _HIDDEN.findall(page) if name != "back"}

    def ask(
        self, method: str, path: str, form: dict[str, str] | None = None, kind: str = "read", expected: int = 200
    ) -> tuple[int, dict[str, str], str]:  # fmt: skip
        """One request, noted with its time; status, headers and page."""
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if form is not None:
            headers |= {"Content-Type": "application/x-www-form-urlencoded", "Origin": self.origin}
        body = None if form is None else urlencode(form)
        begun = perf_counter()
        try:
            self.connection.request(method, path, body, headers)
            answer = self.connection.getresponse()
            page = answer.read().decode("utf-8")
        except (OSError, HTTPException) as error:
            self.connection.close()
            self.answers.append(Answer(kind, perf_counter() - begun, f"{method} {path}: {type(error).__name__}"))
            return 0, {}, ""
        said = " ".join(_SAID.findall(page))
        fault = "" if answer.status == expected else f"{method} {path}: {answer.status} {said}"
        self.answers.append(Answer(kind, perf_counter() - begun, fault))
        for each in answer.headers.get_all("Set-Cookie") or ():
            name, _, value = each.partition(";")[0].partition("=")
            self.cookies[name] = value
        return answer.status, dict(answer.headers), page
