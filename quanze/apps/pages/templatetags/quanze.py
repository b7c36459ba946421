"""Tags and filters of every page."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django import template
from django.template.base import Node, Parser, Token, token_kwargs
from django.template.context import Context
from django.template.exceptions import TemplateSyntaxError
from django.urls import reverse
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString

from quanze.apps.access.caller import CHINA_TIME
from quanze.apps.pages import cells
from quanze.apps.pages.language import language
from quanze.apps.pages.lists import Listing
from quanze.core.words import Label

register = template.Library()


class _Said(Node):
    """A sentence in both languages, read when the template is; a page has dozens, so each is looked at once."""

    def __init__(self, zh: str, en: str, told: Mapping[str, Any], name: str) -> None:
        self._texts = {"zh": SafeString(zh), "en": SafeString(en)}
        self._told = told
        self._name = name
        self.says_the_same = not told and not name

    def render(self, context: Context) -> SafeString:
        text = self._texts[language()]
        if self._told:
            text = format_html(text, **{key: value.resolve(context) for key, value in self._told.items()})
        if not self._name:
            return text
        context[self._name] = text
        return SafeString("")


@register.tag
def t(parser: Parser, token: Token) -> _Said:
    """A sentence in the reader's language: {% t "共 {n} 条" "{n} in all" n=total %}; what is put in is escaped.

    ``as name`` at the end keeps it instead. Raises TemplateSyntaxError unless both texts stand there in quotes.
    """
    bits = token.split_contents()[1:]
    name = bits[-1] if len(bits) > 3 and bits[-2] == "as" else ""
    zh, en, *rest = bits[:-2] if name else bits
    if not all(text[0] in "\"'" for text in (zh, en)):
        raise TemplateSyntaxError(f"t takes two texts in quotes: {token.contents}")
    texts = [str(parser.compile_filter(text).resolve(Context())) for text in (zh, en)]
    return _Said(texts[0], texts[1], token_kwargs(rest, parser), name)


@register.filter
def say(label: Any) -> str:
    """A Label, or {"zh": …, "en": …}, in the reader's language; plain text as it is."""
    if isinstance(label, Label):
        return label.text(language())
    if isinstance(label, Mapping):
        return str(label.get(language(), label.get("zh", "")))
    return "" if label is None else str(label)


@register.filter
def day(value: date | None) -> str:
    """A day as people read it; "" for none."""
    return "" if value is None else cells.day_text(value)


@register.filter
def instant(value: datetime | None) -> str:
    """A day and time in China; "" for none."""
    return "" if value is None else cells.instant_text(value)


@register.simple_tag
def options(words: Mapping[str, Label], chosen: str) -> SafeString:
    """A closed list as options of a select: {% options roles asked.role %}."""
    return cells.options_html(words, chosen)


@register.simple_tag(takes_context=True)
def at_day(context: Mapping[str, Any], name: str, *args: Any) -> SafeString:
    """The address of a page that keeps the two clocks of this one."""
    clocks = context.get("clocks")
    return conditional_escape(reverse(name, args=args) + (clocks.query if clocks is not None else ""))


@register.simple_tag(takes_context=True)
def with_query(context: Mapping[str, Any], **changed: Any) -> SafeString:
    """The query of this page with some values changed (None drops one): {% with_query after=token %}."""
    query = context["request"].GET.copy()
    for name, value in changed.items():
        query.pop(name, None)
        if value not in (None, ""):
            query[name] = value
    return conditional_escape(f"?{query.urlencode()}")


@register.inclusion_tag("pages/_list.html", takes_context=True)
def listing(context: Mapping[str, Any], shown: Listing, exports: bool = True) -> dict[str, Any]:
    """A table with its next page and its exports."""
    heads, body = cells.heads_html([each.label for each in shown.columns]), cells.rows_html(shown.rows)
    return {"request": context["request"], "shown": shown, "heads": heads, "body": body, "exports": exports}


@register.inclusion_tag("pages/_field.html")
def field(bound: Any) -> dict[str, Any]:
    """One field of a form: label, help, control, error with its mend."""
    return {"field": bound}


@register.inclusion_tag("pages/_dates.html", takes_context=True)
def dates(context: Mapping[str, Any]) -> dict[str, Any]:
    """The control of the two clocks at the top of a page; keeps whatever else the address asks."""
    clocks, query = context["clocks"], context["request"].GET
    kept = [(name, value) for name, value in query.items() if name not in ("on", "known", "after", "format")]
    known = None if clocks.known is None else clocks.known - timedelta(minutes=1)
    return {
        "request": context["request"], "clocks": clocks, "kept": kept, "on_text": cells.day_text(clocks.on),
        "known_day": "" if known is None else known.astimezone(CHINA_TIME).date().isoformat(),
        "known_text": "" if known is None else cells.day_text(known.astimezone(CHINA_TIME).date()),
    }  # fmt: skip
