"""Good case files read as what they say."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta, timezone

import pytest

from quanze.core.casefile import day_of, instant_of, read_case, template
from quanze.core.determination.case import Conduct, DecisionMade
from quanze.core.refusals import Refusal
from quanze.core.register.register import Register
from quanze.core.register.rows import Organization
from tests.core.casefile.samples import ASKED, EXAMPLE, SMALL, changed, read, refusal

CHINA = timezone(timedelta(hours=8))


def test_the_example_of_the_format_page_reads_whole() -> None:
    case = read(EXAMPLE)
    assert (case.id, case.area, case.asked_on) == ("yiyang-example", "430900", ASKED)
    assert case.conduct == Conduct(date(2009, 7, 1), date(2010, 1, 31))
    assert (case.discovered, case.filed) == (date(2010, 2, 10), date(2010, 3, 1))
    assert [post.role for post in case.register.posts] == ["principal", "deputy", "staff"]
    assert case.register.portfolios[0].manner == "in_charge"
    assert case.register.portfolios[0].covers == ("clerk",)
    assert case.violations[0].amount_fen == 120_000_000
    assert case.violations[0].sanctions == ("party_expulsion",)
    assert case.findings[0].evidence == ("审计报告第3页",)
    assert case.findings[0].value is True


def test_what_is_absent_or_null_is_unknown_and_never_no() -> None:
    case = read(EXAMPLE)
    second = case.register.people[1]
    assert (second.party_member, second.now, second.category) == (None, None, None)
    assert case.violations[0].major is None
    assert case.violations[0].conduct is None
    assert case.incident.decision is None
    assert case.incident.nature_vile is None
    assert read(changed("party_member: true", "party_member: null")).register.people[0].party_member is None


def test_the_defaults_of_the_format_page_hold() -> None:
    case = read(json.dumps(SMALL))
    assert case.register.posts[0].seats == 1
    assert case.register.tenures[0].acting is False
    assert case.register.tenures[0].starts_on is None
    assert case.register.organizations[0].superior is None
    assert (case.violations, case.decisions, case.reviews, case.register.bodies) == ((), (), (), ())
    assert case.conduct == Conduct(date(2009, 7, 1), date(2010, 1, 31))


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [
        ("2009", "2009", (date(2009, 1, 1), date(2009, 12, 31), date(2009, 1, 1))),
        ("2008-02", "2008-02", (date(2008, 2, 1), date(2008, 2, 29), date(2008, 2, 1))),
        ("2009-07-05", "2010-01", (date(2009, 7, 5), date(2010, 1, 31), date(2010, 1, 1))),
        ("2009-07-05", "2009", (date(2009, 7, 5), date(2009, 12, 31), date(2009, 7, 5))),
        ('"2009"', "2009-07-01", (date(2009, 1, 1), date(2009, 7, 1))),
        ("null", "2010", (None, date(2010, 12, 31), date(2010, 1, 1))),
    ],
)
def test_conduct_takes_years_and_months_at_both_ends(first: str, last: str, days: tuple[date | None, ...]) -> None:
    case = read(changed("from: 2009-07-01, to: 2010-01-31", f"from: {first}, to: {last}"))
    assert case.conduct == Conduct(*days)


def test_an_unknown_conduct_may_be_null() -> None:
    assert read(changed("{from: 2009-07-01, to: 2010-01-31}", "null")).conduct == Conduct(None, None)


def test_the_day_asked_may_be_overridden() -> None:
    assert read(EXAMPLE, asked_on=date(2012, 1, 1)).asked_on == date(2012, 1, 1)
    without = changed("  asked_on: 2010-06-01", "  # asked_on")
    assert read(without, asked_on=ASKED).asked_on == ASKED
    assert (refusal(without).code, refusal(without).where) == ("no_asked_on", "dates.asked_on")


@pytest.mark.parametrize(
    ("written", "fen"),
    [("1000000", 100_000_000), ("999999.99", 99_999_999), ("0.1", 10), ("1.2e6", 120_000_000), ('"500000.50"', 50_000_050),
     ("0", 0), ("1200000.000", 120_000_000)],
)  # fmt: skip
def test_money_is_read_exactly_into_fen(written: str, fen: int) -> None:
    assert read(changed("amount_yuan: 1200000", f"amount_yuan: {written}")).violations[0].amount_fen == fen


def test_an_area_without_quotes_and_the_nation_are_read_as_digits() -> None:
    assert read(changed('"430900"', "430900")).area == "430900"
    assert read(changed('"430900"', "000000")).area == "000000"


@pytest.mark.parametrize("name", ["𠮷𬜬", "阿卜杜勒·热合曼", "㐱𪚥", "龘󠄀", "邓 小 明", "é́"])
def test_names_with_rare_characters_are_kept_whole(name: str) -> None:
    assert read(changed("name: 乙", f"name: {name}")).register.people[1].name == name
    assert read(changed("name: 乙", f"name: {name}").decode().encode("gb18030")).register.people[1].name == name


def test_yaml_and_json_of_the_same_case_read_alike() -> None:
    small = read(json.dumps(SMALL, ensure_ascii=False), "small.json")
    assert small == read(json.dumps(SMALL), "small.yaml")
    assert small.incident.organization == "bureau"


def test_the_decision_entry_is_read() -> None:
    entry = {"by": "collective", "on": "2009-08-01", "decided_by": ["p1", "p2"], "dissented": ["p2"]}
    case = read(json.dumps({**SMALL, "incident": {"organization": "bureau", "decision": entry}}))
    assert case.incident.decision == DecisionMade(
        by="collective", on=date(2009, 8, 1), decided_by=("p1", "p2"), dissented=("p2",)
    )


def test_a_stored_register_stands_in_where_the_case_brings_none() -> None:
    stored = Register(organizations=(Organization(id="bureau", kind="department"),))
    without = {key: value for key, value in SMALL.items() if key != "register"}
    assert read(json.dumps(without), register=stored).register is stored
    assert refusal(json.dumps(without)).code == "no_register"
    assert refusal(json.dumps({**without, "incident": {"organization": "x"}}), register=stored).code == "undeclared_id"
    assert read(json.dumps(SMALL), register=stored).register.people[0].id == "p1"


def test_instants_without_an_offset_are_china_time() -> None:
    row = {"id": "bureau", "kind": "department", "recorded_at": "2016-03-01", "superseded_at": "2016-03-02T01:00Z"}
    case = read(
        json.dumps({**SMALL, "register": {**SMALL["register"], "organizations": [row, {**row, "superseded_at": None,
                    "recorded_at": "2016-03-02T09:00"}]}}), known_at=datetime(2017, 1, 1),
    )  # fmt: skip
    old, new = case.register.organizations
    assert old.recorded_at == datetime(2016, 3, 1, tzinfo=CHINA)
    assert old.superseded_at == new.recorded_at
    assert case.known_at == datetime(2017, 1, 1, tzinfo=CHINA)
    assert instant_of("2017-01-01T00:00", where="--known-at") == case.known_at
    assert day_of("2017-01-01", where="--on") == date(2017, 1, 1)
    with pytest.raises(Refusal, match="between 1949 and 2100"):
        day_of("1900-01-01", where="--on")


def test_every_list_of_the_format_page_is_read() -> None:
    lists = {
        "violations": [{"id": "v1", "count": 3, "kind": "gifts"}],
        "decisions": [{"id": "d1", "person": "p1", "methods": ["admonition", "admonition"], "decided_on": "2010-05-01",
                       "ground": "accountability", "months": 12, "facts": "v1", "liability": "leadership"}],
        "reviews": [{"person": "p1", "filed_on": "2010-04-01"}],
        "proposals": [{"about": "bureau", "methods": []}],
        "steps": [{"step": "statement_heard", "about": "p1", "done": False}],
        "votes": [{"about": "p1", "on": "2010-01-05", "valid": 10, "excellent": 7, "poor": 3}],
        "ranks": [{"about": "bureau", "group": "departments", "year": 2009, "place": 20, "of": 20}],
        "events": [{"about": "p1", "kind": "inaction", "on": "2010-01-01"}],
        "parameters": {"YY2009.two_heads_months": 12, "TZ2008.starts_on": None},
    }  # fmt: skip
    case = read(json.dumps({**SMALL, **lists}))
    assert case.violations[0].count == 3
    assert case.decisions[0].methods == ("admonition", "admonition")
    assert case.decisions[0].facts == ("v1",)
    assert case.steps[0].done is False
    assert (case.votes[0].excellent, case.placings[0].of, case.events[0].kind) == (7, 20, "inaction")
    assert case.parameters == {"YY2009.two_heads_months": 12}


def test_the_template_passes_once_the_day_asked_is_given() -> None:
    text = template()
    assert refusal(text).code == "no_asked_on"
    case = read(text.replace("asked_on: null", "asked_on: 2024-05-01"))
    assert case.incident.influence is None
    assert all(person.name is None for person in case.register.people)
    with pytest.raises(Refusal, match="blank"):
        template("blnk")


def test_the_words_of_the_rulebooks_are_asked_where_given() -> None:
    known = {"leadership_duty_weak": None, "style_slack": ("light", "serious")}
    graded = changed("leadership_duty_weak, value: true", "style_slack, value: serious")
    assert read(graded, known_findings=known).findings[0].value == "serious"
    assert read(EXAMPLE, known_findings=known).findings[0].value is True
    assert refusal(changed("_duty_weak", "_duty_weka"), known_findings=known).where == "findings[0].finding"
    wrong = refusal(changed("leadership_duty_weak, value: true", "style_slack, value: seriuos"), known_findings=known)
    assert (wrong.code, "“serious”" in wrong.en) == ("unknown_value", True)
    assert refusal(changed("value: true", "value: serious"), known_findings=known).code == "wrong_type"
    parameters = json.dumps({**SMALL, "parameters": {"YY2009.two_heads_month": 12}})
    found = refusal(parameters, known_parameters={"YY2009.two_heads_months": None})
    assert (found.code, "YY2009.two_heads_months" in found.en) == ("unknown_parameter", True)
    assert read(parameters, known_parameters={"YY2009.two_heads_month": ("12", "24")}).parameters


def test_a_case_of_three_hundred_lines_reads_whole() -> None:
    people = "".join(f"    - {{id: q{n}, name: 某{n}, now: moved, party_member: true}}\n" for n in range(260))
    data = changed("    - {id: p9, name: 丙}\n", "    - {id: p9, name: 丙}\n" + people)
    assert data.count(b"\n") > 290
    assert len(read_case(data, name="case.yaml").case.register.people) > 260
