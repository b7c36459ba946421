"""What an address answers to somebody, as text: status, headers and all bytes, without what differs by chance alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from django.conf import settings
from django.test import Client

from quanze.apps.pages.language import COOKIE, LANGUAGES
from tests.journeys.two_worlds.questions import NONCE
from tests.journeys.two_worlds.seats import Seat

# By chance: the token against forgery, and the id that a new case is offered.
_CHANCE = re.compile(r'(?<=name="csrfmiddlewaretoken" value=")\w+|(?<=case-\d{8}-)[0-9a-f]{4}\b')
_NEXT = re.compile(r'href="([^"]*[?&;]after=[^"]*)"')
_ZIP = b"PK\x03\x04"


def visited(seat: Seat, addresses: Iterable[str], numbers: Mapping[str, str]) -> dict[str, str]:
    """Each address with its answer; ``numbers`` fill its places, and do not show in the answer.

    Where a list has a further page, that is asked for as well.
    """
    found: dict[str, str] = {}
    browser = Client()
    browser.cookies[settings.QUANZE_COOKIE] = seat.session
    for number, address in enumerate(addresses):
        browser.cookies[COOKIE] = sorted(LANGUAGES)[number % 2]
        found[address] = said = _answer(browser, seat, address.format(**numbers), numbers)
        for link in _NEXT.findall(said)[:1]:
            path = address.partition("?")[0] if link.startswith("?") else ""
            more = (path + link.replace("&amp;", "&")).format(**numbers)
            found[f"{address} +"] = _answer(browser, seat, more, numbers)
    return found


def _answer(browser: Client, seat: Seat, address: str, numbers: Mapping[str, str]) -> str:
    bearing = {"Authorization": f"Bearer {seat.token}"} if address.startswith("/api/") and seat.token else {}
    answer: Any = browser.get(address, headers=bearing)
    heads = "".join(f"{name}: {value}\n" for name, value in sorted(answer.items()) if name != "Content-Length")
    told = f"{answer.status_code}\n{heads}{sorted(answer.cookies)}\n{_text(answer.content)}"
    for name, value in numbers.items():
        told = told.replace(value, f"{{{name}}}") if len(value) > 8 else told
    seen: dict[str, str] = {}
    return NONCE.sub(lambda found: seen.setdefault(found[0], f"<{len(seen)}>"), _CHANCE.sub("…", told))


def _text(content: bytes) -> str:
    """Bytes as text; what lies in an archive one after the other."""
    if not content.startswith(_ZIP):
        return content.decode("utf-8", "backslashreplace")
    with ZipFile(BytesIO(content)) as archive:
        return "\n".join(f"{name}\n{_text(archive.read(name))}" for name in archive.namelist())


def shown(one: str, other: str) -> str:
    """Where two answers part."""
    place = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return f"…{one[max(0, place - 80) : place + 80]!r} | {other[max(0, place - 80) : place + 80]!r}"
