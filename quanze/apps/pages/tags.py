"""What the templates of all pages may call: addresses, words, days, lists and fields."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.templatetags.static import static as static_url
from django.urls import get_script_prefix, reverse
from django.utils.safestring import SafeString, mark_safe
from jinja2 import pass_context, pass_environment
from jinja2.environment import Environment
from jinja2.runtime import Context

from quanze.apps.access.caller import CHINA_TIME
from quanze.apps.pages import cells
from quanze.apps.pages.language import language
from quanze.apps.pages.lists import Listing
from quanze.core.words import Label


def url(name: str, *args: Any) -> str:
    """The address of a route."""
    return reverse(name, args=args) if args else _fixed_url(name, get_script_prefix())


@lru_cache(maxsize=500)
def _fixed_url(name: str, _prefix: str) -> str:
    return reverse(name)


def static(path: str) -> str:
    """The address of a static file, which changes with its content. Raises ValueError for one that does not exist."""
    return _static(path, str(settings.STATIC_URL))


@lru_cache(maxsize=500)
def _static(path: str, _below: str) -> str:
    return static_url(path)


def say(label: Any) -> str:
    """A Label, or {"zh": …, "en": …}, in the reader's language; plain text as it is."""
    if isinstance(label, Label):
        return label.text(language())
    if isinstance(label, Mapping):
        return str(label.get(language(), label.get("zh", "")))
    return "" if label is None else str(label)


def day(value: date | None) -> str:
    """A day as people read it; "" for none."""
    return "" if not value else cells.day_text(value)


def instant(value: datetime | None) -> str:
    """A day and time in China; "" for none."""
    return "" if not value else cells.instant_text(value)


def iso_day(value: date | None) -> str:
    """A day as a field of a form takes it; "" for none."""
    return "" if not value else value.isoformat()


def default_if_none(value: Any, instead: str) -> Any:
    """The value, or something else for None."""
    return instead if value is None else value


def options(words: Mapping[str, Label], chosen: str) -> SafeString:
    """A closed list as options of a select: {{ options(roles, asked.role) }}."""
    return cells.options_html(words, chosen)


@pass_context
def at_day(context: Context, name: str, *args: Any) -> str:
    """The address of a page that keeps the two clocks of this one."""
    clocks = context.get("clocks")
    return url(name, *args) + (clocks.query if clocks is not None else "")


@pass_context
def with_query(context: Context, **changed: Any) -> str:
    """The query of this page with some values changed (none drops one): {{ with_query(after=token) }}."""
    asked = context["request"].GET.lists()
    query = [(name, value) for name, values in asked if name not in changed for value in values]
    query += [(name, value) for name, value in changed.items() if value not in (None, "")]
    return f"?{urlencode(query)}"


@pass_context
def listing(context: Context, shown: Listing, exports: bool = True) -> SafeString:
    """A table with its next page and its exports."""
    heads, body = cells.heads_html([each.label for each in shown.columns]), cells.rows_html(shown.rows)
    return _part(context.environment, "pages/_list.html", request=context["request"], shown=shown, heads=heads,
                 body=body, exports=exports)  # fmt: skip


@pass_environment
def field(environment: Environment, bound: Any) -> SafeString:
    """One field of a form: label, help, control, error with its mend."""
    return _part(environment, "pages/_field.html", field=bound)


@pass_context
def dates(context: Context) -> SafeString:
    """The control of the two clocks at the top of a page; keeps whatever else the address asks."""
    clocks, query = context["clocks"], context["request"].GET
    kept = [(name, value) for name, value in query.items() if name not in ("on", "known", "after", "format")]
    known = None if clocks.known is None else (clocks.known - timedelta(minutes=1)).astimezone(CHINA_TIME).date()
    return _part(
        context.environment, "pages/_dates.html", request=context["request"], clocks=clocks, kept=kept, known=known
    )


def _part(environment: Environment, name: str, **told: Any) -> SafeString:
    """A part of a page as its template writes it, every value escaped there."""
    return mark_safe(environment.get_template(name).render(language=language(), **told))  # noqa: S308
