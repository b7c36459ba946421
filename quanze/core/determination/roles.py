"""What a role means for the trace: who heads, who leads, who stands on the discipline side."""

from __future__ import annotations

HEADS = frozenset(
    {"principal", "party_principal", "admin_principal", "village_secretary", "village_director", "branch_secretary"}
)
DISCIPLINE = frozenset({"discipline_head", "discipline_member", "resident_group_head", "resident_group_deputy"})
DISCIPLINE_HEADS = frozenset({"discipline_head", "resident_group_head"})
VILLAGE = frozenset({"village_secretary", "village_director"})
ORDINARY = frozenset({"non_leading", "staff"})
MEMBERS = frozenset(
    {
        "executive_deputy",
        "party_deputy",
        "deputy",
        "party_group_member",
        "standing_member",
        "alternate_member",
        "member",
        "chief_engineer",
        "section_head",
    }
)
# Roles that nobody holds without being a party member; the others leave membership open.
PARTY_ROLES = frozenset(
    {
        "principal",
        "party_principal",
        "party_deputy",
        "party_group_member",
        "standing_member",
        "alternate_member",
        "discipline_head",
        "discipline_member",
        "resident_group_head",
        "resident_group_deputy",
        "village_secretary",
        "branch_secretary",
    }
)
VILLAGE_KINDS = frozenset({"village", "community"})
SECTIONS = frozenset({"internal_unit", "affiliated_unit"})
NO_LEADERSHIP = frozenset({"discipline_commission", "supervision_commission", "people_congress", "cppcc"})
INNER_KINDS = frozenset({"internal_unit"})
DISCIPLINE_KINDS = frozenset({"discipline_commission", "supervision_commission", "resident_group"})

# Findings about what one person did or said: a finding about his unit says nothing of them.
PERSONAL = frozenset(
    {
        "took_part",
        "dissented",
        "reserved_opinion",
        "personally_approved",
        "unfit_for_post",
        "superior_order_objected",
        "manifestly_illegal_order",
        "instructed",
        "common_intent",
        "blame_assumed",
        "repeated_after_accountability",
    }
)
# Findings that speak for a person, not against him.
FAVOURABLE = frozenset(
    {
        "dissented",
        "reserved_opinion",
        "remedied",
        "loss_recovered",
        "cooperated",
        "self_reported",
        "self_investigated",
        "blame_assumed",
        "acted_diligently",
        "force_majeure",
        "unforeseeable",
        "first_trial",
        "no_explicit_ban",
        "unintentional_fault",
        "no_private_gain",
        "democratic_procedure",
        "tolerance_applies",
        "superior_order_objected",
        "causal",
        "duty_in_scope",
    }
)


def is_supervision(finding: str) -> bool:
    """True for findings on the duty of supervision, which the discipline side owes (监督责任)."""
    return finding.startswith("supervision_duty")


def heads(role: str, unit_kind: str) -> bool:
    """True if the role heads a unit of this kind."""
    if role in HEADS:
        return True
    if role == "section_head":
        return unit_kind in SECTIONS
    if role == "resident_group_head":
        return unit_kind == "resident_group"
    return role == "discipline_head" and unit_kind in DISCIPLINE_KINDS


def leads(role: str) -> bool | None:
    """True for a leading cadre, False for staff, non-leading posts and village cadres."""
    return role not in ORDINARY and role not in VILLAGE


def holds_party_post(role: str) -> bool | None:
    """True if the role is itself a party post, False for staff, None where the register cannot tell."""
    if role in PARTY_ROLES:
        return True
    return False if role == "staff" else None
