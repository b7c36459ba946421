"""A nation's register put straight into the product's tables: so many prefectures, each of 8,880 posts.

Numbers only, no rule: what the tables must hold for questions about a day. Tenures lie in the order of their days, as
they come in over the years, not in the order of the tree. SQLite only; meant for a database that holds nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

POSTS_OF_A_UNIT = 148
UNITS = 66
POSTS = 60 * POSTS_OF_A_UNIT
AT = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
# A bureau goes over to another government on this day, and another one is closed.
TURN = "2015-01-01"
_TABLES = (
    "people_person", "organizations_official", "organizations_unit", "organizations_unit_record", "organizations_post",
    "organizations_post_record", "organizations_person_record", "organizations_tenure_record",
    "organizations_portfolio_record", "organizations_portfolio_target",
)  # fmt: skip
_HEADS = {
    "party_committee": "party_principal", "government": "admin_principal", "discipline_commission": "discipline_head",
    "department": "principal",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit: its number and code, its home, what it is, the number of its superior, and what became of it."""

    number: int
    code: str
    path: str
    kind: str
    superior: int | None
    moves_to: tuple[int, str] | None = None
    closes: bool = False


def code(prefecture: int, place: int = 0) -> str:
    """The code of the unit at a place (0 to 65) of a prefecture (from 0); place 0 is the prefecture itself."""
    return f"N{prefecture:03}-{place:02}"


def _kind(place: int) -> tuple[str, int | None]:
    """What stands at a place of a prefecture, and the place of its superior."""
    county, within = divmod(place - 16, 10) if place >= 16 else (-1, place)
    top = 16 + 10 * county if county >= 0 else 0
    if within == 0:
        return "territory", 0 if county >= 0 else None
    kinds = {1: "party_committee", 2: "government", 3: "discipline_commission"}
    return (kinds[within], top) if within in kinds else ("department", top + 2)


def units(prefectures: int) -> list[Unit]:
    """All units in tree order: the nation, then each prefecture's."""
    from quanze.apps.organizations import paths

    top = paths.child("", 1)
    found = [Unit(1, "N", top, "territory", None)]
    for each in range(prefectures):
        homes: dict[int, str] = {}
        below: dict[int, int] = {}
        for place in range(UNITS):
            kind, above = _kind(place)
            below[above or 0] = below.get(above or 0, 0) + (place > 0)
            homes[place] = paths.child(top, each + 1) if above is None else paths.child(homes[above], below[above])
            superior = 1 if above is None else _number(each, above)
            found.append(Unit(_number(each, place), code(each, place), homes[place], kind, superior))
    return [_turned(unit, found, prefectures) for unit in found]


def _number(prefecture: int, place: int) -> int:
    return 2 + prefecture * UNITS + place


def _turned(unit: Unit, found: list[Unit], prefectures: int) -> Unit:
    """A unit as it is after the turn: place 20 goes up to the prefecture, 30 to the next one, 40 is closed."""
    prefecture, place = divmod(unit.number - 2, UNITS)
    if unit.number == 1 or place not in (20, 30, 40):
        return unit
    to = _number(prefecture if place == 20 else (prefecture + 1) % prefectures, 2)
    moves = None if place == 40 else (to, found[to - 1].path)
    return Unit(unit.number, unit.code, unit.path, unit.kind, unit.superior, moves, place == 40)


def lay_out(prefectures: int) -> None:
    """Fill the tables of an empty register. Its triggers rest meanwhile, and its indexes are made at the end."""
    from django.db import connection

    from quanze.apps.organizations import guards
    from quanze.apps.organizations.models import Act
    from quanze.apps.organizations.storage import stored

    act = Act(event="register:rows:written", at=AT)
    act.save(force_insert=True)
    guards.lower_guards(connection)
    made = units(prefectures)
    with connection.cursor() as cursor, _without_indexes(cursor):
        _lay_units(cursor, made, {"act": act.pk, "now": stored(AT)})
        _lay_posts(cursor, act.pk, stored(AT))
        _lay_portfolios(cursor, made, (act.pk, stored(AT)))
        cursor.execute("DROP TABLE bench_unit")
        cursor.execute("DROP TABLE bench_number")
        cursor.execute("DROP TABLE bench_term")
    connection.check_constraints(table_names=["organizations_unit_record", "organizations_portfolio_record"])
    guards.raise_guards(connection)


@contextmanager
def _without_indexes(cursor: Any) -> Iterator[None]:
    named = ", ".join(f"'{table}'" for table in _TABLES)
    kept = f"SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name IN ({named})"
    indexes = cursor.execute(kept).fetchall()
    for name, _ in indexes:
        cursor.execute(f'DROP INDEX "{name}"')
    yield
    for _, statement in indexes:
        cursor.execute(statement)


def _lay_units(cursor: Any, made: list[Unit], stamp: dict[str, Any]) -> None:
    cursor.executemany(
        "INSERT INTO organizations_unit (id, code, path, compartment) VALUES (%s, %s, %s, 'register')",
        [(unit.number, unit.code, unit.path) for unit in made],
    )
    cursor.executemany(
        "INSERT INTO organizations_unit_record (unit_id, path, kind, superior_id, name, starts_on, ends_before, away, "
        "above, level, line, dispatched_by, compartment, act_id, recorded_at) "
        f"VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, '', '', '', 'register', {stamp['act']}, '{stamp['now']}')",
        [row for unit in made for row in _records(unit)],
    )
    cursor.execute("CREATE TEMP TABLE bench_unit (id integer, path text, head text, closes text)")
    cursor.executemany(
        "INSERT INTO bench_unit VALUES (%s, %s, %s, %s)",
        [(unit.number, unit.path, _HEADS[unit.kind], TURN if unit.closes else None) for unit in made
         if unit.kind in _HEADS],
    )  # fmt: skip


def _records(unit: Unit) -> Iterator[tuple[Any, ...]]:
    said = (unit.number, unit.path, unit.kind)
    until = TURN if unit.closes or unit.moves_to else None
    yield (*said, unit.superior, f"机构{unit.code}", None, until, False, "")
    if unit.moves_to:
        yield (*said, unit.moves_to[0], f"机构{unit.code}", TURN, None, True, unit.moves_to[1])


def _lay_posts(cursor: Any, act: int, now: str) -> None:
    cursor.execute("CREATE TEMP TABLE bench_number (n integer)")
    cursor.executemany("INSERT INTO bench_number VALUES (%s)", [(n,) for n in range(POSTS_OF_A_UNIT)])
    cursor.execute("CREATE TEMP TABLE bench_term (k integer)")
    cursor.executemany("INSERT INTO bench_term VALUES (%s)", [(k,) for k in range(3)])
    stamp = f"'register', {act}, '{now}'"
    cursor.execute(
        "INSERT INTO organizations_post (id, code, unit_id, compartment) "
        f"SELECT (u.rowid - 1) * {POSTS_OF_A_UNIT} + n + 1, "
        f"printf('P%%08d', (u.rowid - 1) * {POSTS_OF_A_UNIT} + n + 1), u.id, 'register' "
        "FROM bench_unit u, bench_number ORDER BY u.rowid, n", []
    )  # fmt: skip
    cursor.execute(
        "INSERT INTO organizations_post_record (post_id, unit_id, path, away, title, role, rank, managed_by, "
        "co_managed_by, seats, ends_before, compartment, act_id, recorded_at) "
        "SELECT p.id, u.id, u.path, 0, '职务', CASE (p.id - 1) %% 148 WHEN 0 THEN u.head WHEN 1 THEN 'deputy' "
        f"WHEN 2 THEN 'deputy' WHEN 3 THEN 'deputy' ELSE 'staff' END, '', '', '', 1, u.closes, {stamp} "
        "FROM organizations_post p JOIN bench_unit u ON u.rowid = (p.id - 1) / 148 + 1 ORDER BY p.id", []
    )  # fmt: skip
    _lay_people(cursor, stamp)
    _lay_tenures(cursor, stamp)


def _lay_people(cursor: Any, stamp: str) -> None:
    """As many as there are posts, and two: each goes through three posts."""
    numbers = "SELECT id FROM organizations_post UNION ALL SELECT (SELECT MAX(id) FROM organizations_post) + v FROM "
    numbers = f"WITH person AS ({numbers} (SELECT 1 v UNION SELECT 2)) "
    cursor.execute(
        f"{numbers} INSERT INTO people_person (id, public_id, name, identity_sealed, identity_mark, gender, "
        "category, now, compartment) "
        "SELECT id, printf('%%016x', id), '石' || id, '', '', '', '', '', 'people' FROM person", []
    )  # fmt: skip
    cursor.execute(
        "INSERT INTO organizations_official (person_id, code, compartment) "
        "SELECT id, printf('H%%08d', id), 'register' FROM people_person", []
    )  # fmt: skip
    cursor.execute(
        "INSERT INTO organizations_person_record (person_id, name, now, category, compartment, act_id, recorded_at) "
        f"SELECT id, name, '', '', {stamp} FROM people_person", []
    )  # fmt: skip


def _lay_tenures(cursor: Any, stamp: str) -> None:
    """Three for each post, one after the other; in the order in which they begin, days scattered over the years."""
    start = "date('2008-01-01', '+' || ({0} * 1500 + (p.post_id * 7919) %% 1400) || ' days')"
    ends = f"CASE k WHEN 2 THEN p.ends_before ELSE min({start.format('(k + 1)')}, coalesce(p.ends_before, '9999')) END"
    cursor.execute(
        "INSERT INTO organizations_tenure_record (person_id, post_id, unit_id, path, acting, concurrent, rank, "
        "starts_on, ends_before, compartment, act_id, recorded_at) "
        f"SELECT p.post_id + k, p.post_id, p.unit_id, p.path, 0, 0, '', {start.format('k')} AS began, {ends}, {stamp} "
        "FROM bench_term, organizations_post_record p "
        f"WHERE p.ends_before IS NULL OR {start.format('k')} < p.ends_before ORDER BY began, p.post_id * 104729 %% 999983",
        [],
    )


def _lay_portfolios(cursor: Any, made: list[Unit], stamp: tuple[int, str]) -> None:
    """Each department is looked after by one of the three deputies of its government at home."""
    heads = {unit: number * POSTS_OF_A_UNIT + 1 for number, unit in enumerate(
        unit.number for unit in made if unit.kind in _HEADS)}  # fmt: skip
    departments = [unit for unit in made if unit.kind == "department"]
    cursor.executemany(
        "INSERT INTO organizations_portfolio_record (id, post_id, unit_id, fields, manner, compartment, act_id, "
        "recorded_at) VALUES (%s, %s, %s, '[]', 'in_charge', 'register', %s, %s)",
        [(n, heads[unit.superior or 0] + 1 + n % 3, unit.superior, *stamp) for n, unit in enumerate(departments, 1)],
    )
    cursor.executemany(
        "INSERT INTO organizations_portfolio_target (record_id, number, code, compartment) VALUES (%s, 0, %s, 'register')",
        [(n, unit.code) for n, unit in enumerate(departments, 1)],
    )
