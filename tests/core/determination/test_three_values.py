"""A fact is true, false or unknown: a clause applies, is gone, or depends and says on what (determination.md 3, reading 4)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from quanze.core.determination.selection import Switches
from tests.core.determination.cases import Data, base, clause, find, missing, status, the
from tests.core.determination.conftest import Ask

Set = Callable[[Data, Any], None]


def incident(key: str) -> Set:
    def put(data: Data, value: Any) -> None:
        data["incident"].pop(key, None)
        if value is not None:
            data["incident"][key] = value

    return put


def finding(name: str, about: str | None) -> Set:
    def put(data: Data, value: Any) -> None:
        data["findings"] = [f for f in data["findings"] if f["finding"] != name]
        if value is not None:
            data["findings"] += find(about, name, value=value)

    return put


def violation(key: str) -> Set:
    def put(data: Data, value: Any) -> None:
        data["violations"][0].pop(key, None)
        if value is not None:
            data["violations"][0][key] = value

    return put


def case(year: int, *own: str, **keys: Any) -> Data:
    """The base case in another year, with findings about the bureau and the degrees given; nothing else is recorded."""
    days = {
        "conduct": {"from": f"{year}-03-01", "to": f"{year}-10-31"},
        "discovered": f"{year}-11-10",
        "filed": f"{year}-11-15",
        "asked_on": f"{year + 1}-03-01",
    }
    data = base(dates=days, findings=find("bureau", *own))
    data["incident"] = {"organization": "bureau", **keys}
    data["area"] = "110000"
    return data


@dataclass(frozen=True)
class Row:
    """A clause with everything recorded but one fact; ``yes`` and ``no`` are the values that settle it."""

    book: str
    name: str
    make: Callable[[], Data]
    put: Set
    fact: str
    yes: Any
    no: Any


ROWS = [
    Row("WZ2019", "7-8", lambda: case(2021, "lax_management"), incident("consequence"), "incident.consequence", "serious", "ordinary"),
    Row("WZ2019", "7-1", lambda: case(2021, "wrong_decision", influence="vile"), incident("loss"), "incident.loss", "serious", "heavy"),
    Row("WZ2019", "7-1", lambda: case(2021, "wrong_decision", loss="serious"), incident("influence"), "incident.influence", "vile", "serious_bad"),
    Row("WZ2019", "7-4", lambda: case(2021, "irregular_appointment"), incident("influence"), "incident.influence", "vile", "serious_bad"),
    Row("WZ2019", "7-9", lambda: case(2021, "lax_management", loss="heavy", field="finance"), finding("grave_event", None),
        "finding.grave_event", True, False),
    Row("WZ2019", "7-9", lambda: case(2021, "lax_management", influence="bad", field="work_safety"), incident("loss"),
        "incident.loss", "heavy", "considerable"),
    Row("WZ2019", "7-10", lambda: case(2021, "false_report", influence="vile"), incident("field"), "incident.field", "ecology", "finance"),
    Row("RZ2010", "19-1", lambda: case(2012, "leadership_duty_weak", influence="bad"), finding("malpractice_not_curbed", None),
        "finding.malpractice_not_curbed", True, False),
    Row("RZ2010", "19-5-2", lambda: case(2012, "wrong_appointment"), incident("influence"), "incident.influence", "vile", "bad"),
    Row("RZ2010", "19-4", lambda: case(2012, "lax_management"), violation("major"), "violation.major", True, False),
    Row("WZ2016", "6-3", lambda: case(2017, "lax_management"), incident("consequence"), "incident.consequence", "serious", "ordinary"),
]  # fmt: skip
ROW_IDS = [f"{r.book}-{r.name}-{r.fact}" for r in ROWS]


def asked(ask: Ask, row: Row, value: Any) -> Any:
    data = row.make()
    row.put(data, value)
    return ask(data, switches=Switches(rulebooks=frozenset({row.book})))


@pytest.mark.parametrize("row", ROWS, ids=ROW_IDS)
def test_an_unknown_fact_leaves_the_clause_open_and_is_named(ask: Ask, row: Row) -> None:
    sheet = asked(ask, row, None)
    for id in ("bureau", "feng", "chen"):
        assert status(sheet, id, row.book, row.name) == "depends", id
        assert row.fact in missing(sheet, id, row.book, row.name)
    question = next(q for q in sheet.questions if q.fact == row.fact)
    assert any(row.name in text for text in question.decides)
    assert question.ask["zh"] != question.ask["en"]


@pytest.mark.parametrize("row", ROWS, ids=ROW_IDS)
def test_its_methods_are_conditional_on_that_fact(ask: Ask, row: Row) -> None:
    party = the(asked(ask, row, None), "feng")
    line = next(c for c in party.clauses if c.cite.row == row.name)
    applying = {m for c in party.clauses if c.status == "applies" for m in c.permits}
    only_here = set(line.permits) - applying - {e.method for e in party.methods.excluded}
    conditional = party.methods.conditional
    assert only_here <= {c.method for c in conditional}
    assert not {c.method for c in conditional} & set(party.methods.permitted)
    for found in conditional:
        source = next(c for c in party.clauses if c.cite == found.cite)
        assert source.status == "depends"
        assert found.method in source.permits
        assert found.if_ == source.missing
    if not applying and line == party.clauses[0]:
        assert all(row.fact in {m["fact"] for m in c.if_} for c in conditional if c.method in only_here)


@pytest.mark.parametrize("row", ROWS, ids=ROW_IDS)
def test_a_true_fact_makes_the_clause_apply(ask: Ask, row: Row) -> None:
    sheet = asked(ask, row, row.yes)
    for id in ("bureau", "feng", "chen"):
        line = clause(sheet, id, row.book, row.name)
        assert line is not None, id
        assert (line.status, line.missing) == ("applies", ())
        assert any(r.fact == row.fact for r in line.because)
        excluded = {e.method for e in the(sheet, id).methods.excluded}
        assert set(line.permits) - excluded <= set(the(sheet, id).methods.permitted)


@pytest.mark.parametrize("row", ROWS, ids=ROW_IDS)
def test_a_false_fact_makes_the_clause_go(ask: Ask, row: Row) -> None:
    sheet = asked(ask, row, row.no)
    for id in ("bureau", "feng", "chen"):
        assert status(sheet, id, row.book, row.name) == "gone"


def test_a_fact_recorded_as_unknown_is_as_one_left_out(ask: Ask) -> None:
    data = case(2021, "lax_management")
    left_out = ask(data)
    data["incident"]["consequence"] = None
    data["findings"] += find("bureau", "grave_event", value=None)
    assert status(ask(data), "feng", "WZ2019", "7-8") == status(left_out, "feng", "WZ2019", "7-8") == "depends"


def test_conduct_before_a_rulebook_is_not_judged_by_it(ask: Ask) -> None:
    data = case(2019, "lax_management", consequence="serious")
    data["dates"]["conduct"]["to"] = "2019-08-31"
    assert status(ask(data), "feng", "WZ2016", "6-3") == "applies"
    assert status(ask(data), "feng", "WZ2019", "7-8") == "gone"
    data["dates"]["conduct"]["to"] = "2019-09-01"
    assert status(ask(data), "feng", "WZ2016", "6-3") == "gone"
    assert status(ask(data), "feng", "WZ2019", "7-8") == "applies"


def test_an_inexact_last_day_leaves_both_texts_open_on_the_conduct(ask: Ask) -> None:
    data = case(2019, "lax_management", consequence="serious")
    data["dates"].update(conduct={"from": 2018, "to": 2019}, discovered="2020-01-10", filed="2020-01-15")
    sheet = ask(data)
    for book, name in (("WZ2016", "6-3"), ("WZ2019", "7-8")):
        assert status(sheet, "feng", book, name) == "depends"
        assert "dates.conduct" in missing(sheet, "feng", book, name)
    assert "dates.conduct" in {q.fact for q in sheet.questions}


def test_an_unknown_status_keeps_the_method_with_a_question(ask: Ask) -> None:
    data = case(2021, "lax_management", consequence="serious")
    person = next(p for p in data["register"]["people"] if p["id"] == "chen")
    del person["party_member"]
    sheet = ask(data, switches=Switches(rulebooks=frozenset({"WZ2019"})))
    assert status(sheet, "chen", "WZ2019", "7-8") == "depends"
    assert missing(sheet, "chen", "WZ2019", "7-8") == {"party.member"}
    assert "party_warning" in the(sheet, "chen").methods.permitted
    assert ("party.member", "chen") in {(q.fact, q.about) for q in sheet.questions}
