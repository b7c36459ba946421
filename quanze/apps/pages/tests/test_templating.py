"""Templates tell each reader his language, escape what they are told, and follow the place where they are served."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

import pytest
from django.template import engines
from django.template.backends.jinja2 import Jinja2, Template
from django.test import RequestFactory, override_settings
from django.urls import set_script_prefix
from django.utils import translation
from jinja2.exceptions import TemplateSyntaxError

SOURCE = """<a href="{{ url("home") }}">{% t "工作台" "Desk" %}</a>
{% if name %}<b>{% t "您好，{who}" "Hello, {who}" who=name %}</b>{% else %}<i>{% t "请登录" "Sign in" %}</i>{% endif %}
{% for each in many %}<p>{% t "第 {n} 项，共 {all}" "{n} of {all}" n=loop.index all=many|length %} {{ each }}</p>
{% else %}<p>{% t "无" "None" %}</p>{% endfor %}
{% t "留着 {who}" "kept {who}" who=name as kept %}{% t "短" "short" as short %}[{{ kept }} {{ short }}]"""

PAGES = cast(Jinja2, engines["templating"])


def made(source: str) -> Template:
    return PAGES.from_string(source)


@pytest.fixture(params=["zh", "en"])
def spoken(request: Any) -> Iterator[str]:
    with translation.override({"zh": "zh-hans", "en": "en"}[request.param]):
        yield request.param


def told(template: Template, **context: Any) -> str:
    return str(template.render(context, RequestFactory().get("/")))


def test_one_template_serves_both_languages_in_turn() -> None:
    template = made(SOURCE)
    for language, word, other in (("zh-hans", "请登录", "Sign in"), ("en", "Sign in", "请登录")) * 2:
        with translation.override(language):
            said = told(template)
        assert word in said
        assert other not in said


def test_what_is_told_is_escaped_once(spoken: str) -> None:
    said = told(made(SOURCE), name="石<某>&", many=["<u>"])
    assert said.count("石&lt;某&gt;&amp;") == 2, "in the sentence, and in the one that was kept"
    assert "&lt;u&gt;" in said
    assert "<某>" not in said


def test_several_values_stand_where_the_sentence_has_them(spoken: str) -> None:
    said = told(made(SOURCE), many=["甲", "乙"])
    assert {"zh": "第 2 项，共 2", "en": "2 of 2"}[spoken] in said


def test_addresses_follow_the_prefix_and_the_place_of_files() -> None:
    template = made('<a href="{{ url("home") }}">{{ static("web/mark.svg") }}</a>')
    plain = told(template)
    try:
        set_script_prefix("/quanze/")
        with override_settings(STATIC_URL="/quanze/static/"):
            assert told(template).startswith('<a href="/quanze/">/quanze/static/')
    finally:
        set_script_prefix("/")
    assert told(template) == plain


@pytest.mark.parametrize(
    "source", ['{% t "一" %}', "{% t one two %}", '{% t "一" "one" n= %}', '{% t "一" "one" as %}']
)
def test_a_sentence_in_one_language_is_no_template(source: str) -> None:
    with pytest.raises(TemplateSyntaxError):
        made(source)


def test_a_template_that_escapes_nothing_would_be_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """The planted fault: without escaping, the sign of somebody's name is one of the page."""
    monkeypatch.setattr(PAGES.env, "autoescape", False)
    assert "<某>" in told(made("{{ name }}"), name="石<某>")
