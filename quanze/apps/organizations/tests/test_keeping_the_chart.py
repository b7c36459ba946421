"""The organization chart as files: its table as xlsx and csv, the picture as SVG."""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client

from quanze.apps.accounts.tests.factories import Installation
from quanze.apps.audit.models import Entry
from quanze.apps.organizations import chart_picture
from quanze.apps.organizations.chart_picture import chart_svg
from quanze.apps.organizations.selectors.trees import Node
from quanze.apps.organizations.tests.browsing import browser
from quanze.apps.organizations.views import reading_chart

pytestmark = pytest.mark.django_db

PICTURE = "/units/government/chart/picture"
LINES = "{http://www.w3.org/2000/svg}path"
ROWS = [Node("top", "某市", "territory", "", 0), Node("a", "某局", "bureau", "top", 1), Node("b", "某办", "bureau", "top", 1),
        Node("c", "某科", "office", "a", 2), Node("d", "某站", "office", "a", 2)]  # fmt: skip


def test_the_table_of_the_chart_goes_out_as_the_page_shows_it(clerk: Client) -> None:
    page = clerk.get("/units/government/chart").content.decode()
    lines = clerk.get("/units/government/chart?format=csv").content.decode("utf-8-sig").splitlines()
    assert lines[0] == "层次,单位,类别,上级,编号"
    assert lines[1].startswith("0,某government,")
    assert all(line.split(",")[1] in page for line in lines)
    assert clerk.get("/units/government/chart?format=xlsx").content.startswith(b"PK")
    assert clerk.get("/units/government/chart?format=exe").status_code == 400


def test_the_picture_is_a_file_of_its_own_with_every_unit_of_the_table(clerk: Client) -> None:
    answer = clerk.get(PICTURE)
    assert answer["Content-Type"] == "image/svg+xml"
    assert answer["Content-Disposition"].startswith("attachment;")
    said = [text for each in ElementTree.fromstring(answer.content).iter() if (text := each.text)]
    lines = clerk.get("/units/government/chart?format=csv").content.decode("utf-8-sig").splitlines()
    assert {line.split(",")[1] for line in lines[1:]} <= set(said)
    assert "style" not in answer.content.decode()


def test_a_picture_of_an_earlier_day_says_which(clerk: Client) -> None:
    assert "2020年5月1日" in clerk.get(f"{PICTURE}?on=2020-05-01").content.decode()
    clerk.cookies["quanze-language"] = "en"
    assert "As of 1 May 2020" in clerk.get(f"{PICTURE}?on=2020-05-01").content.decode()


@pytest.mark.parametrize("path", [PICTURE, "/units/government/chart?format=csv"])
def test_keeping_the_chart_asks_a_fresh_second_factor_and_is_recorded(
    place: Installation, clerk: Client, path: str
) -> None:
    def kept() -> int:
        return Entry.everything(reason="test").filter(event="pages:list:exported").count()

    assert clerk.get(path).status_code == 200
    assert kept() == 1
    place.clock.tick(minutes=10)
    assert clerk.get(path).status_code == 403
    assert kept() == 1


def test_the_picture_of_a_unit_beyond_reach_is_not_found(place: Installation) -> None:
    head = browser(place, "unit_head", "college")
    assert head.get(PICTURE).status_code == head.get("/units/nowhere/chart/picture").status_code == 404


def test_a_file_never_holds_a_part_of_the_chart(clerk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading_chart, "MOST", 1)
    monkeypatch.setattr(reading_chart, "MOST_IN_FILE", 1)
    assert "超过 1 个单位" in clerk.get(PICTURE).content.decode()
    assert clerk.get(PICTURE).status_code == 400


def test_each_unit_stands_in_a_box_tied_to_its_superior() -> None:
    drawn = ElementTree.fromstring(chart_svg(ROWS, title="某市机构图"))
    assert len(list(drawn.iter(LINES))) == 4
    boxes = [each for each in drawn.iter("{http://www.w3.org/2000/svg}rect") if each.get("x")]
    assert len({(each.get("x"), each.get("y")) for each in boxes}) == 5


def test_signs_of_markup_and_signs_no_file_may_hold_do_no_harm(monkeypatch: pytest.MonkeyPatch) -> None:
    odd: list[Any] = [Node("x", '<b onload="1">&\x08\ufffe某局', "bureau", "", 0)]
    assert '<b onload="1">&' in "".join(ElementTree.fromstring(chart_svg(odd, title="<i>")).itertext())
    monkeypatch.setattr(chart_picture, "_safe", lambda text: text)
    with pytest.raises(ElementTree.ParseError):
        ElementTree.fromstring(chart_svg(odd, title="<i>"))
