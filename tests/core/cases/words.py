"""Words of published cases turned into ours: places, units, roles, methods, and what a publication says they failed at.

The table for readers is docs/reference/words-of-published-cases.md; ``tests`` compare the two.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

AREAS = {
    "Bengbu": "340300", "Xianning": "421200", "Yueyang": "430600", "Yangjiang": "441700", "Pingdingshan": "410400",
    "Chengdu": "510100", "Qingdao": "370200", "Xuchang": "411000", "Putian": "350300", "Kunming": "530100",
    "Beijing": "110000", "Wenchang": "469005", "Jinhua": "330700", "Nanping": "350700", "Ganzhou": "360700",
    "Jinan": "370100", "Dezhou": "371400", "Wuxi": "320200", "unnamed": "000000",
}  # fmt: skip

LEVELS = {"village": "village", "township": "township", "county": "county", "city": "prefecture",
          "provincial": "province", "central": "central"}  # fmt: skip

# unit kind → (our kind, level of the unit itself or None for that of the jurisdiction)
UNITS: dict[str, tuple[str, str | None]] = {
    "township": ("township", "township"),
    "subdistrict": ("subdistrict", "township"),
    "village": ("village", "village"),
    "county_bureau": ("department", "county"),
    "city_bureau": ("department", "prefecture"),
    "police": ("department", None),
    "ministry": ("department", "central"),
    "county_government": ("government", "county"),
    "multi_department": ("government", None),
    "public_institution_and_SOE": ("institution", None),
}

METHODS = {
    "warning": "party_warning", "serious_warning": "party_serious_warning", "removal_party_post": "party_removal",
    "probation_party": "party_probation", "expulsion_party": "party_expulsion", "admonition": "admonition",
    "admonition_talk": "alert_talk", "reminder_talk": "reminder_talk", "criticism_education": "criticism_education",
    "written_self_criticism": "written_self_criticism", "public_self_criticism": "public_self_criticism",
    "circular": "circular", "portfolio_change": "portfolio_change", "removal": "removal", "suspension": "suspension",
    "demotion": "demotion", "early_retirement": "early_retirement", "evaluation_veto": "body_veto",
    "admin_warning": "state_warning", "admin_demerit": "state_demerit", "admin_major_demerit": "state_major_demerit",
    "admin_downgrade": "state_demotion", "admin_dismissal": "state_removal", "post_grade_reduction": "post_grade_reduction",
    "transfer_judicial": "transfer_to_justice", "post_adjustment": "post_adjustment",
    "ordered_resignation": "ordered_resignation", "resignation": "resignation_taking_blame",
}  # fmt: skip
# Said of a sanction without naming it: nothing in our catalogue.
UNNAMED = frozenset({"discipline_unspecified", "party_discipline_unspecified", "accountability_unspecified"})

FIELDS = {"poverty": "poverty_relief", "environment": "ecology", "accident": "work_safety", "epidemic": "health"}

# tag → findings about those who answer; first what the publication names, else the plain failing of duty
FAILINGS = {
    "rectification_failure": ("weak_execution", "inspection_rectification_failed"),
    "false_report": ("false_report",),
    "environment": ("weak_execution", "lax_management"),
    "epidemic": ("weak_execution",),
    "service_failure": ("weak_execution",),
    "accident": ("lax_management", "weak_execution"),
    "systemic_corruption": ("lax_management",),
    "serial_corruption": ("lax_management",),
}
DUTIES = {"监督责任": "supervision_duty_weak", "主体责任": "leadership_duty_weak", "管党治党责任": "leadership_duty_weak",
          "失职失责": "leadership_duty_not_performed"}  # fmt: skip
# words of a basis → findings about that one person
BASES = {
    "organised": "personally_approved",
    "neither reported nor dealt": "not_reported_not_handled",
    "found problems": "knew_and_did_not_stop",
    "no private gain": "no_private_gain",
    "collective decision": "democratic_procedure",
    "not fulfilled": "supervision_duty_weak",
    "ignored": "not_executed",
}
EIGHT_POINT = re.compile("dining|gift|allowance|tourism|benefit|banquet")

# tag → degrees the publication itself supports; everything else stays unknown
DEGREES: dict[str, dict[str, str]] = {
    "systemic_corruption": {"consequence": "serious", "influence": "vile"},
    "serial_corruption": {"consequence": "serious"},
    "environment": {"consequence": "serious"},
    "potential_harm_only": {"consequence": "none", "loss": "none"},
    "accident": {"circumstances": "heavier"},  # a closed mine worked again is a major hazard by itself
}

PRESENT = {"promoted": "promoted", "retired": "retired", "moved": "moved", "another": "moved", "of the same": "moved"}


@dataclass(frozen=True, slots=True)
class Seat:
    """What a role word means: where the post is, our role, its Chinese title, and whether it is the one in charge."""

    place: str  # unit, village, township, department, inner, superior, resident, group, cppcc
    role: str
    title: str
    in_charge: bool = False


# First match counts. ``place`` None is settled from the kind of unit.
_ROLES: tuple[tuple[str, str, str, str], ...] = (
    (r"village.*secretary", "village", "village_secretary", "村党组织书记"),
    (r"village_(director|head)", "village", "village_director", "村民委员会主任"),
    (r"stationed_in_village|township_(cadre|handler)", "township", "staff", "驻村干部"),
    (r"inspection_group", "group", "member", "督查组成员"),
    (r"cppcc", "cppcc", "principal", "政协主席"),
    (r"stationed_discipline|resident_discipline", "resident", "resident_group_head", "派驻纪检监察组组长"),
    (r"discipline", "unit", "discipline_head", "纪委书记（纪检组组长）"),
    (r"party_group_member", "unit", "party_group_member", "党组成员"),
    (r"(deputy|leader)_in_charge", "unit", "deputy", "分管副职"),
    (r"area_head", "unit", "deputy", "片区负责人"),
    (r"(deputy|vice)", "unit", "deputy", "副职"),
    (r"secretary_and|^principal", "unit", "principal", "党组织书记兼行政正职"),
    (r"secretary", "unit", "party_principal", "党组织书记"),
    (r"(station|office|center|section)_head", "inner", "section_head", "站所（中心、股室）负责人"),
    (r"head|director|chief|mayor|minister", "unit", "admin_principal", "行政正职"),
)
_SUPERIOR = re.compile("mayor|(city|county|district)( -level city)? leader|county-level city leader")
_BELOW = re.compile("^(former_)?township_")
_TERRITORIES = {"government", "territory"}


def seat(role: str, basis: str, unit_kind: str, superior: bool) -> Seat:
    """The seat of a role word in the unit of the case; ``basis`` and ``superior`` may place it one level up."""
    place, ours, title = next(
        ((p, r, t) for pattern, p, r, t in _ROLES if re.search(pattern, role.lower())), ("unit", "staff", "工作人员")
    )
    charge = "in_charge" in role
    if place == "unit" and _BELOW.match(role) and unit_kind not in ("township", "subdistrict", "village"):
        place = "township"
    if place == "unit" and unit_kind == "village":
        place = "superior"
    other_bureau = unit_kind in _TERRITORIES and "bureau" in role
    if place == "unit" and (other_bureau or role.replace("former_", "").startswith("city_bureau")):
        place = "department"
    if place == "unit" and charge and unit_kind not in _TERRITORIES and (superior or _SUPERIOR.search(basis)):
        place = "superior"
    return Seat(place, ours, title, charge)
