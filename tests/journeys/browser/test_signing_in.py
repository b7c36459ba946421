"""Signing in with a second factor, at a real screen, in both languages."""

from __future__ import annotations

import pytest

from tests.journeys.browser.person import Person


def test_password_and_code_lead_to_the_desk(person: Person) -> None:
    person.sign_in("demo-conduct")
    assert person.page.locator("h1").inner_text() == "工作台"
    assert person.axe() == []


def test_a_wrong_password_is_told_at_the_form(person: Person) -> None:
    person.go("/sign-in")
    person.page.locator("#id_login_name").fill("demo-conduct")
    person.page.locator("#id_password").fill("not-this-one-7A")
    person.page.locator("main button[type=submit]").click()
    assert person.page.get_by_role("alert").first.is_visible()
    assert person.axe() == []


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_sign_in_page_is_whole(person: Person, language: str) -> None:
    person.go("/sign-in")
    if language == "en":
        person.page.get_by_role("button", name="English").click()
    assert person.axe() == []
    assert not person.is_cut()
