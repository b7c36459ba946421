"""The shipped packs: all there, all sound, counting what the sources count."""

from __future__ import annotations

from collections import Counter

import pytest

from quanze.core.rulebook import words
from quanze.core.rulebook.checker import check_pack, main
from quanze.core.rulebook.loader import load_library, pack_folders, shipped_rules
from quanze.core.rulebook.lookup import methods_of
from quanze.core.words import GROUPS
from tests.core.rulebook.plants import FOLDERS, findings, pack

NAMED = (
    "RZ1998 RZ2010 WZ2009 WZ2016 WZ2019 CF1997 CF2003 CF2015 CF2018 CF2023 ZW2020 XZ2007 ZZ2021 YJ2015 RY2019 PQ2022 "
    "JG2019 JK2020 ZT2020 PZ2022 DZ2019 GW2018 JCS2021 ZD5 ZD11 DF SD2017 YY2008 YY2009 TZ2008 LD2012 KM DH SM HS HZ XJ "
    "YY-sample TZ-sample"
).split()
LEAST_CLAUSES, LEAST_EXAMPLES = 200, 700
OFF = {"XJ", "YY-sample", "TZ-sample"}
LIBRARY = load_library()


def test_every_rulebook_the_product_promises_is_there() -> None:
    assert set(NAMED) <= set(FOLDERS)
    assert set(LIBRARY.packs) == set(FOLDERS)


@pytest.mark.parametrize("name", sorted(FOLDERS))
def test_the_pack_passes_the_checker(name: str) -> None:
    assert [refusal.text("en") for refusal in check_pack(FOLDERS[name], findings())] == []


def test_the_checker_run_alone_finds_no_fault_in_the_shipped_packs() -> None:
    assert main([str(FOLDERS["HZ"]), str(FOLDERS["KM"])]) == 0


def test_there_are_enough_clauses_and_examples_to_speak_of() -> None:
    clauses = [clause for name in FOLDERS for clause in LIBRARY.rulebook(name).clauses]
    rows = [row for name in FOLDERS for rows in pack(name).values() if isinstance(rows, list) for row in rows]
    examples = [e for row in rows if isinstance(row, dict) for e in row.get("examples", ())]
    assert len(clauses) > LEAST_CLAUSES
    assert len(examples) > LEAST_EXAMPLES


def test_samples_and_the_event_table_are_off_and_nothing_else_is() -> None:
    assert {name for name, identity in LIBRARY.identities.items() if identity.off} == OFF


def test_samples_say_so_in_title_and_in_every_row() -> None:
    for name in ("YY-sample", "TZ-sample"):
        identity = LIBRARY.identities[name]
        assert identity.kind == "sample"
        assert "样例" in identity.title["zh"]
        assert "sample" in identity.title["en"].casefold()
        assert all("样例" in c.summary["zh"] for c in LIBRARY.rulebook(name).clauses)


def test_the_yiyang_sample_has_four_levels_of_ten_and_seven_of_thirteen() -> None:
    clauses = LIBRARY.rulebook("YY-sample").clauses
    bodies = [c for c in clauses if c.to.kinds == ("body",)]
    persons = [c for c in clauses if c.to.kinds == ("person",)]
    assert (len(bodies), {c.grade for c in bodies}) == (10, {1, 2, 3, 4})
    assert (len(persons), {c.grade for c in persons}) == (13, {1, 2, 3, 4, 5, 6, 7})
    assert len(clauses) == 23


def test_the_tongzhou_sample_has_thirteen_areas_and_forty_one_behaviours_of_seven_kinds() -> None:
    clauses = LIBRARY.rulebook("TZ-sample").clauses
    areas = [c for c in clauses if c.area_of_duty]
    behaviours = [c for c in clauses if c.behaviour]
    assert len({c.area_of_duty for c in areas}) == len(areas) == 13
    assert sorted(c.behaviour or 0 for c in behaviours) == list(range(1, 42))
    assert {c.grade for c in behaviours} == {1, 2, 3, 4, 5, 6, 7}
    assert len(clauses) == 54


def test_a_clause_without_methods_has_its_measure_in_an_unverified_row_of_its_own() -> None:
    for name in FOLDERS:
        rulebook = LIBRARY.rulebook(name)
        marks = {clause.id: clause.mark for clause in rulebook.clauses}
        for clause in rulebook.clauses:
            assert methods_of(rulebook, clause) or marks.get(f"{clause.id}-measure") == "M", (name, clause.id)


def test_versions_of_one_family_never_stand_in_force_together() -> None:
    starts = {name: LIBRARY.period(name, {}) for name in FOLDERS}
    for name, identity in LIBRARY.identities.items():
        for older in identity.replaces:
            earlier, later = starts[older], starts[name]
            assert earlier is not None
            assert later is not None
            assert earlier.ends_before == later.starts_on, (older, name)


def test_replaced_and_displaced_rulebooks_exist() -> None:
    for identity in LIBRARY.identities.values():
        assert set(identity.replaces) <= set(FOLDERS)
        assert {row.rulebook for row in identity.displaces} <= set(FOLDERS)


def test_no_file_of_the_rules_lies_outside_a_pack() -> None:
    inside = {path for folder in pack_folders(shipped_rules()) for path in folder.iterdir()}
    others = [p for p in shipped_rules().rglob("*") if p.is_file() and p not in inside]
    assert {p.parent.name for p in others} <= {"common"}


def test_citations_of_one_rulebook_are_not_all_unknown_unless_the_source_has_none() -> None:
    known = Counter(name for name in FOLDERS for c in LIBRARY.rulebook(name).clauses if c.cite.article)
    for name in ("RZ1998", "RZ2010", "WZ2009", "WZ2016", "WZ2019", "CF2015", "CF2018", "CF2023", "ZW2020", "SD2017"):
        assert known[name] > 0, name


def test_the_event_table_claims_to_be_complete() -> None:
    (claim,) = LIBRARY.rulebook("XJ").complete
    assert claim.events == ("inaction", "slow_action", "misaction")


LISTS = {
    "method": words.METHODS, "bar": words.BARS, "warning": words.WARNINGS, "phase": words.PHASES, "organ": words.ORGANS,
    "organ_of": words.OF, "approval": words.APPROVALS, "counted_from": words.EVENTS, "track": words.TRACKS,
    "responsibility": words.RESPONSIBILITIES, "mark": words.MARKS, "text": words.TEXTS, "duty": words.DUTIES,
    "ground": words.GROUNDS,
}  # fmt: skip


@pytest.mark.parametrize("group", LISTS)
def test_rules_and_sheets_speak_the_same_words(group: str) -> None:
    assert set(LISTS[group]) == set(GROUPS[group])
