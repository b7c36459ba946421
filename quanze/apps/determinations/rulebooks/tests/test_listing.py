"""The list of instruments: what stands in it on a day, what replaced what, its picture, its file."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import timezone

from quanze.apps.accounts.tests.factories import installation
from quanze.apps.determinations.rulebooks.reading import reader, words
from quanze.apps.determinations.rulebooks.terms import state_on
from quanze.apps.determinations.rulebooks.tests.screens import official
from quanze.apps.determinations.rulebooks.timeline import LEFT, WIDTH, picture
from quanze.apps.determinations.tests.office import Screen

pytestmark = pytest.mark.django_db


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch) -> Screen:
    made = installation()
    monkeypatch.setattr(timezone, "now", lambda: made.clock.at)
    return official(made)


def test_every_instrument_of_the_library_stands_in_the_list(screen: Screen) -> None:
    page = screen.get("/rules").text
    for name, identity in words().library.identities.items():
        assert f"<td>{name}</td>" in page
        assert identity.title["zh"] in page


def test_the_state_is_that_of_the_day_asked(screen: Screen) -> None:
    then = screen.get("/rules?on=2018-09-30&state=in_force").text
    later = screen.get("/rules?on=2018-10-01&state=in_force").text
    assert "<td>CF2015</td>" in then
    assert "<td>CF2018</td>" not in then
    assert "<td>CF2015</td>" not in later
    assert "<td>CF2018</td>" in later


def test_an_area_leaves_out_what_does_not_reach_it(screen: Screen) -> None:
    page = screen.get("/rules?area=430922").text
    assert "<td>YY2009</td>" in page
    assert "<td>WZ2019</td>" in page
    assert "<td>SD2017</td>" not in page


def test_the_one_that_replaced_it_is_named_and_so_is_what_it_yields_to(screen: Screen) -> None:
    page = screen.get("/rules").text
    row = page[page.index("<td>RZ2010</td>") :]
    assert "《问责条例》（2019）（不一致处）" in row[: row.index("</tr>")]


def test_the_list_leaves_as_a_file_only_with_a_fresh_second_factor(screen: Screen) -> None:
    assert "WZ2019" in screen.get("/rules?format=csv").content.decode("utf-8-sig")
    screen.holder.clock.tick(minutes=6)
    assert screen.get("/rules?format=csv").status_code == 403


def test_the_picture_says_what_the_table_says() -> None:
    library, on = words().library, date(2018, 9, 30)
    made = picture(library.identities.values(), library, on, reader())
    looks = [life.look.split()[0] for lane in made.lanes for life in lane.lives]
    states = [state_on(identity, library, on) for identity in library.identities.values()]
    for state in ("in_force", "past", "to_come"):
        assert looks.count(state) == states.count(state)
    undated = [i for i in library.identities.values() if library.period(i.id, {}) is None]
    assert sum(bool(lane.note) for lane in made.lanes) == len(undated)
    for lane in made.lanes:
        for life in lane.lives:
            assert LEFT <= life.x <= life.x + life.width <= WIDTH


@pytest.mark.parametrize("day", [date(1, 1, 1), date(9999, 12, 31)])
def test_the_picture_bears_the_first_and_the_last_day_there_is(day: date) -> None:
    library = words().library
    made = picture(library.identities.values(), library, day, reader())
    assert LEFT <= made.day_x <= WIDTH
    assert len(made.ticks) < 2100


def test_a_sample_is_never_said_to_be_in_force(screen: Screen) -> None:
    library = words().library
    samples = [i for i in library.identities.values() if i.kind == "sample"]
    assert samples
    for identity in samples:
        assert state_on(identity, library, date(2026, 1, 1)) == "sample"
    page = screen.get("/rules?on=2026-01-01&state=in_force").text
    assert "YY-sample" not in page
    page = screen.get("/rules?on=2026-01-01&state=sample").text
    row = page[page.index("YY-sample") :]
    assert "样例" in row[: row.index("</tr>")]
    assert "施行中" not in row[: row.index("</tr>")]
