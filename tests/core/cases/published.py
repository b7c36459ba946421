"""A published case in the sample's shape, turned into a case file; what it does not say stays unknown."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.core.cases.building import Building
from tests.core.cases.dating import area_of, dates_of
from tests.core.cases.words import (
    BASES,
    DEGREES,
    DUTIES,
    EIGHT_POINT,
    FAILINGS,
    FIELDS,
    LEVELS,
    METHODS,
    PRESENT,
    Seat,
    seat,
)

Record = Mapping[str, Any]
SAMPLE = Path(__file__).with_name("published.jsonl")


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How a publication is written down: which findings, which superiors, which area, which degrees."""

    findings: str = "persons"  # persons, unit, both
    superiors: bool = True
    province: bool = False
    degrees: Mapping[str, str] | None = None  # None: those the text supports
    bystanders: bool = True  # heads, a deputy, a discipline head and superiors nobody names


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry of a publication's answering persons or bodies: the ids made of it, and what followed."""

    ids: tuple[str, ...]
    role: str
    methods: tuple[str, ...]  # our keys; words that name no method of ours are left out
    exempted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """A published case as a case file, and whom it names."""

    case: Mapping[str, Any]
    entries: tuple[Entry, ...]
    tags: tuple[str, ...] = field(default=())


def sample() -> list[Record]:
    """The sample's records, in order."""
    return [json.loads(line) for line in SAMPLE.read_text("utf-8").splitlines()]


def convert(record: Record, manner: Manner | None = None) -> Published:
    """The case file of one published case."""
    return _Conversion(record, manner or Manner()).done()


class _Conversion:
    def __init__(self, record: Record, manner: Manner) -> None:
        self.record, self.manner = record, manner
        self.building = Building.of(record, superiors=manner.superiors)
        self.findings: list[dict[str, Any]] = []
        self.conduct, self.asked_on = dates_of(record)
        self.year = int(str((self.conduct or {}).get("to") or self.asked_on.year)[:4])

    def done(self) -> Published:
        """Units, people, violations and findings in this order, so that heads keep their own seats."""
        entries = tuple(self._entry(each) for each in self.record["responsible"])
        violations = list(self._violations())
        if self.manner.bystanders:
            self._bystanders()
        if self.manner.findings != "persons":
            self._found("unit", ("leadership_duty_weak",))
        return Published(case=self._case(violations), entries=entries, tags=tuple(self.record["tags"]))

    def _case(self, violations: list[dict[str, Any]]) -> dict[str, Any]:
        dates = {"asked_on": self.asked_on} | ({"conduct": self.conduct} if self.conduct else {})
        return {
            "format": "quanze/case/1",
            "id": self.record["id"],
            "title": {"zh": f"公开通报案例 {self.record['id']}（人名为虚构）", "en": self.record["incident"][:180]},
            "area": area_of(self.record["place"], province=self.manner.province),
            "dates": dates,
            "register": self.building.rows(),
            "incident": {"organization": "unit"} | self._field() | dict(self._degrees()),
            "violations": violations,
            "findings": self.findings,
        }

    def _entry(self, each: Record) -> Entry:
        keys = [m["key"] for m in each["methods"]]
        methods = tuple(METHODS[key] for key in keys if key in METHODS)
        make = self._bodies if each["target_kind"] == "organization" else self._people
        return Entry(
            ids=tuple(make(each)),
            role=each["role"],
            methods=methods,
            exempted=each.get("status") == "exempted",
        )

    def _people(self, each: Record) -> Iterator[str]:
        where = seat(each["role"], each.get("basis") or "", self.building.unit_kind, bool(each.get("superior_level")))
        for _ in range(each["count"] or 1):
            unit = self.building.free(self.building.place(where), where.role)
            person, post = self.building.person(where, unit, self.year, **self._person(each, where))
            self._portfolio(where, unit, post)
            self._leave(each, person)
            if self.manner.findings != "unit" or each.get("status") == "exempted" or unit != "unit":
                self._found(person, self._failings(each, where))
            else:
                self._found(person, ("took_part",))
            yield person

    def _person(self, each: Record, where: Seat) -> dict[str, Any]:
        found: dict[str, Any] = {"category": "village" if where.place == "village" else "civil_servant"}
        if any(METHODS.get(m["key"], "").startswith("party_") for m in each["methods"]) or "party" in each["role"]:
            found["party_member"] = True
        status = next((ours for word, ours in PRESENT.items() if word in (each.get("current_post") or "")), None)
        if status is None and "former" in f"{each['role']} {each.get('basis') or ''}":
            status = "moved"
        return found | ({"now": status} if status else {})

    def _leave(self, each: Record, person: str) -> None:
        """One who has left the post since: his tenure ends after the facts, before the question."""
        if self.building.people[-1].get("now") and self.year < self.asked_on.year:
            self.building.tenures[-1]["ends_before"] = f"{self.year + 1}-01-01"

    def _portfolio(self, where: Seat, unit: str, post: str) -> None:
        if not where.in_charge:
            return
        rows = self.building.organizations
        covers = [key for key, row in rows.items() if row.get("superior") == unit]
        row = (
            {"post": post, "as": "in_charge"}
            | ({"covers": covers} if covers else {})
            | {"fields": [self._field().get("field", "general")]}
        )
        self.building.portfolios.append(row)

    def _bodies(self, each: Record) -> Iterator[str]:
        for number in range(each["count"] or 1):
            like = self.building.organizations["unit"]
            key = "unit" if number == 0 else f"unit{number + 1}"
            self.building.organization(key, like["kind"], like["level"], like.get("superior"))
            self._found(key, ("leadership_duty_weak",))
            yield key

    def _failings(self, each: Record, where: Seat) -> tuple[str, ...]:
        """What the publication says this person failed at; a plain failing of duty where it says no more.

        Village cadres are no objects of accountability: for them it is another breach of work discipline.
        """
        if each.get("status") == "exempted":
            return ("tolerance_applies", *self._basis(each))
        kind = each.get("responsibility_kind") or each.get("responsibility_kind_inferred")
        duty = DUTIES.get(
            kind or "", "supervision_duty_weak" if "discipline" in each["role"] else "leadership_duty_weak"
        )
        by_tag = [finding for tag in self.record["tags"] for finding in FAILINGS.get(tag, ())]
        style = (
            ["eight_point_weak"]
            if any(EIGHT_POINT.search(v["violation_kind"]) for v in self.record["direct_violators"])
            else []
        )
        other = ["other_dereliction"] if where.place == "village" else []
        return tuple(dict.fromkeys([duty, *by_tag, *style, *other, *self._basis(each)]))

    def _basis(self, each: Record) -> list[str]:
        return [finding for words, finding in BASES.items() if words in (each.get("basis") or "")]

    def _found(self, about: str, findings: tuple[str, ...]) -> None:
        self.findings += [{"about": about, "finding": each, "value": True, "by": "通报"} for each in findings]

    def _violations(self) -> Iterator[dict[str, Any]]:
        for number, each in enumerate(self.record["direct_violators"], start=1):
            row = {"id": f"v{number}", "kind": each["violation_kind"]} | self._violator(each)
            sanctions = [METHODS[s["key"]] for s in each["sanction"] or () if s["key"] in METHODS]
            justice = "transfer_to_justice" in sanctions
            row |= {"sanctions": [s for s in sanctions if s != "transfer_to_justice"]} if sanctions else {}
            row |= {"transferred_to_justice": True} if justice else {}
            row |= {"amount_yuan": each["amount_yuan"]} if each["amount_yuan"] is not None else {}
            yield row | {"investigated_by": self._organ()}

    def _violator(self, each: Record) -> dict[str, Any]:
        if each["role"] in ("unit", "subordinate_units") or each["count"] is None:
            inside = each["role"] == "unit"
            below = (
                "unit"
                if inside
                else self.building.organization("below", "affiliated_unit", self.building.level, "unit")
            )
            return {"organization": below}
        if each["count"] > 1:
            return {"count": each["count"]}
        where = seat(each["role"], "", self.building.unit_kind, False)
        unit = self.building.place(where)
        if self.building.free(unit, where.role) != unit:  # a former head beside the present one
            where = Seat(where.place, "non_leading", where.title)
        person, post = self.building.person(where, unit, self.year)
        return {"person": person, "post": post}

    def _organ(self) -> str:
        organ = str(self.record["deciding_organ"]).lower()
        words = {
            "ccdi": "central",
            "central": "central",
            "provincial": "province",
            "city": "prefecture",
            "county": "county",
            "district": "county",
        }
        found = next((level for word, level in words.items() if word in organ), None)
        return found or LEVELS.get(self.record["jurisdiction_level"], "county")

    def _bystanders(self) -> None:
        """Those nobody names but who are there: a head, a deputy, a discipline head, the heads above."""
        roles = [p["role"] for p in self.building.posts if p["organization"] == "unit"]
        if not {"principal", "party_principal", "admin_principal", "village_secretary"} & set(roles):
            village = self.building.unit_kind == "village"
            self._stranger("unit", "village_secretary" if village else "principal", "主要负责人")
        self._stranger("unit", "member" if self.building.unit_kind == "village" else "deputy", "副职")
        if "discipline_head" not in roles and self.building.unit_kind not in ("village", "government"):
            self._stranger("unit", "discipline_head", "纪委书记（纪检组组长）")
        for key in ("above1", "above2"):
            if key in self.building.organizations:
                self._stranger(key, "party_principal", "书记")
                self._stranger(key, "admin_principal", "行政正职")

    def _stranger(self, unit: str, role: str, title: str) -> None:
        self.building.person(Seat("unit", role, title), unit, self.year)

    def _field(self) -> dict[str, str]:
        found = next((ours for tag, ours in FIELDS.items() if tag in self.record["tags"]), None)
        return {"field": found} if found else {}

    def _degrees(self) -> Mapping[str, str]:
        if self.manner.degrees is not None:
            return self.manner.degrees
        return {key: value for tag in self.record["tags"] for key, value in DEGREES.get(tag, {}).items()}
