"""The sheet on screen: the kept one, with its picture, its rules and facts; as files; for nobody else."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from quanze.apps.determinations.models import Determination
from quanze.apps.determinations.selectors import asked_lately, drafts_of, sheet_bytes
from quanze.apps.determinations.tests.office import WHY, Office, main_of
from quanze.core.sheet.data import read_sheet

pytestmark = pytest.mark.django_db
ROUTES = ("", "/file?as=json", "/what-if", "/again", "/compare")


def test_the_sheet_stands_with_who_asked_why_and_as_known_when(place: Office) -> None:
    screen = place.screen()
    page = screen.get(f"/determinations/{screen.asked()}").text
    for part in (WHY, "某局某科挪用公款", "建议稿，由有权机关决定", "2010年6月1日", 'id="answer"', 'id="picture"'):
        assert part in page
    assert page.count("<h1") == 1


def test_every_clause_opens_its_facts(place: Office) -> None:
    screen = place.screen()
    number = screen.asked()
    page = screen.get(f"/determinations/{number}").text
    row = Determination.everything(reason="test").get(public_id=number)
    clauses = sum(len(party["clauses"]) for party in read_sheet(bytes(row.sheet).decode())["parties"])
    assert clauses > 0
    assert page.count('<details class="opens">') == clauses


def test_no_style_or_script_of_a_page_would_be_refused_by_the_browser(place: Office) -> None:
    screen = place.screen()
    number = screen.asked()
    for path in ("", "/what-if", "/again", "/compare"):
        main = main_of(screen.get(f"/determinations/{number}{path}").text)
        assert inline(main) == []
    assert inline('<p style="x"><style></style><a onclick=1><script>1</script>') == [' style="', "<style", " onclick=", "<script>"]  # fmt: skip


def inline(page: str) -> list[str]:
    return re.findall(r' style="|<style| on\w+=|<script>', page)


def test_json_by_page_is_the_very_bytes_that_were_kept(place: Office) -> None:
    screen = place.screen()
    number = screen.asked()
    row = Determination.everything(reason="test").get(public_id=number)
    by = screen.holder.caller()
    file = screen.get(f"/determinations/{number}/file?as=json")
    assert file.content == bytes(row.sheet) == sheet_bytes(number, by=by, at=place.made.clock.at)
    assert file["Content-Disposition"].startswith("attachment")


def test_the_other_files_hold_the_same(place: Office) -> None:
    screen = place.screen()
    number = screen.asked()
    files = {kind: screen.get(f"/determinations/{number}/file?as={kind}").content for kind in ("yaml", "pdf", "docx")}
    row = Determination.everything(reason="test").get(public_id=number)
    assert read_sheet(files["yaml"].decode()) == read_sheet(bytes(row.sheet).decode())
    assert files["pdf"].startswith(b"%PDF-")
    with zipfile.ZipFile(io.BytesIO(files["docx"])) as word:
        assert "定责建议" in word.read("word/document.xml").decode()
    assert screen.get(f"/determinations/{number}/file?as=exe").status_code == 400


def test_for_everybody_else_it_does_not_exist(place: Office) -> None:
    number = place.screen().asked()
    for role, over in (
        ("conduct_officer", "city"),
        ("leading_group_officer", "city"),
        ("commission_principal", "city"),
    ):
        other = place.screen(role, over)
        for path in ROUTES:
            there, nowhere = (other.get(f"/determinations/{each}{path}") for each in (number, "0" * 16))
            assert there.status_code == nowhere.status_code
            assert there.status_code in (403, 404)
            assert main_of(there.text) == main_of(nowhere.text)
        assert number not in other.get("/determinations").text


def test_who_is_named_for_it_reads_it_and_asks_nothing(place: Office) -> None:
    number = place.screen().asked()
    named = place.screen("leading_group_officer", "", over_compartment=f"determination:{number}")
    page = named.get(f"/determinations/{number}").text
    assert WHY in page
    assert "另一位办理人" in page
    assert "假如事实不同" not in main_of(page).partition("about")[0]
    assert number in named.get("/determinations").text


def test_a_list_asks_one_statement_of_its_own_whatever_its_length(place: Office) -> None:
    screen = place.screen()
    row = Determination.everything(reason="test").get(public_id=screen.asked())
    screen.get("/determinations")
    with CaptureQueriesContext(connection) as short:
        screen.get("/determinations")
    for number in range(70):
        row.pk, row.public_id = None, f"{number:016x}"
        row.compartment = f"determination:{row.public_id}"
        row.save(force_insert=True)
    with CaptureQueriesContext(connection) as long:
        page = screen.get("/determinations").text
    assert len(long) == len(short)
    assert len([query for query in long.captured_queries if "determinations_" in query["sql"]]) == 1
    assert main_of(page).count("<tr>") == 51
    token = re.search(r"after=([\w-]+)", page)
    assert token
    assert main_of(screen.get(f"/determinations?after={token[1]}").text).count("<tr>") == 22
    assert screen.get("/determinations?after=WzEsMl0").status_code == 400
    assert screen.get("/determinations?after=WyJ4IiwieSJd").status_code == 400


def test_a_list_leaves_as_a_file_only_with_a_fresh_factor(place: Office) -> None:
    screen = place.screen()
    screen.asked()
    place.made.clock.tick(minutes=10)
    assert screen.get("/determinations?format=csv").status_code == 403


def test_the_desk_is_told_what_i_started(place: Office) -> None:
    screen, other = place.screen(), place.screen()
    number, draft = screen.asked(), screen.described()
    by = screen.holder.caller()
    assert [line.public_id for line in asked_lately(by)] == [number]
    assert [each.public_id for each in drafts_of(by)] == [draft]
    assert asked_lately(other.holder.caller()) == []
    assert drafts_of(other.holder.caller()) == []
