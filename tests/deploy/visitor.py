"""Somebody with a browser, over a real connection: keeps cookies, sends the form's own token, follows where it is led."""

from __future__ import annotations

import re
import ssl
from collections.abc import Mapping
from http.client import HTTPConnection, HTTPSConnection
from http.cookiejar import CookieJar
from typing import Any, NamedTuple
from urllib.error import HTTPError
from urllib.parse import urlencode, urljoin
from urllib.request import (
    HTTPCookieProcessor,
    HTTPHandler,
    HTTPRedirectHandler,
    HTTPSHandler,
    ProxyHandler,
    Request,
    build_opener,
)

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
LINK = re.compile(r'(?:href|src|action|hx-get|hx-post)="([^"#]+)')


class Page(NamedTuple):
    """What came back: where it was, status, headers (names in small letters, each as often as it was sent), text."""

    address: str
    status: int
    headers: Mapping[str, list[str]]
    text: str

    @property
    def links(self) -> list[str]:
        """Every address that the page names, as it is written."""
        return LINK.findall(self.text)


class _Here(HTTPHandler, HTTPSHandler):
    """Whatever host is named, the connection goes to this machine, to the port that stands for the usual one."""

    def __init__(self, ports: Mapping[int, int], authority: str | None) -> None:
        HTTPHandler.__init__(self)
        HTTPSHandler.__init__(self, context=ssl.create_default_context(cafile=authority))
        self.ports = ports

    def http_open(self, request: Request) -> Any:
        return self.do_open(self._connection, request)

    def https_open(self, request: Request) -> Any:
        return self.do_open(self._secure, request)

    def _connection(self, host: str, **options: Any) -> HTTPConnection:
        return self._led_here(HTTPConnection(host, **options))

    def _secure(self, host: str, **options: Any) -> HTTPConnection:
        return self._led_here(HTTPSConnection(host, context=self._context, **options))  # type: ignore[attr-defined]

    def _led_here(self, connection: HTTPConnection) -> HTTPConnection:
        from socket import create_connection

        def connect(place: tuple[str, int], *more: Any) -> Any:
            return create_connection(("127.0.0.1", self.ports.get(place[1], place[1])), *more)

        connection._create_connection = connect  # type: ignore[attr-defined]
        return connection


class _Stay(HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        """Where it leads is looked at, not gone to."""


class Visitor:
    """One browser at ``home``. ``authority``: file of a certificate to trust; ``ports``: usual port → the one here."""

    def __init__(
        self, home: str, authority: str | None = None, ports: Mapping[int, int] | None = None, *, follow: bool = True
    ) -> None:
        self.home = home
        self.cookies = CookieJar()
        handlers = [ProxyHandler({}), HTTPCookieProcessor(self.cookies), _Here(ports or {}, authority)]
        self.opener = build_opener(*handlers, *([] if follow else [_Stay()]))

    def get(self, page: str, **headers: str) -> Page:
        """A page below the first one, or at a whole address."""
        return self._ask(Request(urljoin(self.home, page), headers=headers))

    def post(self, page: str, **given: str) -> Page:
        """Fill in the form of a page and send it; the page it leads to."""
        return self.send(self.get(page), page, **given)

    def send(self, form: Page, to: str, **given: str) -> Page:
        """Send the form that stands on a page; the page it leads to."""
        token = TOKEN.search(form.text)
        fields = urlencode(given | ({"csrfmiddlewaretoken": token[1]} if token else {})).encode()
        return self._ask(Request(urljoin(self.home, to), data=fields, headers={"Referer": form.address}))

    def _ask(self, request: Request) -> Page:
        try:
            answer = self.opener.open(request, timeout=30)
        except HTTPError as error:
            answer = error
        with answer:
            headers: dict[str, list[str]] = {}
            for name, value in answer.headers.items():
                headers.setdefault(name.lower(), []).append(value)
            return Page(answer.url, answer.status, headers, answer.read().decode("utf-8", errors="replace"))
