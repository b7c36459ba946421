"""Yiyang's two-persons case by clicking: described with pickers, questions answered, kept, changed, printed."""

from __future__ import annotations

from tests.journeys.browser.person import Person

SECRETARY, MAYOR = ("邱秋慧", "p00046"), ("郑礼静", "p00326")


def picked(person: Person, field: str, words: str, code: str) -> None:
    """Type a few signs into a picker and take the match with this code."""
    box = person.page.locator(f"[name='{field}']")
    box.click()
    box.press_sequentially(words)
    person.page.locator(f"li[data-code='{code}']").first.click()
    assert box.input_value() == code


def filled(person: Person, row: str, **values: str) -> None:
    """The fields of a violation that are the same for both."""
    page = person.page
    for name, value in values.items():
        page.locator(f"[name='{row}.{name}']").fill(value)
    page.locator(f"[name='{row}.investigated_by']").select_option("county")
    page.locator(f"[name='{row}.major'][value=true]").check()


def described(person: Person) -> None:
    """The county, its two township heads, and what each did."""
    page = person.page
    for name, value in {
        "title.zh": "东溪县两名乡镇负责人被查处", "area": "430922", "dates.conduct.from": "2009-07-01",
        "dates.conduct.to": "2010-11-30", "dates.asked_on": "2011-03-01",
    }.items():  # fmt: skip
        page.locator(f"[name='{name}']").fill(value)
    picked(person, "incident.organization", "dongxi", "county1")
    picked(person, "violations[0].person", *SECRETARY)
    page.get_by_role("button", name="存草稿").click()
    # What the register holds is offered: the post he held during the conduct.
    page.locator("button[value='take:violations[0].post=county1-t01-party_principal1']").click()
    filled(person, "violations[0]", amount_yuan="18万", filed_on="2009-12-01", concluded_on="2010-02-10")
    page.locator("[name='violations[0].sanctions'][value=party_expulsion]").check()
    page.locator("button[value='add:violations']").click()
    picked(person, "violations[1].person", *MAYOR)
    picked(person, "violations[1].post", "西泉镇 镇长", "county1-t02-admin_principal1")
    filled(person, "violations[1]", amount_yuan="90,000", filed_on="2010-09-01", concluded_on="2010-12-20")
    page.get_by_role("button", name="下一步：试算并提问").click()


def answered(person: Person) -> None:
    """The months within which two count together; then that the county's leaders did not do their duty; one round open."""
    page = person.page
    assert "应在多长期限" in page.locator("fieldset.question").first.inner_text()
    page.locator("[name=a0]").fill("12")
    found_by(person)
    page.locator("[name=a0][value=true]").check()
    found_by(person)
    page.get_by_role("button", name="记下，看下一组").click()
    assert "已答不清楚" in page.locator("main").inner_text()


def found_by(person: Person) -> None:
    """Who found what the round answers: nobody is filled in, and both judgements were the commission's."""
    page = person.page
    assert (page.locator("#by").input_value(), page.locator("#on").input_value()) == ("", "")
    page.locator("#by").fill("金渡市纪委监委")
    page.locator("#on").fill("2011-02-25")
    assert person.axe() == []
    page.get_by_role("button", name="记下，看下一组").click()


def test_the_two_persons_case_by_clicking(person: Person) -> None:
    person.sign_in("demo-conduct")
    person.go("/determinations/new")
    described(person)
    answered(person)
    page = person.page
    page.locator("#reason").fill("室务会同意")
    page.get_by_role("button", name="保存并询问").click()
    text = page.locator("main").inner_text()
    for part in ("《益阳实施细则》（2009）", "东溪县领导班子", "责任链条图", "室务会同意"):
        assert part in text
    assert person.axe() == []
    assert not person.is_cut()
    page.locator("details.menu summary", has_text="更多").click()
    page.get_by_role("link", name="假如事实不同").click()
    page.locator("[name='violations[1].major'][value=false]").check()
    page.get_by_role("button", name="看看会怎样").last.click()
    assert "由“适用”改为“取决于待查事实”" in page.locator("main").inner_text()
    page.get_by_role("link", name="回到留存的建议").click()
    with page.expect_download() as pdf:
        page.get_by_role("link", name="下载 PDF").click()
    assert pdf.value.suggested_filename.endswith(".pdf")
