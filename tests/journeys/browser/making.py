"""What pages need before they can be opened: a draft and a determination, an act, an import that waits; made by hand."""

from __future__ import annotations

from pathlib import Path

from tests.journeys.browser.person import Person

CASE = """format: quanze/case/1
id: pages-example
title: {zh: 某市某局工作人员挪用公款, en: Somebody of a city bureau misappropriates funds}
area: "430900"
dates:
  conduct: {from: 2010-03-01, to: 2010-06-30}
  discovered: 2010-07-10
  filed: 2010-08-01
  asked_on: 2010-12-01
incident: {organization: city-u04, field: finance, influence: vile}
violations:
  - {id: v1, person: PERSON, kind: misappropriation, amount_yuan: 1200000, investigated_by: prefecture,
     sanctions: [party_expulsion], transferred_to_justice: true}
"""
BAD_CSV = "单位编号*,名称*\n,没有编号的单位\n"


def a_person(officer: Person) -> str:
    """The code of somebody who holds a post in the bureau."""
    officer.go("/units/city-u04?on=2010-06-01")
    address = officer.page.locator('main a[href*="/persons/"]').last.get_attribute("href") or ""
    return address.partition("/persons/")[2].partition("?")[0]


def a_draft(officer: Person, person: str) -> str:
    """The path of a draft made from an uploaded case file."""
    officer.go("/determinations/new")
    officer.page.locator("details.upload summary").click()
    file = {"name": "case.yaml", "mimeType": "application/yaml", "buffer": CASE.replace("PERSON", person).encode()}
    officer.page.locator("#file").set_input_files(files=[file])
    officer.page.locator("details.upload button").click()
    officer.page.wait_for_url("**/determinations/drafts/**")
    return _path(officer).removesuffix("/facts")


def a_determination(officer: Person, draft: str) -> str:
    """The path of what a draft gave when it was asked."""
    officer.go(f"{draft}/facts")
    officer.page.locator("#reason").fill("线索核查，已报批准")
    officer.page.locator('form[action$="/ask"] button').click()
    officer.page.wait_for_url(lambda url: "/determinations/" in url and "/drafts/" not in url)
    return _path(officer)


def an_act(clerk: Person) -> str:
    """The number of an act: a bureau renamed through its form."""
    clerk.go("/act/rename_unit?unit=city-u04")
    clerk.page.locator('[name="name"]').fill("金渡市人力资源社会保障局")
    for name, value in (("on", "2026-03-01"), ("reason", "机构改革方案")):
        if clerk.page.locator(f'[name="{name}"]').count():
            clerk.page.locator(f'[name="{name}"]').first.fill(value)
    clerk.page.locator("main form button.btn-primary").first.click()
    clerk.page.locator("main form button.btn-primary").first.click()
    clerk.page.wait_for_url("**/acts/**")
    return _path(clerk).rpartition("/")[2]


def an_import(clerk: Person, folder: Path) -> str:
    """The path of an import that waits, with faults."""
    clerk.go("/imports")
    file = folder / "机构.csv"
    file.write_text(BAD_CSV, "utf-8")
    clerk.page.locator('input[type="file"]').set_input_files(file)
    clerk.page.locator('form[enctype="multipart/form-data"] button').first.click()
    clerk.page.wait_for_url("**/imports/**")
    return _path(clerk)


def _path(person: Person) -> str:
    return "/" + person.page.url.removeprefix(person.office.address).lstrip("/").partition("?")[0]
