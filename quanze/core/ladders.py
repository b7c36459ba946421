"""Ordered ladders of the field, and the named sets that regulations speak of.

Each ladder runs from low to high (formats.md, "Ladders"). "以上/以下" always include the
step itself (CF2023 art. 47).
"""

from __future__ import annotations

from collections.abc import Mapping

LADDERS: Mapping[str, tuple[str, ...]] = {
    "level": ("village", "township", "county", "prefecture", "sub_provincial", "province", "central"),
    "rank": (
        "none",
        "staff",
        "below_section",
        "deputy_section_chief",
        "section_chief",
        "deputy_division_chief",
        "division_chief",
        "deputy_bureau_chief",
        "bureau_chief",
        "deputy_minister",
        "minister",
        "deputy_state",
        "state",
    ),
    "influence": ("none", "bad", "serious_bad", "vile"),
    "consequence": ("none", "ordinary", "serious"),
    "loss": ("none", "considerable", "heavy", "serious"),
    "circumstances": ("light", "heavier", "serious"),
    "harm": ("light", "heavier", "serious"),
    "party_sanction": (
        "party_warning",
        "party_serious_warning",
        "party_removal",
        "party_probation",
        "party_expulsion",
    ),
    "state_sanction": (
        "state_warning",
        "state_demerit",
        "state_major_demerit",
        "state_demotion",
        "state_removal",
        "state_dismissal",
    ),
}

SETS: Mapping[str, frozenset[str]] = {
    # 撤职以上: never 免职 removal, 降职 demotion or 降级 state_demotion.
    "removal_or_heavier": frozenset(
        {"state_removal", "state_dismissal", "party_removal", "party_probation", "party_expulsion"}
    ),
    "party_removal_or_heavier": frozenset({"party_removal", "party_probation", "party_expulsion"}),
    "party_sanctions": frozenset(LADDERS["party_sanction"]),
    "state_sanctions": frozenset(LADDERS["state_sanction"]) | {"post_grade_reduction"},
    "handling": frozenset({"suspension", "post_adjustment", "ordered_resignation", "removal", "demotion"}),
}


def reaches(ladder: str, value: str, step: str) -> bool:
    """True if ``value`` stands at ``step`` or above it on the named ladder (inclusive)."""
    steps = LADDERS[ladder]
    return steps.index(value) >= steps.index(step)
