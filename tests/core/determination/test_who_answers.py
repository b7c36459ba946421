"""Who answers as what, who is freed and who goes another way: every kind of person of determination.md 4, step 2."""

from __future__ import annotations

from typing import Any

import pytest

from quanze.core.determination.result import Party, Sheet
from tests.core.determination.cases import (
    Data,
    add,
    base,
    clause,
    drop,
    find,
    ids,
    in_2022,
    party,
    refs,
    row,
    rows,
    status,
    the,
)
from tests.core.determination.conftest import Ask

DISCIPLINE_TRACKS = {"party", "state", "first_form", "justice"}


def in_2012(**changes: Any) -> Data:
    """The base case under RZ2010 and before the accountability regulations."""
    days = {
        "conduct": {"from": "2012-03-01", "to": "2012-10-31"},
        "discovered": "2012-11-10",
        "filed": "2012-11-15",
        "asked_on": "2013-03-01",
    }
    return base(
        **{"findings": find("bureau", "lax_management"), **changes, "dates": {**days, **changes.get("dates", {})}}
    )


def decided(by: str, *people: str, **keys: Any) -> Data:
    data = in_2012()
    data["incident"]["decision"] = {"by": by, "decided_by": list(people), **keys}
    return data


def of_person(sheet: Sheet, id: str) -> list[Party]:
    return [p for p in sheet.parties if id in p.party.values()]


def why_freed(sheet: Sheet, id: str) -> str:
    return next(n.why["en"] for n in sheet.not_responsible if id in n.party.values())


# ---- collective, personal, dissent (RZ2010 art. 25)


def test_a_collective_decision_shares_out_labels(ask: Ask) -> None:
    sheet = ask(decided("collective", "feng", "chen", "chu"))
    assert the(sheet, "bureau").liability == "collective"
    assert the(sheet, "feng").liability == the(sheet, "chen").liability == "main_leadership"
    assert the(sheet, "chu").liability == "important_leadership"
    assert "participant" in (the(sheet, "chu").relation, *the(sheet, "chu").also)


def test_a_member_not_in_the_decisions_list_is_freed_with_the_reason(ask: Ask) -> None:
    sheet = ask(decided("collective", "feng", "chen"))
    assert "chu" not in ids(sheet)
    assert "chu" in refs(sheet.not_responsible)


def test_a_personal_decision_is_that_persons_own(ask: Ask) -> None:
    sheet = ask(decided("personal", "feng"))
    assert the(sheet, "feng").liability == "individual"
    assert "chen" not in ids(sheet)
    assert "chen" in refs(sheet.not_responsible)


def test_a_finding_of_his_own_keeps_another_member_beside_the_personal_decision(ask: Ask) -> None:
    data = decided("personal", "feng")
    data["findings"] += find("chen", "should_have_found")
    assert the(ask(data), "chen").liability == "main_leadership"


@pytest.mark.parametrize("how", ["decision", "finding"])
def test_clear_dissent_frees(ask: Ask, how: str) -> None:
    data = decided("collective", "feng", "chen", "chu", **({"dissented": ["chu"]} if how == "decision" else {}))
    if how == "finding":
        data["findings"] += find("chu", "dissented")
    sheet = ask(data)
    assert "chu" not in ids(sheet)
    assert "opposed" in why_freed(sheet, "chu")
    cite = next(n.cite for n in sheet.not_responsible if "chu" in n.party.values())
    assert (cite.rulebook, cite.article) == ("RZ2010", "25")


@pytest.mark.parametrize(("last", "freed"), [("2019-08-31", False), ("2019-09-01", True)])
def test_a_reserved_opinion_frees_from_the_day_of_the_2019_regulations(ask: Ask, last: str, freed: bool) -> None:
    data = in_2022(dates={"conduct": {"from": "2019-01-01", "to": last}}, findings=find("bureau", "wrong_decision"))
    data["incident"]["decision"] = {"by": "collective", "decided_by": ["feng", "chen", "chu"], "reserved": ["chu"]}
    sheet = ask(data)
    assert ("chu" in refs(sheet.not_responsible)) is freed
    assert ("chu" in ids(sheet)) is not freed


# ---- coupling (WZ2019 art. 6(2))


def test_a_finding_about_the_body_reaches_its_responsible_members(ask: Ask) -> None:
    sheet = ask(in_2022())
    for id in ("bureau", "feng", "chen"):
        assert status(sheet, id, "WZ2019", "7-8") == "applies", id
    assert "chu" not in ids(sheet)


def test_a_finding_about_a_member_never_reaches_the_body(ask: Ask) -> None:
    sheet = ask(in_2022(findings=find("feng", "lax_management")))
    assert status(sheet, "feng", "WZ2019", "7-8") == "applies"
    assert status(sheet, "bureau", "WZ2019", "7-8") != "applies"
    assert status(sheet, "chen", "WZ2019", "7-8") != "applies"


def test_a_members_own_finding_goes_before_the_bodys(ask: Ask) -> None:
    data = in_2022(findings=[*find("bureau", "lax_management"), *find("chen", "lax_management", value=False)])
    sheet = ask(data)
    assert status(sheet, "feng", "WZ2019", "7-8") == "applies"
    assert status(sheet, "chen", "WZ2019", "7-8") != "applies"


def test_a_personal_finding_about_the_unit_is_nobodys_own(ask: Ask) -> None:
    data = in_2022(findings=[*find("bureau", "instructed")])
    for id in ("feng", "chen"):
        because = {r.fact for p in of_person(ask(data), id) for c in p.clauses for r in c.because}
        assert "finding.instructed" not in because


def test_the_discipline_side_answers_for_supervision_only(ask: Ask) -> None:
    leadership = ask(in_2022(findings=find("bureau", "leadership_duty_weak")))
    assert status(leadership, "wei", "WZ2019", "7-8") != "applies"
    supervision = ask(in_2022(findings=find("bureau", "supervision_duty_weak")))
    line = clause(supervision, "wei", "WZ2019", "7-8")
    assert line is not None
    assert line.status == "applies"
    assert the(supervision, "wei").relation == "resident_group"
    assert line.responsibility == "supervision"


# ---- violators


def test_a_violator_is_routed_and_no_party_for_his_own_violation(ask: Ask) -> None:
    data = in_2012(violations=[{"id": "v1", "person": "chen", "post": "deputy", "major": True}])
    sheet = ask(data)
    assert "chen" not in ids(sheet)
    assert ("chen", "discipline") in {(r.person, r.to) for r in sheet.routed}
    assert "feng" in ids(sheet)


def test_a_violator_answers_for_the_violation_of_another(ask: Ask) -> None:
    own = {"id": "v1", "person": "chen", "post": "deputy", "major": True}
    sheet = ask(in_2012(violations=[own, {"id": "v2", "person": "shen", "post": "clerk", "major": True}]))
    assert the(sheet, "chen").relation == "in_charge"
    assert {r.person for r in sheet.routed} >= {"chen", "shen"}


def test_a_violator_with_a_finding_over_others_is_routed_and_a_party(ask: Ask) -> None:
    data = in_2012(violations=[{"id": "v1", "person": "chen", "post": "deputy", "major": True}])
    data["findings"] += find("chen", "lax_management")
    sheet = ask(data)
    assert "chen" in ids(sheet)
    assert "chen" in {r.person for r in sheet.routed}


def test_a_finding_in_his_favour_makes_no_violator_a_party(ask: Ask) -> None:
    data = in_2012(violations=[{"id": "v1", "person": "chen", "post": "deputy", "major": True}])
    data["findings"] += find("chen", "cooperated", "self_reported")
    assert "chen" not in ids(ask(data))


def test_a_crime_is_routed_to_justice_too(ask: Ask) -> None:
    data = base()
    data["violations"][0]["transferred_to_justice"] = True
    assert {(r.person, r.to) for r in ask(data).routed} >= {("shen", "discipline"), ("shen", "justice")}


def test_the_principal_as_violator_leaves_the_level_above(ask: Ask) -> None:
    own = {"id": "v1", "person": "feng", "post": "head", "amount_yuan": 1500000, "investigated_by": "prefecture"}
    sheet = ask(base(violations=[own]))
    assert "feng" not in ids(sheet)
    assert status(sheet, "wu", "YY2009", "one-level-up-city") == "applies"


# ---- holders of all kinds


@pytest.mark.parametrize(("until", "answers"), [("2013-01-01", False), ("2012-10-31", True)])
def test_one_away_throughout_is_freed_and_one_who_was_there_a_day_answers(ask: Ask, until: str, answers: bool) -> None:
    data = add(in_2012(), "absences", person="chen", starts_on="2012-01-01", ends_before=until, reason="脱产学习")
    sheet = ask(data)
    assert ("chen" in ids(sheet)) is answers
    assert ("chen" in refs(sheet.not_responsible)) is not answers
    if not answers:
        assert "away" in why_freed(sheet, "chen").lower()
        assert "portfolio.in_charge" in {q.fact for q in sheet.questions}


def test_the_stand_in_of_the_absent_answers(ask: Ask) -> None:
    data = add(in_2012(), "absences", person="chen", starts_on="2012-01-01", ends_before="2013-01-01", reason="病假")
    add(data, "portfolios", post="deputy2", covers=["division"], **{"as": "stand_in"})
    assert the(ask(data), "chu").relation == "stand_in"


@pytest.mark.parametrize(
    ("written", "asked"), [("finance", "财务"), ("财务", "finance"), ("财务资金", "finances"), ("finance", "finance")]
)
def test_who_looks_after_a_field_answers_however_the_field_is_written(ask: Ask, written: str, asked: str) -> None:
    data = in_2012()
    row(data, "portfolios", "deputy2").update(covers=[], fields=[written])
    data["incident"]["field"] = asked
    assert the(ask(data), "chu").relation == "in_charge"
    row(data, "portfolios", "deputy2").update(fields=["林业"])
    assert "chu" not in ids(ask(data))


@pytest.mark.parametrize("manner", ["assisting", "linking"])
def test_helping_and_linking_alone_make_nobody_answer(ask: Ask, manner: str) -> None:
    data = in_2012()
    row(data, "portfolios", "deputy2").update(covers=["division"], **{"as": manner})
    sheet = ask(data)
    assert "chu" not in ids(sheet)
    assert "chu" in refs(sheet.to_check)
    data["findings"] += find("chu", "lax_management")
    assert the(ask(data), "chu").relation in (manner, "participant")


def test_an_acting_head_answers_and_the_sheet_says_so(ask: Ask) -> None:
    data = in_2012()
    row(data, "tenures", "head")["acting"] = True
    found = the(ask(data), "feng")
    assert found.relation == "principal"
    assert found.tenure is not None
    assert found.tenure.acting is True


def test_one_person_in_two_posts_is_a_party_in_each(ask: Ask) -> None:
    data = in_2012()
    drop(data, "tenures", "deputy")
    add(data, "tenures", person="feng", post="deputy", starts_on="2007-01-01")
    found = {(p.post, p.relation) for p in of_person(ask(data), "feng")}
    assert found == {("head", "principal"), ("deputy", "in_charge")}


def test_a_vacant_post_is_a_question_never_nobody(ask: Ask) -> None:
    sheet = ask(drop(in_2012(), "tenures", "head"))
    assert "head" in {q.about for q in sheet.questions}
    assert {"bureau", "chen"} <= ids(sheet)


def test_nobody_in_charge_is_a_question_and_the_principal_answers_meanwhile(ask: Ask) -> None:
    sheet = ask(drop(in_2012(), "portfolios", "deputy"))
    assert ("portfolio.in_charge", "bureau") in {(q.fact, q.about) for q in sheet.questions}
    assert "feng" in ids(sheet)
    assert "chen" in refs(sheet.to_check)


def test_two_holders_each_answer_for_their_part(ask: Ask) -> None:
    data = in_2012()
    row(data, "tenures", "head")["ends_before"] = "2012-06-01"
    add(data, "people", id="han", name="韩十一", party_member=True)
    add(data, "tenures", person="han", post="head", starts_on="2012-06-01")
    add(data, "people", id="yang", name="杨十二", party_member=True)
    row(data, "tenures", "deputy")["ends_before"] = "2012-03-01"
    add(data, "tenures", person="yang", post="deputy", starts_on="2012-03-01")
    sheet = ask(data)
    assert {"feng", "han", "yang"} <= ids(sheet)
    assert "chen" not in ids(sheet)


def test_a_portfolio_taken_over_during_the_conduct_makes_each_answer_only_while_it_was_his(ask: Ask) -> None:
    data = in_2012()
    row(data, "portfolios", "deputy")["ends_before"] = "2012-06-01"
    row(data, "tenures", "deputy")["ends_before"] = "2012-08-01"
    add(data, "people", id="yang", name="杨十二", party_member=True)
    add(data, "tenures", person="yang", post="deputy", starts_on="2012-08-01")
    sheet = ask(data)
    assert the(sheet, "chen").relation == "in_charge"
    assert "yang" not in ids(sheet)


# ---- lines above


def vertical(line: str) -> Data:
    """The bureau under a provincial bureau, by the line given, beside the city."""
    data = base()
    add(data, "organizations", id="province", name="某省某局", kind="department", level="province")
    row(data, "organizations", "bureau").update(line_superior="province", line=line)
    for id, post, keys in (("hong", "phead", {"role": "principal"}), ("bao", "pdeputy", {"role": "deputy"})):
        add(data, "people", id=id, name=f"人员{id}", party_member=True)
        add(data, "posts", id=post, organization="province", rank="bureau_chief", **keys)
        add(data, "tenures", person=id, post=post, starts_on="2007-01-01")
    return add(data, "portfolios", post="pdeputy", covers=["bureau"], **{"as": "in_charge"})


@pytest.mark.parametrize(("line", "up"), [("leads", {"bao"}), ("co_leads", {"bao", "wu"}), ("guides", {"wu"})])
def test_lines_that_lead_carry_responsibility_and_guidance_does_not(ask: Ask, line: str, up: set[str]) -> None:
    sheet = ask(vertical(line))
    assert {i for p in sheet.parties if p.levels_up for i in p.party.values()} == up
    others = {"leads": {"wu", "qian", "zhou"}, "guides": {"bao", "hong"}}.get(line, set())
    assert not others & (ids(sheet) | refs(sheet.to_check))


def test_without_a_text_a_superior_is_only_to_be_checked(ask: Ask) -> None:
    sheet = ask(in_2022(area="110000"))
    assert {"wu", "qian", "zhou"} <= refs(sheet.to_check)
    assert not {"wu", "qian", "zhou"} & ids(sheet)
    found = the(ask(in_2022(area="110000", findings=find("wu", "lax_management"))), "wu")
    assert (found.relation, found.levels_up) == ("superior_in_charge", 1)


# ---- status and kind of person


def test_a_village_cadre_stays_with_discipline_track_methods(ask: Ask) -> None:
    data = in_2022(violations=[], findings=find("tang", "lax_management"))
    data["incident"]["organization"] = "hamlet"
    add(data, "organizations", id="hamlet", name="某村", kind="village", level="village", superior="city")
    add(data, "people", id="tang", name="唐十三", now="in_post", party_member=True, category="village")
    add(data, "posts", id="vsec", organization="hamlet", role="village_secretary")
    add(data, "tenures", person="tang", post="vsec", starts_on="2015-01-01")
    sheet = ask(data)
    found = party(sheet, "tang")
    assert found is not None or "tang" in {r.person for r in sheet.routed}
    if found is not None:
        assert {c.track for c in found.clauses} <= DISCIPLINE_TRACKS
        handling = {"suspension", "post_adjustment", "ordered_resignation", "removal", "demotion", "circular"}
        assert not handling & set(found.methods.permitted)
        assert not {"state_demotion", "state_removal", "state_dismissal"} & set(found.methods.permitted)


def test_a_leader_who_is_no_party_member_goes_to_supervision_law(ask: Ask) -> None:
    data = in_2022()
    row(data, "people", "chen")["party_member"] = False
    found = the(ask(data), "chen")
    assert not {c.cite.rulebook for c in found.clauses} & {"WZ2019", "CF2018"}
    assert "JCS2021" in {c.cite.rulebook for c in found.clauses}
    party_sanctions = {
        m for m in (*found.methods.permitted, *(c.method for c in found.methods.conditional)) if m.startswith("party_")
    }
    assert not party_sanctions


def test_the_retired_receive_no_state_sanction_and_no_handling(ask: Ask) -> None:
    data = in_2022()
    row(data, "people", "feng")["now"] = "retired"
    methods = the(ask(data), "feng").methods
    handling = {"suspension", "post_adjustment", "ordered_resignation", "removal", "demotion"}
    reachable = {*methods.permitted, *(c.method for c in methods.conditional)}
    assert not {m for m in reachable if m.startswith("state_")}
    assert not handling & reachable
    assert "party_warning" in reachable
    excluded = {e.method: e for e in methods.excluded}
    assert "removal" in excluded
    assert excluded["removal"].cite.rulebook


def test_ordinary_staff_are_routed_with_the_reason(ask: Ask) -> None:
    data = in_2022(findings=[*find("bureau", "leadership_duty_weak"), *find("song", "lax_management")])
    add(data, "people", id="song", name="宋十四", party_member=True)
    add(data, "posts", id="typist", organization="bureau", role="staff", rank="staff")
    add(data, "tenures", person="song", post="typist", starts_on="2015-01-01")
    sheet = ask(data)
    assert "song" not in ids(sheet)
    routed = next(r for r in sheet.routed if r.person == "song")
    assert routed.to == "discipline"
    assert routed.cite.rulebook


def test_nobody_named_by_the_case_is_dropped(ask: Ask) -> None:
    data = in_2022(findings=find("bureau", "leadership_duty_weak"))
    data["findings"] += find("han", "lax_management")
    add(data, "people", id="han", name="韩十一", party_member=True)
    sheet = ask(data)
    shown = ids(sheet) | refs(sheet.not_responsible) | refs(sheet.to_check) | {r.person for r in sheet.routed}
    assert "han" in shown | {q.about for q in sheet.questions}


def test_nobody_is_freed_because_nothing_is_recorded(ask: Ask) -> None:
    data = in_2022()
    data["register"]["portfolios"] = []
    data["findings"] = []
    sheet = ask(data)
    assert not {"chen", "chu", "feng"} & refs(sheet.not_responsible)
    assert len(rows(data, "portfolios")) == 0
