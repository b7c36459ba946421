"""Twenty published cases: nobody they name is lost, few beyond them, and what followed is permitted where named."""

from __future__ import annotations

from copy import deepcopy
from functools import cache
from typing import Any

import pytest

from quanze.core.rulebook.library import Library
from quanze.core.rulebook.loader import load_library
from quanze.core.words import keys
from tests.core.cases.dating import area_of, dates_of
from tests.core.cases.measure import Answer, answer, measure
from tests.core.cases.proof import MANNERS, TABLE, Totals, totals
from tests.core.cases.published import Manner, Published, convert, sample
from tests.core.cases.words import METHODS, seat
from tests.core.cases.words_table import table

LOWEST_KEPT, LOWEST_PERMITTED, MOST_BEYOND = 0.97, 0.95, 6


@cache
def library() -> Library:
    return load_library()


@cache
def found(number: int) -> Totals:
    return totals(MANNERS[number][1], library())


def one(id: str, manner: Manner | None = None) -> tuple[Published, Answer]:
    record = next(r for r in sample() if r["id"] == id)
    published = convert(record, manner)
    return published, answer(published, library())


MANNER_NUMBERS = pytest.mark.parametrize("number", range(len(MANNERS)), ids=[name for name, _ in MANNERS])


@MANNER_NUMBERS
def test_those_who_answered_are_parties_routed_or_excused(number: int) -> None:
    assert found(number).share_kept >= LOWEST_KEPT


@MANNER_NUMBERS
def test_parties_beyond_those_named_are_few_and_each_has_a_clause(number: int) -> None:
    assert found(number).beyond <= MOST_BEYOND
    assert [m.bare for m in found(number).measured if m.bare] == []


@MANNER_NUMBERS
def test_no_sheet_permits_a_method_none_of_its_clauses_permits(number: int) -> None:
    assert [m.overreach for m in found(number).measured if m.overreach] == []


def test_methods_that_followed_are_permitted_where_a_rulebook_names_them() -> None:
    assert found(0).share_permitted >= LOWEST_PERMITTED


def test_methods_open_for_want_of_degrees_stand_as_conditional() -> None:
    bare = next(n for n, (_, manner) in enumerate(MANNERS) if manner.degrees == {})
    missed = {f.fate for f in found(bare).named if f.fate != "permitted" and not f.fate.startswith("unopened")}
    assert missed <= {"conditional"}


def test_the_measure_notices_a_party_that_is_dropped() -> None:
    published, given = one("real-031")
    sheet: dict[str, Any] = deepcopy(dict(given.sheet))
    lost = published.entries[0].ids[0]
    sheet["parties"] = [p for p in sheet["parties"] if lost not in p["party"].values()]
    fates = measure(published, Answer(sheet, given.assembly)).fates
    assert (published.entries[0].role, lost, "lost") in fates


def test_the_measure_notices_a_method_without_a_clause() -> None:
    published, given = one("real-031")
    sheet: dict[str, Any] = deepcopy(dict(given.sheet))
    sheet["parties"][1]["methods"]["permitted"].append("early_retirement")
    assert measure(published, Answer(sheet, given.assembly)).overreach


def test_the_tolerated_deputy_is_not_responsible_with_the_rule_cited() -> None:
    for id in ("real-111", "real-113"):
        published, given = one(id)
        tolerated = published.entries[0].ids[0]
        lines = [n for n in given.sheet["not_responsible"] if n["party"] == {"person": tolerated}]
        assert [line["cite"]["rulebook"] for line in lines] == ["ZD11"]


def test_a_tolerance_found_not_to_apply_excuses_nobody() -> None:
    record = deepcopy(next(r for r in sample() if r["id"] == "real-111"))
    record["responsible"][0]["status"] = None
    published = convert(record)
    sheet = answer(published, library()).sheet
    assert published.entries[0].ids[0] not in {n["party"].get("person") for n in sheet["not_responsible"]}


def test_the_vice_mayor_in_charge_stands_one_level_above_the_bureau() -> None:
    published, given = one("real-033")
    levels = {p["party"].get("person"): (p["relation"], p["levels_up"]) for p in given.sheet["parties"]}
    assert levels[published.entries[0].ids[0]] == ("superior_in_charge", 1)
    assert levels[published.entries[1].ids[0]] == ("discipline_head", 0)


def test_a_second_head_of_the_same_kind_heads_another_unit() -> None:
    published, _ = one("real-128")
    posts = {p["id"]: p["organization"] for p in published.case["register"]["posts"]}
    heads = [posts[t["post"]] for t in published.case["register"]["tenures"] if t["person"] in ("p2", "p3")]
    assert sorted(heads) == ["unit", "unit2"]


def test_places_become_codes_of_the_city_or_of_its_province() -> None:
    assert area_of("Yueyang, Hunan") == "430600"
    assert area_of("Yueyang, Hunan", province=True) == "430000"


@pytest.mark.parametrize(
    ("facts", "published", "conduct", "asked"),
    [
        ("2013-2014", "2014-09", {"from": "2013", "to": "2014-09"}, "2014-09-30"),
        ("before 2021", None, {"to": "2020"}, "2022-12-31"),
        ("2020", None, {"from": "2020", "to": "2020"}, "2021-12-31"),
        (None, "2017-02", {"to": "2017-02"}, "2017-02-28"),
        (None, None, None, "2018-06-30"),
    ],
)
def test_dates_are_bounded_by_the_publication(
    facts: str | None, published: str | None, conduct: dict[str, str] | None, asked: str
) -> None:
    found_conduct, found_asked = dates_of({"year_of_facts": facts, "published": published})
    assert (found_conduct, found_asked.isoformat()) == (conduct, asked)


@pytest.mark.parametrize(
    ("role", "basis", "kind", "place", "ours"),
    [
        ("deputy_in_charge", "deputy township head in charge of poverty relief", "township", "unit", "deputy"),
        ("deputy_in_charge", "vice-mayor in charge of water", "department", "superior", "deputy"),
        ("former_stationed_discipline_head", "", "department", "resident", "resident_group_head"),
        ("village_party_secretary", "", "township", "village", "village_secretary"),
        ("bureau_head", "land bureau head", "government", "department", "admin_principal"),
        ("party_secretary_and_bureau_head", "", "department", "unit", "principal"),
    ],
)
def test_role_words_find_their_seat(role: str, basis: str, kind: str, place: str, ours: str) -> None:
    where = seat(role, basis, kind, superior=False)
    assert (where.place, where.role) == (place, ours)


def test_every_method_word_is_one_of_the_catalogue() -> None:
    assert set(METHODS.values()) <= set(keys("method"))


def test_the_table_of_words_is_the_one_the_converter_uses() -> None:
    assert TABLE.read_text("utf-8") == table()
