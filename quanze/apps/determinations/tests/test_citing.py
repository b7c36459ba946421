"""Which determinations cite a row is kept with each of them, for those asked before the table was made as well."""

from __future__ import annotations

import json

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor

from quanze.apps.access.caller import Caller
from quanze.apps.accounts.tests.factories import AT, caller_of
from quanze.apps.determinations.citing import rows_cited
from quanze.apps.determinations.models import Citation, Concerned, Determination
from quanze.apps.determinations.selectors import citing
from quanze.apps.determinations.tests.cases import town, violator
from quanze.apps.determinations.tests.laid_out import kin_to, named_for, place
from quanze.core.refusals import Refusal

BEFORE, AFTER = ("determinations", "0003_draft"), ("determinations", "0004_citation")
ROW = ("YY2009", "big-case-city")
Lines = set[tuple[str, str, str, str]]


def lines() -> Lines:
    found = Citation.everything(reason="test").values_list("determination__public_id", "compartment", "rulebook", "row")
    return set(found)


def found_by(caller: Caller) -> set[str]:
    rows = citing(*ROW, by=caller, at=AT)
    return set(rows.values_list("determination__public_id", flat=True))


def test_a_citation_is_whatever_names_a_rulebook_and_a_row_wherever_it_stands() -> None:
    sheet = {
        "parties": [{"clauses": [{"cite": {"rulebook": "WZ2019", "row": "7-8"}, "because": []}]}],
        "deadlines": [{"cite": {"rulebook": "JG2019", "row": "22"}}, {"cite": {"rulebook": "JG2019", "row": "22"}}],
        "rulebooks": [{"rulebook": "CF2023", "version": "2024-01-01"}],
        "warnings": [{"cite": {"rulebook": "CF2023", "row": ""}}],
    }
    assert rows_cited(sheet) == [("JG2019", "22"), ("WZ2019", "7-8")]


@pytest.mark.django_db
def test_what_a_sheet_cites_is_kept_with_it() -> None:
    row = place().ask().determination
    cited = rows_cited(json.loads(bytes(row.sheet)))
    assert ROW in cited
    assert lines() == {(row.public_id, row.compartment, *each) for each in cited}


@pytest.mark.django_db
def test_who_was_named_for_one_finds_that_one_and_its_asker_both() -> None:
    town_ = place()
    asker = town_.officer()
    first, second = (town_.ask(asker).determination.public_id for _ in range(2))
    assert found_by(named_for(first, person=920_000)) == {first}
    assert found_by(asker) == {first, second}


@pytest.mark.django_db
def test_whoever_is_kin_to_a_person_concerned_finds_none() -> None:
    town_ = place()
    asker = town_.officer()
    number = town_.ask(asker).determination.public_id
    assert found_by(asker) == {number}
    assert found_by(kin_to(asker, town_.person(violator(town())[0]))) == set()


@pytest.mark.django_db
def test_who_may_read_no_determination_is_refused() -> None:
    with pytest.raises(Refusal) as refused:
        citing(*ROW, by=caller_of("system_administrator"), at=AT)
    assert refused.value.code == "not_permitted"


@pytest.mark.django_db
def test_a_citation_is_never_changed_or_removed() -> None:
    place().ask()
    table = Citation._meta.db_table
    for statement in (f"UPDATE {table} SET row = 'x'", f"DELETE FROM {table}"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    assert lines()


@pytest.mark.django_db
def test_the_newest_are_found_by_the_index_and_no_sheet_is_read() -> None:
    asker = place().officer()
    statement = str(citing(*ROW, by=asker, at=AT).order_by("-asked_at", "compartment").values("asked_at")[:51].query)
    assert "sheet" not in statement
    if connection.vendor == "sqlite":
        rows = citing(*ROW, by=asker, at=AT).order_by("-asked_at", "compartment")[:51]
        assert "citation_newest" in rows.explain()


@pytest.mark.django_db(transaction=True)
def test_an_upgrade_finds_what_was_asked_before_it() -> None:
    town_ = place()
    for _ in range(2):
        town_.ask()
    before, numbers = lines(), Determination.everything(reason="test").count()
    try:
        MigrationExecutor(connection).migrate([BEFORE])
        assert Citation._meta.db_table not in connection.introspection.table_names()
    finally:
        MigrationExecutor(connection).migrate([AFTER])
    assert numbers == 2
    assert lines() == before
    assert Concerned.everything(reason="test").exists()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM determinations_citation")
