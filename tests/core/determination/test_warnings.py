"""Every warning of the format page that one case can show: a case that gives it, and one that does not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.core.determination.cases import Data, add, base, codes, find, in_2022, row
from tests.core.determination.conftest import Ask

Make = Callable[[], Data]
LABELS = {
    "bureau": "overall_leadership",
    "feng": "main_leadership",
    "chen": "main_leadership",
    "chu": "important_leadership",
    "wu": "main_leadership",
    "jiang": "main_leadership",
}


def proposed(*people: str, methods: tuple[str, ...] = ("admonition",), **more: object) -> Data:
    """The bureau of 2022 with weak leadership; the same methods proposed for each of these people."""
    data = in_2022(findings=[*find("bureau", "leadership_duty_weak"), *find("chu", "took_part")])
    for about in people:
        own = ("body_circular",) if about == "bureau" else methods
        data["proposals"] = [
            *data.get("proposals", []),
            {"about": about, "methods": list(own), "liability": LABELS.get(about), **more},
        ]
    return data


def with_person(data: Data, id: str, post: str, **keys: object) -> Data:
    """One person more, with a post of his own."""
    add(
        data,
        "people",
        id=id,
        name=f"人员{id}",
        now="in_post",
        **{
            "party_member": True,
            "category": "civil_servant",
            **{k: v for k, v in keys.items() if k in ("party_member", "category", "now")},
        },
    )
    add(
        data, "posts", id=post, **{k: v for k, v in keys.items() if k in ("organization", "role", "rank", "managed_by")}
    )
    add(data, "tenures", person=id, post=post, starts_on="2015-01-01")
    return data


def deciding(person: str, *decisions: tuple[str, list[str], str]) -> Data:
    data = proposed()
    data["decisions"] = [
        {"person": person, "decided_on": day, "methods": methods, "facts": [facts]} for day, methods, facts in decisions
    ]
    return data


def village(methods: tuple[str, ...]) -> Data:
    data = proposed("tang", methods=methods, liability="main_leadership")
    add(data, "organizations", id="hamlet", name="某村", kind="village", level="village", superior="city")
    with_person(data, "tang", "vsec", organization="hamlet", role="village_secretary", category="village")
    data["incident"]["organization"] = "hamlet"
    data["violations"] = []
    return data


def non_party(member: bool, **proposal: object) -> Data:
    data = proposed("chen", **{"clause": "WZ2019 7-8", **proposal})  # type: ignore[arg-type]
    row(data, "people", "chen")["party_member"] = member
    return data


def retired(now: str, *methods: str) -> Data:
    data = proposed("feng", methods=methods)
    row(data, "people", "feng")["now"] = now
    return data


def absent(away: bool) -> Data:
    data = proposed("chen")
    if away:
        add(data, "absences", person="chen", starts_on="2020-01-01", ends_before="2022-07-01", reason="脱产学习")
    return data


def reviewed(**keys: str) -> Data:
    data = proposed("feng")
    data["reviews"] = [{"person": "feng", "filed_on": "2022-04-01", **keys}]
    return data


def step(name: str, done: bool | None) -> Data:
    data = proposed("feng")
    data["steps"] = [{"step": name, "done": done}]
    return data


def by_organ(organ: str) -> Data:
    data = proposed("feng", organ=organ)
    return data


def pair(*methods: str, member: bool = True) -> Data:
    data = proposed("feng", methods=methods)
    row(data, "people", "feng")["party_member"] = member
    return data


def weights(first: str, second: str) -> Data:
    data = proposed("feng", methods=(first,))
    data["proposals"].append({"about": "chen", "methods": [second], "liability": "main_leadership"})
    return data


def barred(decided_on: str) -> Data:
    data = proposed("feng")
    data["decisions"] = [
        {"person": "feng", "decided_on": decided_on, "methods": ["party_warning"], "facts": ["earlier"]}
    ]
    return data


def catch_all(reason: str | None) -> Data:
    data = proposed("feng", clause="WZ2019 7-11", reason=reason)
    data["findings"] += find("feng", "other_dereliction")
    return data


def staff(id: str) -> Data:
    data = proposed(id)
    return with_person(data, "song", "typist", organization="bureau", role="staff", rank="staff")


def superior(own: bool) -> Data:
    data = proposed("feng", "wu")
    data["findings"] += find("wu", "lax_management") if own else []
    return data


def consequence(step: str, influence: str) -> Data:
    data = proposed()
    data["incident"].update(consequence=step, influence=influence, loss="none")
    return data


def organ(level: str) -> Data:
    data = base()
    data["violations"][0]["investigated_by"] = level
    return data


def unverified(quoted: bool) -> Data:
    """WZ2019 art. 7-(9) is quoted, 7-(8) was recollected."""
    data = proposed()
    data["findings"] = find("bureau", "leadership_duty_weak")
    data["incident"].update(field="work_safety" if quoted else "finance", loss="heavy")
    return data


# ---- code: (gives it, does not)
CASES: dict[str, tuple[Make, Make]] = {
    "only_deputies": (lambda: proposed("chen"), lambda: proposed("chen", "feng")),
    "only_lower_levels": (lambda: proposed("jiang"), lambda: proposed("jiang", "feng")),
    "staff_as_target": (lambda: staff("song"), lambda: staff("feng")),
    "direct_for_leadership": (lambda: proposed("shen", methods=("party_expulsion",)), lambda: proposed("feng")),
    "person_for_body": (lambda: proposed("feng"), lambda: proposed("feng", "bureau")),
    "catch_all_unreasoned": (lambda: catch_all(None), lambda: catch_all("未履行交接职责，与所列情形相当")),
    "same_facts_again": (
        lambda: deciding("feng", ("2022-05-10", ["circular"], "v1"), ("2022-07-20", ["admonition"], "v1")),
        lambda: deciding("feng", ("2022-05-10", ["circular"], "v1"), ("2022-07-20", ["admonition"], "v2")),
    ),
    "several_in_a_month": (
        lambda: deciding("feng", ("2022-05-10", ["circular"], "a"), ("2022-06-09", ["admonition"], "b")),
        lambda: deciding("feng", ("2022-05-10", ["circular"], "a"), ("2022-06-10", ["admonition"], "b")),
    ),
    "label_missing": (lambda: proposed("feng", liability="leadership"), lambda: proposed("feng")),
    "approval_missing": (lambda: step("initiation_approved", False), lambda: step("initiation_approved", True)),
    "fact_meeting_missing": (lambda: step("fact_material_met", False), lambda: step("fact_material_met", None)),
    "hearing_missing": (lambda: step("statement_heard", False), lambda: step("statement_heard", True)),
    "no_collective_decision": (lambda: step("collective_decision", False), lambda: step("collective_decision", True)),
    "nominal_post_only": (lambda: absent(True), lambda: absent(False)),
    "under_filed_review": (reviewed, lambda: reviewed(closed_on="2022-07-01")),
    "superior_by_level_only": (lambda: superior(False), lambda: superior(True)),
    "village_cadre": (lambda: village(("admonition",)), lambda: proposed("feng")),
    "non_party_target": (lambda: non_party(False), lambda: non_party(True)),
    "retired_method": (lambda: retired("retired", "removal"), lambda: retired("retired", "party_warning")),
    "own_organ_cannot_decide": (lambda: by_organ("bureau"), lambda: by_organ("city")),
    "sanction_pair_missing": (lambda: pair("state_removal"), lambda: pair("state_removal", "party_removal")),
    "prior_bar_running": (lambda: barred("2022-02-01"), lambda: barred("2021-02-01")),
    "deputy_heavier_than_head": (lambda: weights("circular", "removal"), lambda: weights("removal", "circular")),
    "organ_not_named": (lambda: organ("province"), lambda: organ("prefecture")),
    "below_threshold": (lambda: consequence("ordinary", "none"), lambda: consequence("serious", "vile")),
    "wording_unverified": (lambda: unverified(False), lambda: base(area="110000", dates={"conduct": {"from": "1990", "to": "1990"}})),
}  # fmt: skip


@pytest.mark.parametrize("code", sorted(CASES))
def test_each_warning_is_given_where_it_belongs(ask: Ask, code: str) -> None:
    found = [w for w in ask(CASES[code][0]()).warnings if w.code == code]
    assert found
    for warning in found:
        assert warning.cite.rulebook
        assert warning.text["zh"] != warning.text["en"]


@pytest.mark.parametrize("code", sorted(CASES))
def test_each_warning_is_not_given_where_it_does_not_belong(ask: Ask, code: str) -> None:
    assert code not in codes(ask(CASES[code][1]()))


def test_the_last_day_of_the_month_rule_is_the_day_before(ask: Ask) -> None:
    for day, expected in (("2022-02-27", True), ("2022-02-28", False), ("2022-03-01", False)):
        data = deciding("feng", ("2022-01-31", ["circular"], "a"), (day, ["admonition"], "b"))
        data["dates"]["asked_on"] = "2022-08-01"
        assert ("several_in_a_month" in codes(ask(data))) is expected, day


def test_a_state_sanction_beside_a_party_sanction_is_not_several(ask: Ask) -> None:
    both = deciding("feng", ("2022-05-10", ["party_warning"], "a"), ("2022-05-12", ["state_warning"], "a"))
    assert codes(ask(both)) & {"several_in_a_month", "same_facts_again"} == set()


def test_two_persons_in_one_month_are_not_several(ask: Ask) -> None:
    data = deciding("feng", ("2022-05-10", ["circular"], "a"), ("2022-05-12", ["circular"], "b"))
    data["decisions"][1]["person"] = "chen"
    assert "several_in_a_month" not in codes(ask(data))


def test_an_absent_label_is_missing_and_staff_need_none(ask: Ask) -> None:
    assert "label_missing" in codes(ask(proposed("feng", liability=None)))
    assert "label_missing" not in codes(ask(proposed("shen", methods=("party_expulsion",), liability=None)))


def test_a_step_left_out_is_unknown_and_warns_of_nothing(ask: Ask) -> None:
    data = proposed("feng")
    missing = {"approval_missing", "hearing_missing", "fact_meeting_missing", "no_collective_decision"}
    assert codes(ask(data)) & missing == set()
    data["steps"] = []
    assert codes(ask(data)) & missing == set()


def test_a_non_member_needs_no_party_sanction_beside_the_state_one(ask: Ask) -> None:
    assert "sanction_pair_missing" not in codes(ask(pair("state_removal", member=False)))
    assert "sanction_pair_missing" not in codes(ask(pair("state_demotion")))


def test_without_a_proposal_nothing_is_said_about_targets(ask: Ask) -> None:
    about_targets = {"only_deputies", "only_lower_levels", "direct_for_leadership", "person_for_body", "label_missing"}
    assert codes(ask(proposed())) & about_targets == set()


def test_equal_weights_are_no_heavier_deputy(ask: Ask) -> None:
    assert "deputy_heavier_than_head" not in codes(ask(weights("admonition", "admonition")))


def test_the_violators_own_filed_review_hinders_no_accountability_of_others(ask: Ask) -> None:
    data = reviewed()
    data["reviews"][0]["person"] = "shen"
    assert "under_filed_review" not in codes(ask(data))


def test_a_non_member_may_be_admonished_under_supervision_law(ask: Ask) -> None:
    assert "non_party_target" not in codes(ask(non_party(False, clause="JCS2021 34")))
    assert "non_party_target" in codes(ask(non_party(False, clause=None, methods=("party_warning",))))
