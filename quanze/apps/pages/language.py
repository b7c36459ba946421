"""The language of a page: Chinese unless the reader chose English; one cookie, no word of it is kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.functional import lazystr

from quanze.core.words import Label

COOKIE = "quanze-language"
LANGUAGES = {"zh": "zh-hans", "en": "en"}


def language() -> str:
    """The language of the request being answered: "zh" or "en"."""
    return "en" if (translation.get_language() or "").startswith("en") else "zh"


def said(zh: str, en: str) -> str:
    """One of two strings, by the language of the request being answered."""
    return en if language() == "en" else zh


class _Both:
    """A text in both languages that becomes a string when it is shown."""

    def __init__(self, zh: str, en: str) -> None:
        self._label = Label(zh, en)

    def __str__(self) -> str:
        return self._label.text(language())


def both(zh: str, en: str) -> str:
    """A label for forms, decided when it is shown, not when the module is read."""
    return cast(str, lazystr(_Both(zh, en)))


def in_language(answer: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: every page in the language of the reader's cookie."""

    def spoken(request: HttpRequest) -> HttpResponse:
        chosen = LANGUAGES.get(request.COOKIES.get(COOKIE, "zh"), "zh-hans")
        with translation.override(chosen):
            response = answer(request)
            response.headers.setdefault("Content-Language", chosen)
            return response

    return spoken
