"""The closed lists that rows of a rulebook draw from (formats.md)."""

from __future__ import annotations

from collections.abc import Mapping

from quanze.core.words import GROUPS

MARKS = ("T", "Q", "S", "M+", "M")
SPEAKING = frozenset({"T", "Q", "S", "M+"})
TRACKS = ("accountability", "party", "state", "handling", "first_form", "justice")
RESPONSIBILITIES = ("main_body", "supervision", "leadership")
RELATIONS = (
    "body",
    "principal",
    "in_charge",
    "assisting",
    "linking",
    "stand_in",
    "participant",
    "member",
    "discipline_head",
    "resident_group",
    "superior_principal",
    "superior_in_charge",
    "discipline_body",
)
LIABILITIES = ("overall_leadership", "main_leadership", "important_leadership", "individual", "direct", "collective")
DUTIES = (
    "overall",
    "first_responsible",
    "main_leadership",
    "important_leadership",
    "direct_leadership",
    "supervision",
)
EFFECTS = (
    "lighter",
    "mitigated",
    "lighter_or_mitigated",
    "heavier",
    "aggravated",
    "heavier_or_aggravated",
    "not_accountable",
    "exempt",
    "not_or_exempt",
    "mandatory",
)
RULES = ("exclusive", "requires", "absorbed", "together")
BARS = (
    "no_promotion",
    "no_further_use",
    "no_leading_post",
    "no_equal_post",
    "no_equal_or_higher_post",
    "no_higher_post",
    "no_rank_advancement",
    "no_wage_step",
    "no_readmission",
    "no_excellent_grade",
    "no_honours",
    "comment_only",
    "incompetent_grade",
)
COMBINING = ("sum", "longest", "absorb", "capped", "alone")
PARTIES = ("person", "body")
ROUTES = ("discipline", "supervision")
COMPARES = ("lex_mitior", "people", "none")
SET_OFF_BY = ("conduct", "handling", "assessment")
DISCRETIONS = ("may", "shall", "must")
GROUNDS = ("accountability", "unfitness")
FROM = ("decided_on", "restored_on")
YEARS = ("same", "second", "third")
PHASES = ("start", "investigate", "decide", "execute", "record", "appeal", "correct")
KINDS = ("regulation", "law", "local_measure", "guiding_case", "answer", "sample", "event_table")
TEXTS = ("full", "part", "identity_only")
METHODS = frozenset(
    "oral_criticism reminder_talk warning_talk criticism_education alert_talk admonition written_self_criticism "
    "public_self_criticism explain_in_person ordered_rectification circular award_bar public_apology suspension "
    "portfolio_change post_adjustment to_rank_post resignation_taking_blame ordered_resignation removal demotion "
    "early_retirement treatment_adjustment party_warning party_serious_warning party_removal party_probation "
    "party_expulsion state_warning state_demerit state_major_demerit state_demotion state_removal state_dismissal "
    "post_grade_reduction body_inspection body_rectification body_circular body_admonition_talk body_adjustment "
    "body_reorganisation body_dissolution body_award_bar body_veto transfer_to_justice".split()
)
ORGANS = frozenset(
    "discipline_commission party_committee party_group party_work_organ organization_department "
    "supervision_commission appointing_organ resident_group grassroots_commission leading_group_office "
    "deciding_organ branch_meeting next_higher_organ".split()
)
OF = frozenset("manager superior own_unit dispatching line_superior next_higher".split())
APPROVALS = frozenset(
    "principal_of_organ principal_of_same_level_committee same_level_committee committee_collective "
    "next_higher_organ organization_department unit_party_organization co_managing_side resident_group "
    "discipline_commission plenary_two_thirds none".split()
)
EVENTS = frozenset(
    "discovery receipt filing decision service closing acceptance announcement conclusion assessment "
    "probation_end".split()
)
WARNINGS = frozenset(
    "only_deputies only_lower_levels staff_as_target direct_for_leadership person_for_body catch_all_unreasoned "
    "same_facts_again several_in_a_month label_missing approval_missing hearing_missing fact_meeting_missing "
    "no_collective_decision nominal_post_only under_filed_review superior_by_level_only village_cadre "
    "non_party_target retired_method own_organ_cannot_decide sanction_pair_missing prior_bar_running "
    "deputy_heavier_than_head out_of_line_with_comparables organ_not_named below_threshold "
    "wording_unverified".split()
)

# Facts whose values are words of a closed list: a rule that asks for another word could never speak.
FACT_WORDS: Mapping[str, frozenset[str]] = {
    "party.kind": frozenset(PARTIES),
    "party.relation": frozenset(RELATIONS),
    "party.label": frozenset(LIABILITIES),
    "decision.liability": frozenset(LIABILITIES),
    "decision.methods": METHODS,
    "violation.sanctions": METHODS,
    **{
        path: frozenset(GROUPS[group])
        for path, group in (
            ("party.role", "role"),
            ("violation.role", "role"),
            ("party.unit_kind", "kind"),
            ("party.body_kind", "body_kind"),
            ("party.category", "category"),
            ("party.now", "now"),
            ("incident.field", "field"),
            ("incident.decision_by", "decision_by"),
            ("decision.ground", "ground"),
        )
    },
}
