"""The same rows come out of the database that went in, and so the same sheet."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import pytest

from quanze.apps.organizations.facts import TABLES, register_from_database
from quanze.apps.organizations.models import TenureRecord
from quanze.apps.organizations.services import write_rows
from quanze.apps.organizations.tests.factories import AT, city, keeper, later, lay_out
from quanze.core.casefile import read_case
from quanze.core.determination.determine import determine
from quanze.core.refusals import Refusal
from quanze.core.register import Register
from quanze.core.register.fiction.small import random_register
from quanze.core.rulebook.library import Library
from quanze.core.rulebook.loader import load_library
from quanze.core.sheet.data import as_json

ROOT = Path(__file__).resolve().parents[4]
EXAMPLES = sorted((ROOT / "examples").glob("*.yaml"))
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="session")
def library() -> Library:
    return load_library()


def as_sets(register: Register) -> dict[str, list[str]]:
    return {name: sorted(map(repr, getattr(register, name))) for name in TABLES}


@pytest.mark.parametrize("seed", range(6))
def test_every_row_comes_out_as_it_went_in(seed: int) -> None:
    register = random_register(Random(seed), 9)
    lay_out(register)
    found = register_from_database(keeper())
    known_now = {name: tuple(row for row in getattr(register, name) if row.superseded_at is None) for name in TABLES}
    assert as_sets(found) == as_sets(Register(**known_now))


def test_a_lost_row_would_be_seen() -> None:
    lay_out(city())
    TenureRecord.everything(reason="a planted fault").filter(person__code="p5").update(superseded_at=later())
    assert as_sets(register_from_database(keeper())) != as_sets(city())


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.stem)
def test_the_same_case_gives_the_same_sheet_from_a_file_and_from_the_database(file: Path, library: Any) -> None:
    data = file.read_bytes()
    case = read_case(data, name=file.name).case
    lay_out(case.register)
    stored = register_from_database(keeper())
    assert sheet(replace(case, register=stored), library) == sheet(case, library)


def sheet(case: Any, library: Any) -> Any:
    return json.loads(as_json(determine(case, library)))


def test_rows_written_twice_change_nothing() -> None:
    first = write_rows(city(), by=keeper(), at=AT, act="import")
    again = write_rows(city(), by=keeper(), at=later(), act="import")
    assert first.act is not None
    assert again.act is None


def test_instants_are_not_written_from_outside() -> None:
    rows = Register(organizations=(replace(city().organizations[0], recorded_at=AT),))
    with pytest.raises(Refusal) as refused:
        write_rows(rows, by=keeper(), at=AT, act="import")
    assert (refused.value.code, refused.value.where) == ("instants_given", "register.organizations[0]")
