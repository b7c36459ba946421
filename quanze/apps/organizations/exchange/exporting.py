"""The register as files that go out: what stands, as far as the caller may export it; the look is recorded first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from quanze.apps.access.caller import Caller
from quanze.apps.access.checks import check_fresh_factor, check_may
from quanze.apps.access.context import acting
from quanze.apps.audit.services import record_read
from quanze.apps.organizations.exchange.facets import what_it_is, who_holds_it
from quanze.apps.organizations.exchange.laying_out import as_csv, as_xlsx
from quanze.apps.organizations.exchange.merging import by_thing
from quanze.apps.organizations.exchange.selectors import concurrent_tenures, identity_numbers
from quanze.apps.organizations.exchange.sheets import SHEETS, Sheet
from quanze.apps.organizations.facts import TABLES, rows_of
from quanze.apps.organizations.models import Official
from quanze.apps.people.models import Person as NaturalPerson

ACTION = "register:export"
Values = Mapping[str, Any]


def export(
    *, by: Caller, at: datetime, form: str = "xlsx", encoding: str = "utf-8", reason: str = ""
) -> dict[str, bytes]:
    """File name → bytes: one workbook ("xlsx"), or one csv a sheet ("csv", in "utf-8" or "gb18030").

    What stands now, of every period, that ``register:export`` reaches; identity numbers as far as the caller may
    read them. Imported again the files change nothing. Raises Refusal: not_permitted, step_up_needed, cell_too_long.
    """
    check_may(by, ACTION)
    check_fresh_factor(by)
    with acting(by):
        record_read(
            by=by, at=at, event="register:record:read", object_kind="register", object_id="export", reason=reason
        )
        values = tables_of(by)
        if form == "xlsx":
            return {"register.xlsx": as_xlsx({sheet.key: written(sheet, values[sheet.key]) for sheet in SHEETS}, at=at)}
        return {
            f"{sheet.label.zh}.csv": as_csv(sheet, written(sheet, values[sheet.key]), encoding=encoding) for sheet in SHEETS
        }  # fmt: skip


def written(sheet: Sheet, rows: Iterable[Values]) -> Iterator[list[str]]:
    """The rows as text, in the order of the sheet's columns."""
    columns = [(column.key, column.kind) for column in sheet.columns]
    for row in rows:
        yield [kind.written(row.get(key)) for key, kind in columns]


def tables_of(by: Caller) -> dict[str, Iterable[Values]]:
    """The rows of each sheet by the keys of its columns; things by code, each one's rows by day."""
    units = _standing("organizations", by)
    posts = by_thing((row for _, row in _standing("posts", by)), lambda row: row.id)
    duties, bodies, away = ([row for _, row in _standing(name, by)] for name in ("portfolios", "bodies", "absences"))
    return {
        "units": (_values(row) | {"code": row.id} for _, row in sorted(units, key=lambda pair: _order(pair[1].id, pair[1]))),
        "posts": (_values(row) | {"code": row.id} for rows in _sorted(posts) for row in what_it_is(rows)),
        "tenures": _people(by),
        "portfolios": (_values(row) for row in sorted(duties, key=lambda row: _order(row.post, row))),
        "bodies": (
            _values(row) | {"code": row.id, "organization": row.of}
            for row in sorted(bodies, key=lambda row: _order(row.id, row))
        ),
        "absences": (_values(row) for row in sorted(away, key=lambda row: _order(row.person, row))),
        "authorities": (_values(row) for rows in _sorted(posts) for row in who_holds_it(rows)),
    }  # fmt: skip


def _standing(name: str, by: Caller) -> list[tuple[int, Any]]:
    table = TABLES[name]
    records = table.visible.to(by).filter(table.reached(by, ACTION), superseded_at=None)
    return list(rows_of(name, records))


def _values(row: Any) -> dict[str, Any]:
    fields = [name for base in type(row).__mro__ for name in getattr(base, "__slots__", ())]
    return {name: getattr(row, name) for name in fields}


def _order(code: str, row: Any) -> tuple[str, date]:
    return code, row.starts_on or date.min


def _sorted(things: Mapping[str, list[Any]]) -> list[list[Any]]:
    return [things[code] for code in sorted(things)]


def _people(by: Caller) -> Iterator[Values]:
    """A row for each tenure with the facts of its person, then one for each person without any."""
    people = {row.id: row for _, row in _standing("people", by)}
    natural = _natural(by)
    tenures = _standing("tenures", by)
    concurrent = concurrent_tenures(number for number, _ in tenures)
    seen = set()
    for number, row in sorted(tenures, key=lambda pair: (*_order(pair[1].person, pair[1]), pair[1].post)):
        seen.add(row.person)
        of_tenure = {"acting": row.acting or None, "concurrent": number in concurrent or None}
        yield _facts(row.person, people, natural) | _values(row) | of_tenure
    for code in sorted(people.keys() - seen):
        yield _facts(code, people, natural)


def _facts(code: str, people: Mapping[str, Any], natural: Mapping[str, Values]) -> dict[str, Any]:
    row = people.get(code)
    known = {} if row is None else {name: getattr(row, name) for name in ("name", "now", "party_member", "category")}
    return {"person": code, **known, **natural.get(code, {})}


def _natural(by: Caller) -> Mapping[str, Values]:
    """Code → gender, birth and identity number, each as far as the caller may see it."""
    codes = dict(Official.visible.to(by).values_list("person_id", "code"))
    seen = NaturalPerson.visible.to(by).values_list("pk", "gender", "birth")
    found: dict[str, dict[str, Any]] = {
        codes[pk]: {"gender": gender, "birth": birth} for pk, gender, birth in seen if pk in codes
    }
    for pk, number in identity_numbers(by):
        if pk in codes:
            found.setdefault(codes[pk], {})["identity_no"] = number
    return found
