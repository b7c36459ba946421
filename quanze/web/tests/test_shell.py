"""The shell: language, headers, sign of life, static files, refusals in both languages."""

from __future__ import annotations

import re

import pytest
from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.test import Client

from quanze.config.middleware import HEADERS

pytestmark = pytest.mark.django_db


def test_the_sign_in_page_speaks_chinese_first_and_english_when_chosen() -> None:
    client = Client()
    assert "<h1>登录</h1>" in client.get("/sign-in").content.decode()
    answer = client.post("/language", {"language": "en", "back": "/sign-in"})
    assert answer["Location"] == "/sign-in"
    page = client.get("/sign-in").content.decode()
    assert "<h1>Sign in</h1>" in page
    assert not re.search("[\u3400-\u9fff]", page.replace("中文", ""))


def test_the_language_switch_leads_nowhere_else() -> None:
    answer = Client().post("/language", {"language": "en", "back": "https://elsewhere.example/"})
    assert answer["Location"] == "/"


@pytest.mark.parametrize("path", ["/sign-in", "/healthy", "/nowhere", "/static/web/quanze.css", "/static/none.css"])
def test_every_answer_carries_the_same_strict_headers(path: str) -> None:
    answer = Client().get(path)
    told = {name: answer[name] for name in HEADERS if name != "Cache-Control"}
    assert told == {name: value for name, value in HEADERS.items() if name != "Cache-Control"}
    kept = "max-age=" in answer["Cache-Control"]
    assert kept == (path == "/static/web/quanze.css")
    answer.close()


def test_no_header_allows_what_is_unsafe_or_outside() -> None:
    policy = HEADERS["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "http" not in policy
    assert "*" not in policy


def test_the_address_of_a_static_file_changes_with_it() -> None:
    address = staticfiles_storage.url("web/quanze.css")
    assert re.fullmatch(rf"/{settings.STATIC_URL.strip('/')}/web/quanze\.css\?v=[0-9a-f]{{12}}", address)
    with pytest.raises(ValueError, match="no such static file"):
        staticfiles_storage.url("web/none.css")
