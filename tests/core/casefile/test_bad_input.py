"""Every bad input meets exactly one refusal: its place, its reason, its nearest mend."""

from __future__ import annotations

from datetime import date

import pytest

from quanze.core.refusals import Refusal
from tests.core.casefile.samples import EXAMPLE, changed, read, refusal

DECISION = "  influence: vile\n  decision: {by: collective, decided_by: [p1, p2], dissented: [p2], reserved: [p1]}\n"
FINDING = "{about: bureau, finding: leadership_duty_weak, value: true,"
VIOLATION = "{id: v1, person: p9, post: clerk,"
TENURE = "{person: p9, post: clerk, starts_on: 2005-01-01}"
BUREAU = "superior: city, starts_on: 2001-01-01}"
PEOPLE = "    - {id: p9, name: 丙}\n"

# old text, new text, code, path, what the English sentence must say
ROWS = [
    # unknown keys
    ("influence: vile", "influenc: vile", "unknown_key", "incident.influenc", "“influence”"),
    ("filed: 2010", "filled: 2010", "unknown_key", "dates.filled", "“filed”"),
    ("title: 会计", "titel: 会计", "unknown_key", "register.posts[2].titel", "“title”"),
    ("violations:", "violation:", "unknown_key", "violation", "“violations”"),
    ("  absences: []", "  zzz: []", "unknown_key", "register.zzz", "organizations, bodies"),
    ("from: 2009-07-01", "frm: 2009-07-01", "unknown_key", "dates.conduct.frm", "“from”"),
    ("  field: finance", "  <<: {a: 1}", "unknown_key", "incident.<<", "one of"),
    # unknown values
    ("influence: vile", "influence: vil", "unknown_value", "incident.influence", "“vile”"),
    ("influence: vile", "influence: 恶劣影响", "unknown_value", "incident.influence", "“vile”"),
    ("role: staff", "role: chief", "unknown_value", "register.posts[2].role", "“chief_engineer”"),
    ("rank: division_chief", "rank: Division_Chief", "unknown_value", "register.posts[0].rank", "“division_chief”"),
    ("now: promoted", "now: promotd", "unknown_value", "register.people[0].now", "“promoted”"),
    ("as: in_charge", "as: incharge", "unknown_value", "register.portfolios[0].as", "“in_charge”"),
    ("investigated_by: prefecture", "investigated_by: city", "unknown_value", "violations[0].investigated_by", "prefecture"),
    ("[party_expulsion]", "[expulsion]", "unknown_value", "violations[0].sanctions[0]", "“party_expulsion”"),
    ("quanze/case/1", "quanze/case/2", "unknown_format", "format", "“quanze/case/1”"),
    ("finding: leadership_duty_weak", "finding: 履行主体责任不力", "unknown_finding", "findings[0].finding",
     "“leadership_duty_weak”"),
    # wrong types
    ("party_member: true", "party_member: yes", "wrong_type", "register.people[0].party_member", "the text “yes”"),
    ("party_member: true", "party_member: 1", "wrong_type", "register.people[0].party_member", "true or false"),
    ("name: 乙", "name: 12", "wrong_type", "register.people[1].name", "quotes"),
    ("name: 乙", "name: 2010-01-01", "wrong_type", "register.people[1].name", "quotes"),
    ("name: 乙", "name: [乙]", "wrong_type", "register.people[1].name", "a list"),
    ("value: true", 'value: "true"', "wrong_type", "findings[0].value", "true, false or a degree"),
    ("value: true", "value: 3", "wrong_type", "findings[0].value", "a whole number"),
    ("covers: [clerk]", "covers: clerk", "wrong_type", "register.portfolios[0].covers", "brackets"),
    ("conduct: {from: 2009-07-01, to: 2010-01-31}", "conduct: 2009", "wrong_type", "dates.conduct", "a group of keys"),
    ("role: staff", "role: 3", "wrong_type", "register.posts[2].role", "one of the words"),
    ("title: {zh: 某市某局会计挪用公款, en: An accountant of a city bureau misappropriates funds}", "title: 某案", "wrong_type",
     "title", "a group of keys"),
    ('"430900"', "4309", "wrong_type", "area", "six-digit"),
    ('"430900"', "43090a", "wrong_type", "area", "six-digit"),
    ("role: staff", "role: staff, seats: 1.5", "wrong_type", "register.posts[2].seats", "a whole number"),
    ("role: staff", "role: staff, seats: 0", "out_of_range", "register.posts[2].seats", "between 1"),
    ("[party_expulsion]", "[~]", "empty_entry", "violations[0].sanctions[0]", "fill or delete"),
    # what is needed
    ("id: yiyang-example", "id: null", "missing_key", "id", "fill it in"),
    ("  organization: bureau\n", "", "missing_key", "incident.organization", "fill it in"),
    (", role: staff}", "}", "missing_key", "register.posts[2].role", "fill it in"),
    ("id: yiyang-example", 'id: "  "', "blank", "id", "null"),
    ("id: yiyang-example", "id: ../../etc/passwd", "bad_id", "id", "case id"),
    ("id: yiyang-example", "id: .hidden", "bad_id", "id", "case id"),
    ("id: p9,", 'id: "p9 ",', "bad_id", "register.people[2].id", "one line"),
    # undeclared and doubled ids
    (TENURE, TENURE.replace("p9", "p7"), "undeclared_id", "register.tenures[2].person", "“p9”"),
    (TENURE, TENURE.replace("clerk", "clerc"), "undeclared_id", "register.tenures[2].post", "“clerk”"),
    ("superior: city,", "superior: citi,", "undeclared_id", "register.organizations[1].superior", "“city”"),
    ("of: bureau", "of: burau", "undeclared_id", "register.bodies[0].of", "“bureau”"),
    ("managed_by: city}", "managed_by: cty}", "undeclared_id", "register.posts[0].managed_by", "“city”"),
    ("covers: [clerk]", "covers: [clark]", "undeclared_id", "register.portfolios[0].covers[0]", "“clerk”"),
    ("  organization: bureau\n", "  organization: head\n", "undeclared_id", "incident.organization", "organization"),
    (VIOLATION, VIOLATION.replace("p9", "p19"), "undeclared_id", "violations[0].person", "“p9”"),
    (VIOLATION, VIOLATION.replace("clerk", "p1"), "undeclared_id", "violations[0].post", "post"),
    (FINDING, FINDING.replace("bureau", "v2"), "undeclared_id", "findings[0].about", "“v1”"),
    ("influence: vile", "decision: {decided_by: [p3]}", "undeclared_id", "incident.decision.decided_by[0]", "person"),
    ("findings:", "proposals: [{about: head, methods: []}]\nfindings:", "undeclared_id", "proposals[0].about", "person"),
    ("findings:", "decisions: [{person: p1, methods: [removal], decided_on: 2010-01-01, replaces: d1}]\nfindings:",
     "undeclared_id", "decisions[0].replaces", "decision"),
    ("{id: clerk,", "{id: city,", "doubled_id", "register.posts[2].id", "register.organizations[0].id"),
    ("violations:\n", "violations:\n  - {id: v1, count: 2}\n", "doubled_id", "violations[1].id", "violations[0].id"),
    ("{id: v1, person", "{id: p1, person", "doubled_id", "violations[0].id", "register.people[0].id"),
    # days
    ("to: 2010-01-31", "to: 2009-06-30", "end_before_start", "dates.conduct.to", "2009-07-01"),
    (BUREAU, BUREAU.replace("}", ", ends_before: 2000-01-01}"), "end_before_start",
     "register.organizations[1].ends_before", "2000-01-01"),
    (BUREAU, BUREAU.replace("}", ", ends_before: 2001-01-01}"), "end_before_start",
     "register.organizations[1].ends_before", "not after"),
    (BUREAU, BUREAU.replace("}", ", recorded_at: 2010-01-02, superseded_at: 2010-01-01}"), "end_before_start",
     "register.organizations[1].superseded_at", "not after"),
    ("findings:", "reviews: [{person: p1, filed_on: 2010-02-01, closed_on: 2010-01-31}]\nfindings:", "end_before_start",
     "reviews[0].closed_on", "2010-02-01"),
    ("starts_on: 2005-01-01", "starts_on: 1948-12-31", "date_out_of_range", "register.tenures[2].starts_on", "1949"),
    ("asked_on: 2010-06-01", "asked_on: 2101-01-01", "date_out_of_range", "dates.asked_on", "2100"),
    ("from: 2009-07-01", "from: 1948", "date_out_of_range", "dates.conduct.from", "1949"),
    ("asked_on: 2010-06-01", "asked_on: 2010-06-31", "no_such_day", "dates.asked_on", "month and day"),
    ("asked_on: 2010-06-01", "asked_on: 2010-6-1", "wrong_type", "dates.asked_on", "2010-06-01"),
    ("asked_on: 2010-06-01", "asked_on: 2010-06", "wrong_type", "dates.asked_on", "2010-06-01"),
    ("from: 2009-07-01", "from: 2009-13", "date", "dates.conduct.from", "2009-07"),
    ("from: 2009-07-01", "from: 12:30", "date", "dates.conduct.from", "2009-07"),
    ("starts_on: 2005-01-01", "recorded_at: soon", "wrong_type", "register.tenures[2].recorded_at", "an instant"),
    ("from: 2009-07-01, to: 2010-01-31", "from: 2030-01-01", "asked_too_early", "dates.conduct.from", "2010-06-01"),
    ("from: 2009-07-01, to: 2010-01-31", "from: 2010-06-02", "asked_too_early", "dates.conduct.from", "check both"),
    (VIOLATION, VIOLATION + " conduct: {from: 2011},", "asked_too_early", "violations[0].conduct.from", "2011-01-01"),
    # money
    ("1200000", "-0.01", "bad_amount", "violations[0].amount_yuan", "negative"),
    ("1200000", '"-5"', "bad_amount", "violations[0].amount_yuan", "negative"),
    ("1200000", "999999.999", "bad_amount", "violations[0].amount_yuan", "whole fen"),
    ("1200000", "1e900", "bad_amount", "violations[0].amount_yuan", "sensible"),
    ("1200000", "1e-900", "bad_amount", "violations[0].amount_yuan", "sensible"),
    ("1200000", "99999999999999", "bad_amount", "violations[0].amount_yuan", "reason"),
    ("1200000", "120万", "wrong_type", "violations[0].amount_yuan", "in yuan"),
    ("1200000", "1,200,000", "unknown_key", "violations[0].200", "one of"),
    ("1200000", "012", "wrong_type", "violations[0].amount_yuan", "in yuan"),
    ("1200000", ".nan", "wrong_type", "violations[0].amount_yuan", "in yuan"),
    ("1200000", "true", "wrong_type", "violations[0].amount_yuan", "true/false"),
    # whose
    (VIOLATION, "{id: v1, post: clerk,", "whose", "violations[0]", "exactly one"),
    (VIOLATION, VIOLATION + " count: 2,", "whose", "violations[0].count", "person and count"),
    ("findings:", "decisions: [{methods: [removal], decided_on: 2010-01-01}]\nfindings:", "whose", "decisions[0]",
     "person, organization"),
    ("findings:", "decisions: [{person: p1, methods: [], decided_on: 2010-01-01}]\nfindings:", "empty_list",
     "decisions[0].methods", "one entry"),
    # numbers that cannot be
    ("findings:", "votes: [{about: p1, on: 2010-01-01, valid: 3, poor: 4}]\nfindings:", "out_of_range", "votes[0]", "4"),
    ("findings:", "ranks: [{about: p1, group: g, year: 2009, place: 4, of: 3}]\nfindings:", "out_of_range",
     "ranks[0].place", "3 ranked"),
    ("findings:", "parameters: {window: 12}\nfindings:", "unknown_parameter", "parameters.window", "YY2009"),
    ("findings:", "parameters: {YY2009.share: 0.5}\nfindings:", "wrong_type", "parameters.YY2009.share", "whole number"),
    # the register contradicts itself
    ("level: prefecture}", "level: prefecture, superior: bureau}", "", "register.organizations[", "bureau"),
    ("{person: p2, post: deputy,", "{person: p2, post: head,", "", "register.", "head"),
    ("{id: clerk, organization: bureau, title: 会计, role: staff}",
     "{id: clerk, organization: bureau, title: 会计, role: principal}", "", "register.", "two heads"),
    (TENURE, f"{TENURE}\n    - {TENURE}", "", "register.tenures[", ""),
    (PEOPLE, PEOPLE + PEOPLE, "", "register.people[", "p9"),
    # form
    ("area:", "id: other\narea:", "duplicate_key", "id", "line 4"),
    ("id: p2, name: 乙", "id: p2, name: 乙, id: p3", "duplicate_key", "register.people[1].id", "line 22"),
    ("name: 乙", "name: !!python/name:os.system 乙", "tag", "register.people[1].name", "line 22"),
    ("name: 乙", "name: *nobody", "bad_yaml", "", "line 22"),
    ("name: 乙", "name: {乙", "bad_yaml", "", "no valid YAML"),
    ("influence: vile", "\tinfluence: vile", "bad_yaml", "", "blanks only"),
    ("violations:", "---\nviolations:", "several_documents", "", "one case a file"),
    ("name: 乙", 'name: "乙\\0"', "control_character", "register.people[1].name", "U+0000"),
    ("name: 乙", 'name: "乙\\u202e"', "control_character", "register.people[1].name", "U+202E"),
    ("name: 乙", "name: 乙\x07", "control_character", "", "line 22, column 23"),
    ("id: p9,", 'id: "p\\n9",', "bad_id", "register.people[2].id", "one line"),
    ("filed: 2010-03-01", "? [filed]\n  : 2010-03-01", "bad_key", "dates", "text"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "code", "where", "says"), ROWS)
def test_a_bad_input_meets_one_refusal_with_place_reason_and_mend(
    old: str, new: str, code: str, where: str, says: str
) -> None:
    found = refusal(changed(old, new))
    assert found.code == code or not code
    assert found.where == where or (not code and found.where.startswith(where))
    assert says in found.en


def test_what_began_on_the_day_asked_about_can_be_asked() -> None:
    assert read(changed("from: 2009-07-01, to: 2010-01-31", "from: 2010-06-01")).conduct.first == date(2010, 6, 1)


def test_another_day_given_beside_the_file_is_held_against_the_conduct_too() -> None:
    with pytest.raises(Refusal) as caught:
        read(EXAMPLE, asked_on=date(2009, 6, 30))
    assert (caught.value.code, caught.value.where) == ("asked_too_early", "dates.conduct.from")
    assert "2009-06-30" in caught.value.zh


def test_the_unchanged_example_is_refused_nothing() -> None:
    assert read(EXAMPLE).id == "yiyang-example"


CONTRADICTIONS = [
    ("p2", "took_part", "false"),
    ("p1", "took_part", "false"),
    ("p2", "dissented", "false"),
    ("p1", "reserved_opinion", "false"),
    ("p1", "personally_approved", "true"),
]
AGREEMENTS = [
    ("p1", "dissented", "true"),
    ("p1", "dissented", "false"),
    ("p2", "dissented", "true"),
    ("p2", "took_part", "null"),
    ("p9", "took_part", "false"),
    ("p9", "personally_approved", "true"),
    ("p1", "personally_approved", "false"),
]


def _with_finding(about: str, finding: str, value: str) -> bytes:
    text = changed("  influence: vile\n", DECISION).decode()
    return text.replace(FINDING, f"{{about: {about}, finding: {finding}, value: {value},").encode()


@pytest.mark.parametrize(("about", "finding", "value"), CONTRADICTIONS)
def test_a_finding_that_contradicts_the_decision_entry_is_refused(about: str, finding: str, value: str) -> None:
    found = refusal(_with_finding(about, finding, value))
    assert (found.code, found.where) == ("contradicts_decision", "findings[0]")


@pytest.mark.parametrize(("about", "finding", "value"), AGREEMENTS)
def test_a_finding_beside_the_decision_entry_is_accepted(about: str, finding: str, value: str) -> None:
    assert read(_with_finding(about, finding, value)).findings[0].about == about


def test_a_personal_decision_cannot_be_denied_for_its_only_maker() -> None:
    data = _with_finding("p1", "personally_approved", "false").replace(
        b"{by: collective, decided_by: [p1, p2], dissented: [p2], reserved: [p1]}", b"{by: personal, decided_by: [p1]}"
    )
    assert refusal(data).code == "contradicts_decision"


@pytest.mark.parametrize("values", [("true", "false"), ("false", "true")])
def test_two_findings_that_contradict_each_other_are_refused_with_both_places(values: tuple[str, str]) -> None:
    first, second = (FINDING.replace("true", value) for value in values)
    found = refusal(changed(FINDING, f"{first} by: 省纪委}}\n  - {second}"))
    assert (found.code, found.where) == ("contradictory_findings", "findings[1]")
    assert "findings[0]" in found.zh
    assert len(read(changed(FINDING, f"{FINDING} by: 省纪委}}\n  - {FINDING}")).findings) == 2


def test_dissenters_are_among_those_who_decided() -> None:
    found = refusal(changed("influence: vile", "decision: {decided_by: [p1], dissented: [p2]}"))
    assert (found.code, found.where) == ("contradicts_decision", "incident.decision.dissented[0]")
    assert read(changed("influence: vile", "decision: {dissented: [p2]}")).incident.decision
