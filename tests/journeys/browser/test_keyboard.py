"""The whole way by keyboard alone: sign in, who answered, a determination, its paper."""

from __future__ import annotations

from tests.journeys.browser.making import a_draft, a_person
from tests.journeys.browser.person import Person

FAR = 150


def reach(person: Person, selector: str) -> None:
    """Press Tab until the focus is on what a selector names, and see that the focus can be seen."""
    for _ in range(FAR):
        person.page.keyboard.press("Tab")
        if person.page.evaluate("selector => document.activeElement.matches(selector)", selector):
            drawn = person.page.evaluate(
                "(() => { const s = getComputedStyle(document.activeElement);"
                " return s.outlineStyle !== 'none' || s.boxShadow !== 'none' })()"
            )
            assert drawn, f"the focus on {selector} cannot be seen"
            return
    raise AssertionError(f"no way by keyboard to {selector}")


def type_into(person: Person, selector: str, text: str) -> None:
    reach(person, selector)
    person.page.keyboard.type(text)


def test_from_signing_in_to_a_paper_without_a_mouse(person: Person) -> None:
    account, page = person.office.accounts["demo-principal"], person.page
    person.go("/sign-in")
    type_into(person, "#id_login_name", account.login)
    type_into(person, "#id_password", account.password)
    page.keyboard.press("Enter")
    page.wait_for_selector("#id_code")
    type_into(person, "#id_code", person.office.fresh_code(account.login))
    page.keyboard.press("Enter")
    page.wait_for_selector("h1:has-text('工作台')")
    reach(person, "nav.places a[href$='/who']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/who")
    type_into(person, "[name=unit]", "city-u04")
    reach(person, "main form button.btn-primary")
    page.keyboard.press("Enter")
    page.wait_for_selector("main svg")
    draft = a_draft(person, a_person(person))
    person.go(f"{draft}/facts")
    type_into(person, "#reason", "室务会同意")
    reach(person, "form[action$='/ask'] button")
    page.keyboard.press("Enter")
    page.wait_for_selector("article.sheet")
    reach(person, "a[href$='as=pdf']")
    with page.expect_download() as paper:
        page.keyboard.press("Enter")
    assert paper.value.suggested_filename.endswith(".pdf")
