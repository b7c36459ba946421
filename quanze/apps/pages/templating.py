"""The templates of the pages: Jinja, which turns each into a function once, with the tags and filters that all share."""

from __future__ import annotations

from typing import Any

from django.template.backends.jinja2 import Jinja2
from django.template.defaultfilters import json_script, linebreaksbr, urlencode
from django.utils.html import format_html
from jinja2 import Environment

from quanze.apps.pages import tags
from quanze.apps.pages.sentences import Sentences

# A template is read by this process once: a new one comes with a new release.
OPTIONS = {"autoescape": True, "auto_reload": False, "cache_size": -1}


class Pages(Jinja2):
    """Django's backend for Jinja, over the templates that lie in each room."""

    app_dirname = "templates"


def environment(**given: Any) -> Environment:
    """Jinja's environment; what Django gives for it (its loader) is kept."""
    made = Environment(**given | OPTIONS, extensions=[Sentences])  # noqa: S701 (autoescape is in OPTIONS)
    made.globals.update(
        url=tags.url, static=tags.static, at_day=tags.at_day, with_query=tags.with_query, options=tags.options,
        listing=tags.listing, field=tags.field, dates=tags.dates, format_html=format_html,
    )  # fmt: skip
    made.filters.update(
        say=tags.say, day=tags.day, instant=tags.instant, iso_day=tags.iso_day, default_if_none=tags.default_if_none,
        json_script=json_script, linebreaksbr=linebreaksbr, urlencode=urlencode,
    )  # fmt: skip
    return made
