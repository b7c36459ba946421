"""What happens around every request: headers, and who asks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from quanze.apps.access.checks import check_may, not_permitted
from quanze.apps.access.declarations import Declaration, declaration_of
from quanze.apps.accounts.going_on import on_to
from quanze.apps.accounts.services import touch
from quanze.apps.pages.api import fault
from quanze.config import api_door
from quanze.config.callers import recognised
from quanze.core.refusals import Refusal
from quanze.web.errors import refused, way_back

Answer = Callable[[HttpRequest], HttpResponse]
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types default",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cache-Control": "no-store",
}


def security_headers(answer: Answer) -> Answer:
    """Puts the same strict headers on every answer, errors included."""

    def with_headers(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        kept = response.get("Cache-Control", "") if is_static(request) and response.status_code in (200, 304) else ""
        for name, value in HEADERS.items():
            response[name] = value
        if kept:
            response["Cache-Control"] = kept
        return response

    return with_headers


def is_static(request: HttpRequest) -> bool:
    """True for a file that holds nothing of anybody, which a browser may keep."""
    return request.path.startswith(str(settings.STATIC_URL))


class KnownCaller:
    """Finds the session, builds the caller once, and lets a view run only for whom it was declared."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: Any) -> HttpResponse:
        """Sets request.at, request.source, request.standing and request.caller (None: not signed in).

        The API has a door of its own, which takes tokens and no cookies; pages take cookies and no tokens.
        """
        request.at = timezone.now()
        request.source = source_of(request)
        if api_door.is_api(request):
            api_door.known_bearer(request)
            return api_door.in_shape(self.answer(request))
        request.standing, request.caller = recognised(request.COOKIES.get(settings.QUANZE_COOKIE, ""), at=request.at)
        if request.standing is not None:
            touch(request.standing, at=request.at)
        return self.answer(request)

    def process_view(self, request: Any, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """Answers in the view's place whoever may not call it."""
        if api_door.is_api(request):
            return api_door.unless_fit(request, view)
        declaration = declaration_of(view)
        if declaration is None:
            return refused(request, not_permitted())
        if _has_null(request):
            return refused(request, bad_sign())
        if declaration.actor == "anyone":
            return None
        if request.standing is None:
            return _first_to("sign_in", request)
        return _unless_fit(request, declaration)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """A refusal becomes a page, or the API's answer; anything else is a fault."""
        if not isinstance(exception, Refusal):
            return None
        return fault(exception) if api_door.is_api(request) else refused(request, exception)


known_caller = KnownCaller


def _unless_fit(request: Any, declaration: Declaration) -> HttpResponse | None:
    if declaration.actor == "session":
        return None
    if request.caller is None:
        return _first_to(request.standing.needs[0], request)
    try:
        check_may(request.caller, declaration.action)
    except Refusal as refusal:
        return refused(request, refusal)
    return None


def _first_to(name: str, request: Any) -> HttpResponse:
    """To a step of signing in, and from there to the page that was asked for; what was sent is not sent again."""
    return redirect(on_to(name, way_back(request) if request.method in ("GET", "HEAD") else ""))


def _has_null(request: HttpRequest) -> bool:
    """True if a sign that no database keeps, and nobody types, stands in the address or in a form that was sent."""
    sent = request.POST.lists() if request.method == "POST" else ()
    return not api_door.storable(request) or any("\0" in str(value) for _, given in sent for value in given)


def bad_sign() -> Refusal:
    """The refusal of a request with the null sign in it."""
    return Refusal(
        "bad_sign", zh="内容含有空字符（NUL），请删去后重试", en="it holds the null sign: delete it and try again"
    )


def source_of(request: HttpRequest) -> str:
    """The address a request came from; behind our own proxy the last one that it added."""
    return str(request.META.get(settings.QUANZE_SOURCE_HEADER, "")).rpartition(",")[2].strip()[:64]
