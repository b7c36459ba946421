"""The posts of the units of an invented prefecture."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import count, islice

from quanze.core.register.rows import Organization, Post

Spec = tuple[str, str, int]  # role, title, how many

RANKS = {
    "province": ("minister", "deputy_minister"),
    "prefecture": ("bureau_chief", "deputy_bureau_chief"),
    "county": ("division_chief", "deputy_division_chief"),
    "township": ("section_chief", "deputy_section_chief"),
    "village": ("none", "none"),
}
ONE_BELOW = {"province": "prefecture", "prefecture": "county", "county": "township"}
ORGAN_POSTS: dict[str, tuple[Spec, ...]] = {
    "party_committee": (("party_principal", "书记", 1), ("party_deputy", "副书记", 1), ("standing_member", "常委", 5)),
    "government": (("admin_principal", "行政首长", 1), ("executive_deputy", "常务副职", 1), ("deputy", "副职", 5)),
    "discipline_commission": (
        ("discipline_head", "纪委书记", 1),
        ("deputy", "纪委副书记", 2),
        ("discipline_member", "纪委委员", 4),
    ),
    "people_congress": (("principal", "主任", 1), ("deputy", "副主任", 2)),
    "cppcc": (("principal", "主席", 1), ("deputy", "副主席", 2)),
    "resident_group": (("resident_group_head", "组长", 1), ("resident_group_deputy", "副组长", 1)),
    "township": (
        ("party_principal", "党委书记", 1),
        ("admin_principal", "镇长", 1),
        ("discipline_head", "纪委书记", 1),
        ("deputy", "副镇长", 2),
        ("staff", "干事", 2),
    ),
    "village": (("village_secretary", "村党支部书记", 1), ("village_director", "村委会主任", 1)),
    "internal_unit": (("section_head", "科长", 1), ("staff", "科员", 1)),
}
ONE_HEAD: tuple[Spec, ...] = (("principal", "党组书记、局长", 1),)
TWO_HEADS: tuple[Spec, ...] = (("party_principal", "党组书记", 1), ("admin_principal", "局长", 1))
BELOW_HEADS: tuple[Spec, ...] = (("deputy", "副局长", 3), ("discipline_head", "纪检组长", 1))
SENIOR = frozenset({"principal", "party_principal", "admin_principal"})
JUNIOR = frozenset({"staff", "section_head", "village_secretary", "village_director"})


def all_posts(organizations: Iterable[Organization], number: int) -> list[Post]:
    """Exactly ``number`` posts, each id once: leaders of the city and its key units first, staff fill up the rest.

    A post lives as long as its unit; the province itself has none.
    """
    units = _lifetimes(row for row in organizations if row.level != "province")
    planned = [post for unit in units for post in _planned(unit)]
    planned.sort(key=lambda post: post.role in JUNIOR)
    offices = [unit for unit in units if unit.kind in ("internal_unit", "department", "line_unit")]
    return list(islice(_filled_up(planned, offices), number))


def _lifetimes(rows: Iterable[Organization]) -> list[Organization]:
    """One row per unit, spanning all its rows (which adjoin, earlier first)."""
    units: dict[str, Organization] = {}
    for row in rows:
        earlier = units.get(row.id, row)
        units[row.id] = replace(row, starts_on=earlier.starts_on)
    return list(units.values())


def _filled_up(planned: Iterable[Post], offices: list[Organization]) -> Iterator[Post]:
    yield from planned
    for turn in count(2):
        for index, unit in enumerate(offices):
            seats = 2 if (turn + index) % 60 == 0 else 1
            yield replace(_post(unit, "staff", "科员", turn), seats=seats)


def _planned(unit: Organization) -> Iterator[Post]:
    for role, title, number in _specs(unit):
        for index in range(1, number + 1):
            yield _post(unit, role, title, index)


def _specs(unit: Organization) -> tuple[Spec, ...]:
    if unit.kind == "territory":
        return ()
    if unit.kind in ORGAN_POSTS:
        return ORGAN_POSTS[unit.kind]
    return (TWO_HEADS if unit.id.endswith(("3", "8")) else ONE_HEAD) + BELOW_HEADS


def _post(unit: Organization, role: str, title: str, index: int) -> Post:
    manager, other = _managers(unit, role)
    return Post(
        id=f"{unit.id}-{role}{index}",
        organization=unit.id,
        title=title,
        role=role,
        rank=_rank(unit, role),
        managed_by=manager,
        co_managed_by=other,
        starts_on=unit.starts_on,
        ends_before=unit.ends_before,
    )


def _rank(unit: Organization, role: str) -> str:
    if role == "staff":
        return "staff"
    level = unit.level or "township"
    if unit.kind not in ORGAN_POSTS or unit.kind == "resident_group":
        level = ONE_BELOW.get(level, "township")
    if unit.kind == "internal_unit":
        level = "township"
    senior = role in SENIOR or role == "section_head"
    return RANKS[level][0 if senior else 1]


def _managers(unit: Organization, role: str) -> tuple[str, str | None]:
    """Cadre management authority (干部管理权限): the committee above; for a vertical unit its line, then the territory."""
    area = unit.id.split("-")[0]
    if unit.kind == "village":
        return unit.id.rsplit("-", 1)[0], None
    if role in JUNIOR or unit.kind == "internal_unit":
        return (unit.superior or unit.id) if unit.kind == "internal_unit" else unit.id, None
    if unit.line == "leads" and unit.line_superior:
        return unit.line_superior, f"{area}-committee"
    if unit.kind in ORGAN_POSTS and unit.kind not in ("resident_group", "township"):
        return ("pr-committee" if area == "city" else "city-committee"), None
    return f"{area}-committee", None
