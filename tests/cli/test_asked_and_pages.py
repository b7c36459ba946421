"""A sheet by command, by page and by service is the same, byte for byte."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.test import Client

from quanze.apps.determinations.selectors import sheet_bytes
from tests.cli.test_asked import Desk, desk

__all__ = ["desk"]
pytestmark = pytest.mark.django_db


def test_json_by_command_page_and_service_is_the_same(desk: Desk) -> None:
    number = desk.ask()
    browser = Client()
    browser.cookies[settings.QUANZE_COOKIE] = desk.officer.opened.token
    page = browser.get(f"/determinations/{number}/file?as=json").content
    by = desk.officer.caller()
    assert page == desk.run("asked show", number, "--json").out.encode()
    assert page == sheet_bytes(number, by=by, at=by.at)
    assert page.endswith(b"}\n")
