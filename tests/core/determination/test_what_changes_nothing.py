"""Who answers depends on the conduct's days alone (Y20, Y47, Y48): later careers, discovery and order change nothing."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from random import Random
from typing import Any

import pytest

from quanze.core.determination.result import Sheet, plain
from tests.core.determination.cases import Data, add, base, find, ids, in_2022, row, rows, status, the
from tests.core.determination.conftest import Ask

Case = Callable[..., Data]


# What a retired person's sanction turns into (ZW2020 art. 27) is a method possible now, no ground to answer.
ADJUSTED = ("treatment_adjustment",)


def answer(sheet: Sheet) -> Any:
    """Parties with relations, labels and clauses; those freed and to be checked: all that later events may not touch."""
    parties = [
        (dict(p.party), p.post, p.relation, p.also, p.levels_up, p.duty, p.liability,
         sorted((c.cite.rulebook, c.cite.row, c.status, str(c.label), c.permits) for c in p.clauses if c.permits != ADJUSTED))
        for p in sheet.parties
    ]  # fmt: skip
    freed = [(dict(n.party), n.post, n.relation) for n in sheet.not_responsible]
    return parties, freed, [(dict(t.party), t.post, t.levels_up) for t in sheet.to_check]


def settled(case: Case) -> Data:
    findings = [*find("bureau", "leadership_duty_weak"), *find("chu", "lax_management")]
    return case(findings=findings)


@pytest.mark.parametrize("case", [base, in_2022], ids=["2010", "2022"])
@pytest.mark.parametrize("now", ["promoted", "moved", "retired", "resigned", "removed", "left", "deceased"])
def test_a_later_career_changes_no_party_label_or_clause(ask: Ask, case: Case, now: str) -> None:
    before = settled(case)
    after = settled(case)
    for person in rows(after, "people"):
        person["now"] = now
    for tenure in rows(after, "tenures"):
        tenure["ends_before"] = after["dates"]["discovered"]
    assert answer(ask(before)) == answer(ask(after))
    assert ids(ask(after)) >= {"feng", "chen", "chu"}


@pytest.mark.parametrize("case", [base, in_2022], ids=["2010", "2022"])
def test_a_new_post_after_the_conduct_changes_no_party_label_or_clause(ask: Ask, case: Case) -> None:
    before, after = settled(case), settled(case)
    day = after["dates"]["discovered"]
    row(after, "tenures", "head")["ends_before"] = day
    add(after, "tenures", person="feng", post="mayor2", starts_on=day)
    add(after, "posts", id="mayor2", organization="city", role="deputy", rank="deputy_bureau_chief", managed_by="city")
    add(after, "tenures", person="qian", post="head", starts_on=day)
    add(after, "portfolios", post="deputy2", covers=["division"], starts_on=day)
    row(after, "tenures", "secretary")["ends_before"] = day
    assert answer(ask(before)) == answer(ask(after))


@pytest.mark.parametrize("case", [base, in_2022], ids=["2010", "2022"])
def test_a_reorganisation_after_the_conduct_changes_nothing(ask: Ask, case: Case) -> None:
    before, after = settled(case), settled(case)
    day = after["dates"]["discovered"]
    for table, key in (("organizations", "division"), ("posts", "deputy"), ("posts", "clerk")):
        old = row(after, table, key)
        new = {
            **old,
            "starts_on": day,
            **({"superior": "city"} if table == "organizations" else {"organization": "city"}),
        }
        old["ends_before"] = day
        rows(after, table).append(new)
    assert answer(ask(before)) == answer(ask(after))


@pytest.mark.parametrize("case", [base, in_2022], ids=["2010", "2022"])
def test_the_day_of_discovery_changes_nothing(ask: Ask, case: Case) -> None:
    before = settled(case)
    later = settled(case)
    later["dates"]["discovered"] = later["dates"]["filed"] = later["dates"]["asked_on"]
    assert answer(ask(before)) == answer(ask(later))
    decades = settled(case)
    decades["dates"].update(discovered="2029-01-01", filed="2029-02-01", asked_on="2030-01-01")
    assert answer(ask(before)) == answer(ask(decades))


def corrected(person: str) -> Data:
    """The head's tenure was first recorded for somebody else and corrected on 10 May 2010."""
    data = base()
    old = row(data, "tenures", "head")
    rows(data, "tenures").remove(old)
    right = {**old, "person": person, "recorded_at": "2010-05-10T09:00:00Z"}
    wrong = {**old, "person": "feng", "superseded_at": "2010-05-10T09:00:00Z"}
    rows(data, "tenures").extend([wrong, right])
    add(data, "people", id=person, name="韩十一", party_member=True)
    return data


def test_a_correction_changes_the_answer_only_for_knowledge_after_it(ask: Ask) -> None:
    data = corrected("han")
    before = ask(data, known_at=datetime(2010, 5, 10, 8, 59, 59, tzinfo=UTC))
    at = ask(data, known_at=datetime(2010, 5, 10, 9, 0, 0, tzinfo=UTC))
    now = ask(data)
    assert "feng" in ids(before)
    assert "han" not in ids(before)
    assert "han" in ids(at) & ids(now)
    assert "feng" not in ids(at) | ids(now)
    assert answer(before) == answer(ask(base()))
    assert answer(at) == answer(now)


def test_the_instant_of_knowledge_stands_on_the_sheet(ask: Ask) -> None:
    instant = datetime(2010, 5, 10, 9, 0, 0, tzinfo=UTC)
    assert ask(corrected("han"), known_at=instant).asked.known_at == instant
    assert ask(base()).asked.known_at is None


@pytest.mark.parametrize("case", [base, in_2022], ids=["2010", "2022"])
def test_the_same_input_gives_the_same_bytes(ask: Ask, case: Case) -> None:
    first, second = (json.dumps(plain(ask(settled(case))), ensure_ascii=False).encode() for _ in range(2))
    assert first == second


def shuffled(data: Data, rng: Random) -> Data:
    for table in data["register"]:
        rng.shuffle(data["register"][table])
    rng.shuffle(data["violations"])
    rng.shuffle(data["findings"])
    return data


@pytest.mark.parametrize("case", [base, in_2022], ids=["2010", "2022"])
@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_lists_is_irrelevant_to_the_parties(ask: Ask, case: Case, seed: int) -> None:
    def made() -> Data:
        data = settled(case)
        data["violations"].append({"id": "v2", "person": "jiang", "post": "chief", "amount_yuan": 40000})
        return data

    plain_order, other = ask(made()), ask(shuffled(made(), Random(seed)))
    assert answer(plain_order)[0] == answer(other)[0]
    for kind in (1, 2):
        key = json.dumps
        assert sorted(answer(plain_order)[kind], key=key) == sorted(answer(other)[kind], key=key)


def test_parties_stand_by_level_then_relation_then_id(ask: Ask) -> None:
    sheet = ask(settled(base))
    levels = [p.levels_up for p in sheet.parties]
    assert levels == sorted(levels)
    assert the(sheet, "wu").levels_up == 1
    assert status(sheet, "wu", "YY2009", "one-level-up-city") == "applies"
    assert sheet.parties[-1].party == {"person": "wu"}
