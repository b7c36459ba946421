"""Somebody with a browser, over a real connection: keeps cookies, sends the form's own token, follows where it is led."""

from __future__ import annotations

import re
import ssl
from collections.abc import Mapping
from http.cookiejar import CookieJar
from typing import NamedTuple
from urllib.error import HTTPError
from urllib.parse import urlencode, urljoin
from urllib.request import HTTPCookieProcessor, HTTPSHandler, ProxyHandler, Request, build_opener

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
LINK = re.compile(r'(?:href|src|action|hx-get|hx-post)="([^"#]+)')


class Page(NamedTuple):
    """What came back: where it was, status, headers (names in small letters), text."""

    address: str
    status: int
    headers: Mapping[str, str]
    text: str

    @property
    def links(self) -> list[str]:
        """Every address that the page names, as it is written."""
        return LINK.findall(self.text)


class Visitor:
    """One browser. ``authority``: the file of a certificate to trust."""

    def __init__(self, home: str, authority: str | None = None) -> None:
        self.home = home
        self.cookies = CookieJar()
        trust = ssl.create_default_context(cafile=authority)
        self.opener = build_opener(ProxyHandler({}), HTTPCookieProcessor(self.cookies), HTTPSHandler(context=trust))

    def get(self, page: str, **headers: str) -> Page:
        """A page below the first one, or at a whole address."""
        return self._ask(Request(urljoin(self.home, page), headers=headers))

    def post(self, page: str, **given: str) -> Page:
        """Fill in the form of a page and send it; the page it leads to."""
        form = self.get(page)
        token = TOKEN.search(form.text)
        fields = urlencode(given | ({"csrfmiddlewaretoken": token[1]} if token else {})).encode()
        return self._ask(Request(form.address, data=fields, headers={"Referer": form.address}))

    def _ask(self, request: Request) -> Page:
        try:
            answer = self.opener.open(request, timeout=30)
        except HTTPError as error:
            answer = error
        with answer:
            headers = {name.lower(): value for name, value in answer.headers.items()}
            return Page(answer.url, answer.status, headers, answer.read().decode("utf-8", errors="replace"))
