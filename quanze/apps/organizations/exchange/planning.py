"""From typed tables to one change of the register, with the place in the files of every row of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from quanze.apps.access.caller import Caller, Reach
from quanze.apps.organizations.exchange.building import Given, Source, built
from quanze.apps.organizations.exchange.checking import Typed
from quanze.apps.organizations.exchange.circles import circles
from quanze.apps.organizations.exchange.facets import merge_posts
from quanze.apps.organizations.exchange.findings import Findings, Reason
from quanze.apps.organizations.exchange.merging import Count, Merged, merge, merge_alike
from quanze.apps.organizations.exchange.persons import is_concurrent, people_of
from quanze.apps.organizations.exchange.references import check_references, look_up
from quanze.apps.organizations.exchange.selectors import Known, concurrent_tenures, reached_units, stored_rows
from quanze.apps.organizations.services.change import Change
from quanze.apps.organizations.services.persons import PersonsGiven

_ORDER = ("organizations", "bodies", "posts", "people", "tenures", "portfolios", "absences")


@dataclass(frozen=True, slots=True)
class Plan:
    """What an import would do: the change, the sources of its drafts list by list, new persons, counts by sheet."""

    change: Change
    sources: Mapping[str, Sequence[Source]]
    persons: PersonsGiven = field(default_factory=dict)
    counts: Mapping[str, Count] = field(default_factory=dict)


def plan(tables: Sequence[Typed], by: Caller, findings: Findings) -> Plan:
    """The plan of an import; what forbids it goes to ``findings``. The caller must be known to the database."""
    known = look_up(tables, by)
    check_references(tables, known, findings)
    given = {table.table.sheet.key: list[Given[Any]]() for table in tables}
    for table in tables:
        given[table.table.sheet.key] += built(table)
    _check_reach(tables, given, known, by, findings)
    return _merged(tables, given, known, by, findings)


def _merged(
    tables: Sequence[Typed], given: Mapping[str, list[Given[Any]]], known: Known, by: Caller, findings: Findings
) -> Plan:
    people = people_of([table for table in tables if table.table.sheet.key == "tenures"], by, findings)
    lists: dict[str, Merged] = {"people": people.merged}
    units = given.get("units", [])
    stored = list(stored_rows(by, "organizations", _standing((each.row.id for each in units), known.units)))
    lists["organizations"] = merge(units, stored, lambda row: row.id, findings)
    posts, held = given.get("posts", []), given.get("authorities", [])
    named = (*(each.row.id for each in posts), *(each.row.post for each in held))
    stored_posts = list(stored_rows(by, "posts", _standing(named, known.posts)))
    lists["posts"], authorities = merge_posts(posts, held, stored_posts, findings)
    lists["tenures"] = _tenures(people.tenures, known, by, findings)
    duties = given.get("portfolios", [])
    stored_duties = stored_rows(by, "portfolios", _standing((each.row.post for each in duties), known.posts))
    lists["portfolios"] = merge_alike(
        duties, stored_duties, lambda row: row.post, lambda row: (row.starts_on, row.manner)
    )
    lists |= _bodies_and_absences(given, known, by, findings)
    counts = {"units": lists["organizations"].count, "authorities": authorities}
    counts |= {name: lists[name].count for name in _ORDER[1:]}
    return _plan_of(lists, people.persons, counts)


def _plan_of(lists: Mapping[str, Merged], persons: PersonsGiven, counts: Mapping[str, Count]) -> Plan:
    drafts = {name: tuple(lists[name].drafts) for name in _ORDER if lists[name].drafts}
    ends = {name: tuple(lists[name].ends) for name in _ORDER if lists[name].ends}
    return Plan(Change(drafts, ends), {name: lists[name].sources for name in _ORDER}, persons, counts)


def _bodies_and_absences(
    given: Mapping[str, list[Given[Any]]], known: Known, by: Caller, findings: Findings
) -> dict[str, Merged]:
    bodies, away = given.get("bodies", []), given.get("absences", [])
    stored = list(stored_rows(by, "bodies", {each.row.id for each in bodies} & known.bodies))
    stored_away = stored_rows(by, "absences", {each.row.person for each in away} & known.people)
    return {
        "bodies": merge(bodies, stored, lambda row: row.id, findings),
        "absences": merge_alike(away, stored_away, lambda row: row.person, lambda row: row.starts_on),
    }


def _tenures(given: Sequence[Given[Any]], known: Known, by: Caller, findings: Findings) -> Merged:
    pairs = {(each.row.person, each.row.post) for each in given}
    stored = [
        (number, row)
        for number, row in stored_rows(by, "tenures", _standing((post for _, post in pairs), known.posts))
        if (row.person, row.post) in pairs
    ]
    concurrent = frozenset(concurrent_tenures(number for number, _ in stored))
    return merge(given, stored, lambda row: (row.person, row.post), findings, concurrent, is_concurrent)


def _standing(codes: Iterable[str], known: Mapping[str, Any]) -> set[str]:
    """Only things that stand already can have rows."""
    return {code for code in codes if code in known} if known else set()


def _check_reach(
    tables: Sequence[Typed], given: Mapping[str, list[Given[Any]]], known: Known, by: Caller, findings: Findings
) -> None:
    """A fault at each row that belongs to a unit beyond the caller's grants."""
    reached = reached_units(by)
    if reached is None:
        return
    units = given.get("units", [])
    new = [each for each in units if each.row.id not in known.units]
    within = _reached_codes(units, known, reached, _in_circles(new, findings), tops=_may_begin(by))
    posts = {each.row.id: each.row.organization for each in given.get("posts", [])}

    def post_within(code: str) -> bool:
        if code in posts:
            return posts[code] in within
        return code not in known.posts or known.posts[code] in reached

    below_none = _new_tops(given.get("units", []), within, by)
    for each in given.get("units", []):
        if each.row.superior is None and each.row.id in below_none:
            findings.fault(each.source.place("superior"), _top())
        elif each.row.id not in within:
            findings.fault(each.source.place("code"), _beyond())
    owners = [(each, each.row.organization) for each in given.get("posts", [])]
    for each, organization in (*owners, *((each, each.row.of) for each in given.get("bodies", []))):
        if organization not in within:
            findings.fault(each.source.place("organization"), _beyond())
    for key in ("portfolios", "authorities"):
        for each in given.get(key, []):
            if not post_within(each.row.post):
                findings.fault(each.source.place("post"), _beyond())
    for table in (table for table in tables if table.table.sheet.key == "tenures"):
        for index, code in enumerate(table.columns["post"]):
            if index not in table.bad and code is not None and not post_within(code):
                findings.fault(table.table.place(index, "post"), _beyond())


def _in_circles(new: Sequence[Given[Any]], findings: Findings) -> set[str]:
    """A fault for each circle of new units alone, and their codes: nobody can tell what such units lie below."""
    codes: set[str] = set()
    for each, units, reason in circles(new, "superior", lambda each: True):
        findings.fault(each.source.place("superior"), reason)
        codes.update(units)
    return codes


def _reached_codes(
    units: Sequence[Given[Any]], known: Known, reached: frozenset[int], circling: set[str], *, tops: bool
) -> set[str]:
    """Units within reach: those granted, and new ones that the files put below them; ``tops``: or below none."""
    within = {code for code, number in known.units.items() if number in reached} | circling
    waiting = [each.row for each in units if each.row.id not in known.units]
    within |= {row.id for row in waiting if tops and row.superior is None}
    while fresh := {row.id for row in waiting if row.superior in within}:
        within |= fresh
        waiting = [row for row in waiting if row.id not in within]
    return within


def _new_tops(units: Sequence[Given[Any]], within: set[str], by: Caller) -> set[str]:
    """Codes of rows without superior, but those of units within reach that stand without one already."""
    if _may_begin(by):
        return set()
    codes = {each.row.id for each in units if each.row.superior is None}
    standing = stored_rows(by, "organizations", sorted(codes & within))
    return codes - {row.id for _, row in standing if row.superior is None}


def _may_begin(by: Caller) -> bool:
    return by.may("register:begin") is Reach.ALL


def _top() -> Reason:
    return Reason(
        "top_unit", "请填写上级单位编号；最上级单位由本机操作人用 quanze register begin 登记",
        "give the code of its superior; a top unit is recorded at the console (quanze register begin)",
    )  # fmt: skip


def _beyond() -> Reason:
    return Reason(
        "beyond_reach", "没有找到，或者不在您可导入的单位范围内", "not found, or not within the units that you may import into"
    )  # fmt: skip
