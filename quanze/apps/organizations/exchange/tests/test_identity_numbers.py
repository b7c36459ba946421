"""Persons are found by identity number within the caller's reach, and nothing tells of those beyond it."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest

from quanze.apps.access.caller import Caller
from quanze.apps.accounts.tests.factories import caller_of
from quanze.apps.organizations.exchange import persons, selectors
from quanze.apps.organizations.exchange.checking import typed
from quanze.apps.organizations.exchange.findings import Findings
from quanze.apps.organizations.exchange.reading import read_files
from quanze.apps.organizations.exchange.services import EVENT, import_files, preview
from quanze.apps.organizations.exchange.tables import silent
from quanze.apps.organizations.exchange.tests.samples import (
    AT,
    LATER,
    Book,
    clerk_everywhere,
    county,
    row,
    workbook,
)
from quanze.apps.organizations.models import Act, Unit
from quanze.apps.organizations.services import writing
from quanze.apps.organizations.services.writing import values_of_any
from quanze.core.ledger.digests import digest

pytestmark = pytest.mark.django_db
BY = clerk_everywhere()


def numbered(number: str) -> Book:
    """Somebody new of an identity number, for a post of the water bureau."""
    return {"tenures": [row("tenures", name="新人", identity_no=number, post="WR-3", starts_on="2020-01-01")]}


def clerk_of_the_water_bureau() -> Caller:
    reached = Unit.everything(reason="test").filter(code__startswith="QH-WR").values_list("pk", flat=True)
    return caller_of("register_clerk", units=frozenset(reached), at=LATER)


def told(number: str, by: Caller) -> list[str]:
    return [each.text() for each in preview(workbook(numbered(number)), by=by).faults]


def test_a_file_cannot_ask_who_stands_beyond_reach_by_identity_numbers() -> None:
    book = county()
    book["tenures"][4]["identity_no"] = "110105194912310054"
    import_files(workbook(book), by=BY, at=AT)
    clerk = clerk_of_the_water_bureau()
    assert told("110105194912310054", clerk) == told("110105194912310070", clerk) == []
    assert import_files(workbook(numbered("110105194912310054")), by=clerk, at=LATER).report.changes == 2
    assert [each.reason.code for each in preview(workbook(numbered("110105194912310054")), by=BY).faults] == [
        "number_doubled"
    ]


def test_an_import_that_matched_everybody_would_tell(monkeypatch: pytest.MonkeyPatch) -> None:
    """The planted fault: numbers looked for among persons whom the caller cannot see."""
    book = county()
    book["tenures"][4]["identity_no"] = "110105194912310054"
    import_files(workbook(book), by=BY, at=AT)
    clerk = clerk_of_the_water_bureau()
    everybody = partial(selectors.persons_of_numbers, by=BY)
    monkeypatch.setattr(persons, "persons_of_numbers", lambda numbers, by: everybody(numbers))
    assert told("110105194912310054", clerk) != told("110105194912310070", clerk)


def test_a_code_beyond_reach_tells_neither_name_nor_number() -> None:
    import_files(workbook(county()), by=BY, at=AT)
    clerk, found = clerk_of_the_water_bureau(), set()
    for name in ("秦岭", "秦山"):
        book: Book = {"tenures": [row("tenures", person="p4", name=name, post="WR-3", starts_on="2020-01-01")]}
        found.add(tuple(each.text() for each in preview(workbook(book), by=clerk).faults))
    assert len(found) == 1


def guessed(candidates: list[str]) -> list[str]:
    """Which of some numbers is the imported one, by whoever holds a dump of the database and no key."""
    kept = Act.everything(reason="test").get(key="k").request
    plain = {digest([EVENT, "import", _columns(numbered(each))], "sha256"): each for each in candidates}
    return [plain[kept]] if kept in plain else []


def _columns(book: Book) -> Any:
    read = [typed(table, Findings(), silent).table for table in read_files(workbook(book), Findings())]
    return [[table.name, [list(map(values_of_any, column)) for column in table.columns.values()]] for table in read]


def test_what_a_repeated_import_is_known_by_tells_no_identity_number() -> None:
    import_files(workbook(county()), by=BY, at=AT)
    first = import_files(workbook(numbered("110105194912310070")), by=BY, at=LATER, key="k")
    assert guessed(["110105194912310054", "110105194912310070"]) == []
    again = import_files(workbook(numbered("110105194912310070")), by=BY, at=LATER, key="k")
    assert again.done.repeated
    assert again.done.act == first.done.act


def test_a_plain_digest_would_tell_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """The planted fault: the digest kept as it is."""
    monkeypatch.setattr(writing, "stamp", lambda content, purpose: content["request"])
    import_files(workbook(county()), by=BY, at=AT)
    import_files(workbook(numbered("110105194912310070")), by=BY, at=LATER, key="k")
    assert guessed(["110105194912310054", "110105194912310070"]) == ["110105194912310070"]
