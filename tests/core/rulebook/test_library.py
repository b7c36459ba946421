"""Which rulebooks governed an area on a day: versions, months, places inside places."""

from __future__ import annotations

from datetime import date
from itertools import pairwise, product
from pathlib import Path

import pytest

from quanze.core.periods import add_months
from quanze.core.refusals import Refusal
from quanze.core.rulebook.library import contains
from quanze.core.rulebook.loader import load_library
from quanze.core.rulebook.lookup import texts_in_force, texts_without_start
from tests.core.rulebook.plants import planted

LIBRARY = load_library()
YIYANG, LOUDI, TONGZHOU, JINAN = "430900", "431300", "320683", "370100"


def ids(area: str, on: date, **parameters: object) -> set[str]:
    """The texts in force, by id."""
    return {
        text.id for text in texts_in_force(LIBRARY, area, on, {k.replace("__", "."): v for k, v in parameters.items()})
    }


@pytest.mark.parametrize(
    ("wide", "narrow", "inside"),
    [
        ("000000", "430922", True),
        ("430000", "430922", True),
        ("430900", "430922", True),
        ("430922", "430922", True),
        ("430922", "430900", False),
        ("430900", "430000", False),
        ("430900", "431300", False),
        ("431000", "431003", True),
        ("431000", "430100", False),
        ("110000", "110101", True),
        ("500000", "500101", True),
        ("500000", "510100", False),
        ("430100", "430000", False),
    ],
)
def test_an_area_contains_what_its_code_begins(wide: str, narrow: str, inside: bool) -> None:
    assert contains(wide, narrow) is inside


def test_containing_is_an_order() -> None:
    codes = ["000000", "430000", "430900", "430922", "431000", "431003", "110000", "110101", "500000", "500101"]
    for a, b, c in product(codes, repeat=3):
        assert contains(a, a)
        assert a == b or not (contains(a, b) and contains(b, a))
        assert contains(a, c) or not (contains(a, b) and contains(b, c))


def test_four_days_in_yiyang_give_four_different_sets() -> None:
    """The history of the responsibility system there: central rule, city measure, detailed rules, central revision."""
    sets = [ids(YIYANG, day) for day in (date(2008, 10, 1), date(2009, 1, 1), date(2010, 1, 1), date(2011, 1, 1))]
    assert sets[0] == {"RZ1998", "CF2003", "XZ2007"}
    assert sets[1] - sets[0] == {"YY2008"}
    assert sets[2] - sets[1] == {"YY2009", "WZ2009"}
    assert sets[3] ^ sets[2] == {"RZ1998", "RZ2010"}
    assert all(earlier != later for earlier, later in pairwise(sets))


@pytest.mark.parametrize(
    ("last", "first", "old", "new"),
    [
        (date(2010, 11, 9), date(2010, 11, 10), "RZ1998", "RZ2010"),
        (date(2019, 8, 31), date(2019, 9, 1), "WZ2016", "WZ2019"),
        (date(2015, 12, 31), date(2016, 1, 1), "CF2003", "CF2015"),
        (date(2018, 9, 30), date(2018, 10, 1), "CF2015", "CF2018"),
        (date(2023, 12, 31), date(2024, 1, 1), "CF2018", "CF2023"),
    ],
)
def test_a_version_ends_the_day_before_the_next_begins(last: date, first: date, old: str, new: str) -> None:
    assert old in ids(YIYANG, last)
    assert new not in ids(YIYANG, last)
    assert new in ids(YIYANG, first)
    assert old not in ids(YIYANG, first)


@pytest.mark.parametrize(
    ("name", "area", "month_end"),
    [
        ("YY2008", YIYANG, date(2008, 11, 30)),
        ("YY2009", YIYANG, date(2009, 6, 30)),
        ("TZ2008", TONGZHOU, date(2008, 12, 31)),
        ("LD2012", LOUDI, date(2012, 3, 31)),
        ("ZD5", YIYANG, date(2021, 12, 31)),
        ("CF1997", YIYANG, date(1997, 2, 28)),
    ],
)
def test_a_start_known_by_month_or_year_counts_from_its_last_day(name: str, area: str, month_end: date) -> None:
    assert name in ids(area, month_end)
    assert name not in ids(area, date.fromordinal(month_end.toordinal() - 1))


def test_a_local_text_governs_its_own_area_and_those_inside_it() -> None:
    day = date(2018, 1, 1)
    assert "SD2017" in ids(JINAN, day) & ids("370000", day)
    assert "SD2017" not in ids(YIYANG, day)
    assert "YY2009" in ids("430922", day)
    assert "YY2009" not in ids("430000", day)


def test_samples_and_the_event_table_apply_only_when_switched_on() -> None:
    day = date(2012, 1, 1)
    assert not {"YY-sample", "TZ-sample", "XJ"} & (ids(YIYANG, day) | ids(TONGZHOU, day))
    assert "YY-sample" in ids(YIYANG, day, **{"YY-sample__on": True})
    assert "TZ-sample" not in ids(TONGZHOU, day, **{"TZ-sample__on": True})
    assert "TZ-sample" in ids(TONGZHOU, day, **{"TZ-sample__on": True, "TZ-sample__starts_on": "2009-03"})


def test_a_start_that_is_not_at_hand_is_said_and_can_be_set() -> None:
    kunming, day = "530100", date(2012, 1, 1)
    assert "KM" not in ids(kunming, day)
    assert [identity.id for identity in texts_without_start(LIBRARY, kunming)] == ["KM"]
    assert "KM" in ids(kunming, day, KM__starts_on="2012-01-01")
    assert "KM" not in ids(kunming, day, KM__starts_on="2012-01-02")
    assert texts_without_start(LIBRARY, kunming, {"KM.starts_on": "2012-01-01"}) == []


def test_every_text_says_why_in_both_languages_and_the_one_that_yields_says_to_whom() -> None:
    found = {text.id: text for text in texts_in_force(LIBRARY, YIYANG, date(2020, 1, 1))}
    assert all(text.why["zh"] and text.why["en"] for text in found.values())
    assert "2019-09-01" in found["WZ2019"].why["en"]
    assert "《问责条例》（2019）" in found["RZ2010"].why["zh"]
    assert (
        "《问责条例》" not in {t.id: t for t in texts_in_force(LIBRARY, YIYANG, date(2011, 1, 1))}["RZ2010"].why["zh"]
    )


def test_higher_issuers_stand_first() -> None:
    order = [text.id for text in texts_in_force(LIBRARY, YIYANG, date(2010, 1, 1))]
    assert order[-2:] == ["YY2008", "YY2009"]
    assert order == sorted(order[:-2]) + order[-2:]


def test_on_every_month_since_1998_exactly_one_version_of_the_old_families_governs() -> None:
    day = date(1998, 12, 1)
    while day < date(2026, 1, 1):
        found = ids(YIYANG, day)
        assert len(found & {"RZ1998", "RZ2010"}) == 1
        assert len(found & {"CF1997", "CF2003", "CF2015", "CF2018", "CF2023"}) == 1
        day = add_months(day, 1)


def test_an_unknown_rulebook_is_refused_by_name() -> None:
    with pytest.raises(Refusal, match="there is no rulebook WZ2020"):
        LIBRARY.rulebook("WZ2020")


def test_a_pack_of_ones_own_takes_the_place_of_the_shipped_one(tmp_path: Path) -> None:
    place = planted(tmp_path, "YY2009", lambda data: data["in_force"].update(starts_on="2009-07-15"))
    own = load_library([place])
    assert len(own.packs) == len(LIBRARY.packs)
    assert "YY2009" not in {i.id for i in own.in_force(YIYANG, date(2009, 7, 14))}
    assert "YY2009" in {i.id for i in LIBRARY.in_force(YIYANG, date(2009, 7, 14))}
    assert own.digest != LIBRARY.digest


def test_parameters_the_texts_leave_open_have_no_hidden_default() -> None:
    found = LIBRARY.parameters()
    assert found["YY2009.two_heads_months"].value is None
    assert all(parameter.ask["zh"] and parameter.ask["en"] for parameter in found.values() if parameter.value is None)
    assert {"KM.starts_on", "DH.starts_on", "XJ.starts_on"} <= set(found)
