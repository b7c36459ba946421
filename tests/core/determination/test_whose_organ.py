"""Whose organ acts: where a government stands above a unit, party organs are its territory's party committee's."""

from __future__ import annotations

import pytest

from quanze.core.determination.bars import track_of
from quanze.core.determination.result import Sheet
from quanze.core.sheet.competent import organ as organ_text
from quanze.core.sheet.reader import Reader
from tests.core.determination.cases import Data, add, base, drop, find, in_2022, row
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


def test_a_state_sanction_is_never_the_party_commissions(ask: Ask) -> None:
    """ZW2020 art. 16: the supervision organ decides it, or the appointing organ."""
    sheet = ask(in_2022(incident={"harm": "serious", "circumstances": "serious"}))
    found = [
        each
        for party in sheet.parties
        for phase in (party.competence.start, party.competence.investigate, party.competence.decide)
        for each in ((phase, *phase.by_method) if phase else ())
    ]
    state = [each for each in found if any(track_of(m) == "state" for m in each.methods)]
    assert state
    assert {each.organ for each in state} == {"supervision_commission"}


@pytest.mark.parametrize(
    ("organ", "unit", "zh", "en"),
    [
        ("discipline_commission", "金渡市纪委", "金渡市纪委", "金渡市纪委"),
        ("discipline_commission", "金渡市党委", "有管理权限的纪律检查机关（按金渡市党委的管理权限）", None),
        ("supervision_commission", "金渡市某局", "有管理权限的监察机关（按金渡市某局的管理权限）", None),
        ("organization_department", "金渡市委组织部", "金渡市委组织部", "金渡市委组织部"),
        ("party_committee", "金渡市党委", "金渡市党委", "金渡市党委"),
        ("deciding_organ", "金渡市党委", "作出决定的机关（金渡市党委）", "organ that decided (金渡市党委)"),
    ],
)
def test_no_name_is_put_together(organ: str, unit: str, zh: str, en: str | None) -> None:
    names = {"u": unit}
    assert organ_text(organ, "u", Reader(lang="zh", names=names)) == zh
    english = organ_text(organ, "u", Reader(lang="en", names=names))
    assert english == en or (en is None and f"(by the authority of {unit})" in english)


def test_what_stands_above_the_register_is_the_next_higher_organ_without_a_name() -> None:
    assert organ_text("next_higher_organ", "next_higher", Reader(lang="zh")) == "上一级机关"
