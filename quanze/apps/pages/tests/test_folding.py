"""Folded templates say what they said before they were folded, in either language and below any prefix."""

from __future__ import annotations

import pytest
from django.template import Context, Engine
from django.template.base import Template
from django.test import override_settings
from django.urls import set_script_prefix
from django.utils import translation

from quanze.apps.pages.folding import Fixed, fold

ENGINE = Engine(libraries={"quanze": "quanze.apps.pages.templatetags.quanze", "static": "django.templatetags.static"})
SOURCE = """{% load static quanze %}<a href="{% url "home" %}">{% t "工作台" "Desk" %}</a>
{% if name %}<b>{% t "您好，{who}" "Hello, {who}" who=name %}</b>{% else %}<i>{% t "请登录" "Sign in" %}</i>{% endif %}
{% for each in many %}<p>{% t "项" "Item" %} {{ each }}</p>{% empty %}<p>{% t "无" "None" %}</p>{% endfor %}
{% t "留着" "kept" as kept %}{% url "home" as there %}{{ kept }} {{ there }} {% static "web/mark.svg" %}"""
CONTEXTS = [{}, {"name": "石<某>"}, {"many": [1, 2]}, {"name": "甲", "many": "ab"}]


def folded(source: str) -> Template:
    template = Template(source, engine=ENGINE)
    fold(template.nodelist)
    return template


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("told", CONTEXTS)
def test_a_folded_template_says_what_the_plain_one_says(told: dict[str, object], language: str) -> None:
    with translation.override(language):
        for _ in range(2):
            assert folded(SOURCE).render(Context(told)) == Template(SOURCE, engine=ENGINE).render(Context(told))


def test_one_template_serves_both_languages_in_turn() -> None:
    template = folded(SOURCE)
    for language, word in (("zh-hans", "请登录"), ("en", "Sign in"), ("zh-hans", "请登录")):
        with translation.override(language):
            assert word in template.render(Context({}))


def test_addresses_follow_the_prefix_and_the_place_of_files() -> None:
    template = folded('{% load static %}<a href="{% url "home" %}">{% static "web/mark.svg" %}</a>')
    plain = template.render(Context({}))
    try:
        set_script_prefix("/quanze/")
        with override_settings(STATIC_URL="/quanze/static/"):
            assert template.render(Context({})).startswith('<a href="/quanze/">/quanze/static/')
    finally:
        set_script_prefix("/")
    assert template.render(Context({})) == plain


def test_neighbours_become_one_and_what_varies_stays() -> None:
    nodes = folded('{% load quanze %}<p>{% t "一" "One" %}</p>{{ name }}<p>{% t "二" "Two" %}</p>').nodelist
    assert [type(each).__name__ for each in nodes] == ["Fixed", "VariableNode", "Fixed"]


def test_a_fold_over_something_that_varies_would_be_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """The planted fault: everything is taken for fixed, so the first reader's name is shown to the second."""
    monkeypatch.setattr("quanze.apps.pages.folding.is_fixed", lambda _: True)
    template = folded("<p>{{ name }}</p>")
    assert isinstance(template.nodelist[0], Fixed)
    assert [template.render(Context({"name": each})) for each in "甲乙"] == ["<p>甲</p>", "<p>甲</p>"]
