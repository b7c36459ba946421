"""Whose organ acts: where a government stands above a unit, party organs are its territory's party committee's."""

from __future__ import annotations

from quanze.core.determination.result import Sheet
from tests.core.determination.cases import Data, add, base, drop, find, row
from tests.core.determination.conftest import Ask


def under_a_government() -> Data:
    """The base case in 2012, its bureau below a government beside a party committee."""
    days = {"conduct": {"from": "2012-03-01", "to": "2012-10-31"}, "discovered": "2012-11-10", "filed": "2012-11-15"}
    data = base(findings=find("bureau", "lax_management"), dates={**days, "asked_on": "2013-03-01"})
    for id, kind in (("shi-wei", "party_committee"), ("shi-fu", "government")):
        add(data, "organizations", id=id, name=id, kind=kind, level="prefecture", superior="city")
    row(data, "organizations", "bureau")["superior"] = "shi-fu"
    return data


def deciders(sheet: Sheet) -> set[str | None]:
    """Whose organs decide about bodies and units."""
    bodies = (each for each in sheet.parties if not each.party.get("person"))
    return {each.competence.decide.of for each in bodies if each.competence.decide}


def test_party_organs_are_the_committees_and_never_the_governments(ask: Ask) -> None:
    assert deciders(ask(under_a_government())) == {"shi-wei"}


def test_without_a_committee_in_the_register_the_unit_above_is_named(ask: Ask) -> None:
    data = under_a_government()
    drop(data, "organizations", "shi-wei")
    assert deciders(ask(data)) == {"shi-fu"}
