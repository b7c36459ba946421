"""The register a published case stands on: its unit, what is above and below, posts, people, tenures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.core.cases.words import LEVELS, UNITS, Seat

Row = dict[str, Any]

LADDER = ("village", "township", "county", "prefecture", "province", "central")
TERRITORY = {"township": "某乡镇", "county": "某县", "prefecture": "某市", "province": "某省", "central": "中央"}
ALONE = {"township": "某镇", "subdistrict": "某街道", "village": "某村"}  # names that need no territory before them
KIND_NAMES = {"department": "某局", "government": "政府", "institution": "某单位", "affiliated_unit": "所属单位", "cppcc": "政协",
              "resident_group": "派驻纪检监察组", "internal_unit": "内设站所", "other": "督查组"}  # fmt: skip
HEADS = frozenset({"principal", "party_principal", "admin_principal", "village_secretary", "village_director",
                   "section_head", "discipline_head", "resident_group_head"})  # fmt: skip
# rank of the head and of a deputy, by level of the unit; territories stand one step above their departments
RANKS = {"township": ("section_chief", "deputy_section_chief"), "county": ("section_chief", "deputy_section_chief"),
         "prefecture": ("division_chief", "deputy_division_chief"), "province": ("bureau_chief", "deputy_bureau_chief"),
         "central": ("minister", "deputy_minister")}  # fmt: skip
TERRITORY_RANKS = {"township": ("section_chief", "deputy_section_chief"), "county": ("division_chief", "deputy_division_chief"),
                   "prefecture": ("bureau_chief", "deputy_bureau_chief"), "province": ("minister", "deputy_minister")}  # fmt: skip
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜"


@dataclass
class Building:
    """Rows of a register in the making, in the keys of the case file."""

    unit_kind: str
    level: str
    superiors: bool = True
    organizations: dict[str, Row] = field(default_factory=dict)
    posts: list[Row] = field(default_factory=list)
    people: list[Row] = field(default_factory=list)
    tenures: list[Row] = field(default_factory=list)
    portfolios: list[Row] = field(default_factory=list)

    @classmethod
    def of(cls, record: Mapping[str, Any], *, superiors: bool) -> Building:
        """The unit of a published case with what stands above it, as far as asked for."""
        kind, own = UNITS.get(record["unit_kind"], ("other", None))
        level = own or LEVELS.get(record["jurisdiction_level"], "county")
        made = cls(kind, level, superiors)
        made._chain()
        return made

    def _chain(self) -> None:
        """The unit, its territory and the territory above that; villages belong to a township."""
        top = LADDER.index("prefecture") if self.level != "prefecture" else LADDER.index("province")
        start = LADDER.index(self.level)
        own_territory = self.unit_kind in ("government", "township", "subdistrict", "village")
        above = [lvl for lvl in LADDER[start + (1 if own_territory else 0) : top + 1] if lvl in TERRITORY_RANKS]
        if self.superiors:
            for number, lvl in reversed(list(enumerate(above))):
                superior = f"above{number + 2}" if number + 1 < len(above) else None
                self.organization(f"above{number + 1}", "township" if lvl == "township" else "territory", lvl, superior)
        upper = "above1" if self.superiors and above else None
        self.organization("unit", self.unit_kind, self.level, upper)

    def organization(self, key: str, kind: str, level: str, superior: str | None, **more: Any) -> str:
        """Declare a unit once; its id."""
        if key not in self.organizations:
            name = _name(kind, level) + (f"（{key[-1]}）" if key[-1].isdigit() and not key.startswith("above") else "")
            row = {"id": key, "name": name, "kind": kind, "level": level, **more}
            self.organizations[key] = row | ({"superior": superior} if superior else {})
        return key

    def place(self, seat: Seat) -> str:
        """The unit in which a seat stands, declared if need be."""
        upper = self.organizations["unit"].get("superior")
        county = upper if self.level == "township" else ("unit" if self.unit_kind == "government" else upper)
        match seat.place:
            case "village":
                below = "unit" if self.level in ("village", "township") else "township"
                return (
                    "unit"
                    if self.level == "village"
                    else self.organization("village", "village", "village", self._below(below))
                )
            case "township":
                return (
                    "unit"
                    if self.level == "township"
                    else (upper or "unit")
                    if self.level == "village"
                    else self._below("township")
                )
            case "inner":
                return self.organization("inner", "internal_unit", self.level, "unit")
            case "department":
                return self._department()
            case "superior":
                return upper or self.organization("leaders", "territory", self._next_level(), None)
            case "resident":
                return self.organization("resident", "resident_group", self.level, None, supervises=["unit"])
            case "group":
                return self.organization("group", "other", "county", county)
            case "cppcc":
                return self.organization("cppcc", "cppcc", "county", county)
        return "unit"

    def _below(self, key: str) -> str:
        if key == "unit":
            return "unit"
        upper = "unit" if self.unit_kind == "government" else self.organizations["unit"].get("superior")
        return self.organization("township", "township", "township", upper)

    def _department(self) -> str:
        """A bureau beside the unit; for a government that is itself the unit, a bureau one level up or below it."""
        return self.organization(
            "department", "department", self.level, "unit" if self.unit_kind == "government" else None
        )

    def _next_level(self) -> str:
        return LADDER[min(LADDER.index(self.level) + (self.unit_kind != "department"), 4)]

    def free(self, place: str, role: str) -> str:
        """The unit itself, or a further unit like it where its head's seat is taken (one head at a time)."""
        number, free = 1, place
        while role in HEADS and any(p["organization"] == free and p["role"] in _rivals(role) for p in self.posts):
            number += 1
            row = dict(self.organizations[place])
            free = f"{place}{number}"
            self.organization(free, row["kind"], row["level"], row.get("superior"))
        return free

    def person(self, seat: Seat, unit: str, year: int, **more: Any) -> tuple[str, str]:
        """A new person in a new post of a unit since four years before; the ids of the person and the post."""
        number = len(self.people) + 1
        key, post = f"p{number}", f"post{number}"
        name = f"{SURNAMES[(number - 1) % len(SURNAMES)]}某"
        self.people.append({"id": key, "name": name, **more})
        self.posts.append(self._post(post, seat, unit))
        self.tenures.append({"person": key, "post": post, "starts_on": f"{year - 4}-01-01"})
        return key, post

    def _post(self, post: str, seat: Seat, unit: str) -> Row:
        row = self.organizations[unit]
        row_of_ranks = TERRITORY_RANKS if row["kind"] in ("territory", "government", "cppcc") else RANKS
        ranks = row_of_ranks.get(row["level"]) if row["kind"] not in ("internal_unit", "village") else None
        made = {"id": post, "organization": unit, "title": seat.title, "role": seat.role}
        if ranks and seat.role not in ("staff", "member"):
            made["rank"] = ranks[0] if seat.role in HEADS else ranks[1]
        if row.get("superior") and seat.role != "staff":
            made["managed_by"] = row["superior"]
        return made

    def rows(self) -> dict[str, list[Row]]:
        """The register section of a case file."""
        return {"organizations": list(self.organizations.values()), "posts": self.posts, "people": self.people,
                "tenures": self.tenures, "portfolios": self.portfolios}  # fmt: skip


def _name(kind: str, level: str) -> str:
    if kind in ALONE:
        return ALONE[kind]
    return TERRITORY.get(level, "某") + ("" if kind == "territory" else KIND_NAMES.get(kind, "某单位"))


def _rivals(role: str) -> frozenset[str]:
    """Roles of which a unit has one between them."""
    if role in ("party_principal", "admin_principal"):
        return frozenset({role, "principal"})
    return frozenset({role, "party_principal", "admin_principal"}) if role == "principal" else frozenset({role})
