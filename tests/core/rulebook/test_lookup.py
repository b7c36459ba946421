"""Looking up rows by a behaviour (对号入座)."""

from __future__ import annotations

from datetime import date

import pytest

from quanze.core.rulebook.likeness import asked_signs, share, shared, signs_of, weights
from quanze.core.rulebook.loader import load_library
from quanze.core.rulebook.lookup import Match, findings_of, matching, methods_of, texts_in_force

LIBRARY = load_library()
SAMPLE = LIBRARY.rulebook("TZ-sample")


def place(match: Match) -> tuple[str, str]:
    """Where a row stands."""
    return match.rulebook, match.row


@pytest.mark.parametrize("number", range(1, 42))
def test_each_of_the_forty_one_behaviours_is_found_by_its_own_words_with_its_kind(number: int) -> None:
    (clause,) = (clause for clause in SAMPLE.clauses if clause.behaviour == number)
    for words in (*clause.words, " ".join(clause.words), clause.summary["zh"]):
        found = matching(LIBRARY, words)
        best = [place(match) for match in found if match.score == found[0].score]
        assert ("TZ-sample", clause.id) in best, words
    (own,) = (match for match in matching(LIBRARY, clause.words) if place(match) == ("TZ-sample", clause.id))
    assert own.kind == clause.grade in range(1, 8)
    assert own.methods
    assert own.sample


def test_each_of_the_thirteen_areas_is_found_by_its_own_words() -> None:
    for clause in SAMPLE.clauses:
        found = [place(match) for match in matching(LIBRARY, clause.words, area="320683")]
        assert ("TZ-sample", clause.id) in found


@pytest.mark.parametrize(
    ("words", "rulebook", "row"),
    [
        ("上班时间炒股", "TZ-sample", "behaviour-08"),
        ("开会迟到", "TZ-sample", "behaviour-05"),
        ("群众来办事态度很差", "TZ-sample", "behaviour-03"),
        ("会计挪用公款，分管副局长疏于管理", "RZ2010", "19-7"),
        ("对巡视反馈问题虚假整改", "YY-sample", "body-8"),
        ("安全事故死亡三人", "TZ-sample", "area-safety"),
        ("gambled", "TZ-sample", "behaviour-40"),
    ],
)
def test_a_sentence_of_ones_own_finds_the_row_that_speaks_of_it(words: str, rulebook: str, row: str) -> None:
    found = matching(LIBRARY, words)
    assert (rulebook, row) in [place(match) for match in found if match.score == found[0].score]


def test_the_name_of_a_finding_leads_to_the_rows_that_ask_for_it() -> None:
    for key in ("suppressed_case", "false_rectification", "irregular_appointment"):
        asking = {(b, r.id) for b in LIBRARY.packs for r in LIBRARY.rulebook(b).clauses if key in findings_of(r)}
        found = {place(match) for match in matching(LIBRARY, LIBRARY.findings[key].zh)}
        assert asking
        assert asking <= found, key


def test_area_and_day_leave_out_what_did_not_govern() -> None:
    found = matching(LIBRARY, "疏于管理", area="431300", on=date(2012, 6, 1))
    books = {match.rulebook for match in found if match.in_force}
    assert books
    assert books <= {text.id for text in texts_in_force(LIBRARY, "431300", date(2012, 6, 1))}
    assert not {match.rulebook for match in found} & {"YY-sample", "YY2009", "TZ-sample", "WZ2019"}


def test_a_pack_without_a_start_stays_in_and_says_so() -> None:
    found = [m for m in matching(LIBRARY, "迟到", area="320683", on=date(2010, 1, 1)) if m.rulebook == "TZ-sample"]
    assert found
    assert {match.in_force for match in found} == {None}


def test_official_answers_and_adjustments_are_found_too() -> None:
    sections = {match.section for match in matching(LIBRARY, "影响期")}
    assert "information" in sections
    assert "adjustments" in {match.section for match in matching(LIBRARY, "先行先试")}


def test_the_same_question_gives_the_same_rows_in_the_same_order() -> None:
    first = matching(LIBRARY, "执行不力 失察")
    assert first == matching(load_library(), ["执行不力", "失察"])
    assert first == sorted(first, key=lambda m: (not m.said, -m.score))


def test_only_rows_whose_own_words_hold_what_is_sought_are_said_to_speak_of_it() -> None:
    found = matching(LIBRARY, "隐瞒不报")
    said = [match for match in found if match.said]
    assert {place(match) for match in said} == {
        ("RZ1998", "12-1"), ("RZ2010", "19-3"), ("YY-sample", "body-7"), ("YY-sample", "person-11"),
    }  # fmt: skip
    assert found[: len(said)] == said
    assert all("隐瞒不报" in match.summary["zh"] for match in said)


def test_what_no_row_speaks_of_is_at_most_possible() -> None:
    # No pack says 挪用; the sample on public money eaten up shares only 用公款.
    found = matching(LIBRARY, "挪用公款")
    assert [(place(match), match.said) for match in found] == [(("TZ-sample", "behaviour-22"), False)]


@pytest.mark.parametrize("words", ["", "  ", "，。", "zzzz", "㐀㐁㐂", []])
def test_words_that_say_nothing_find_nothing(words: str | list[str]) -> None:
    assert matching(LIBRARY, words) == []


def test_every_clause_that_is_found_names_its_methods_as_the_pack_lists_them() -> None:
    for name in LIBRARY.packs:
        rulebook = LIBRARY.rulebook(name)
        catalogue = {method.key for method in rulebook.methods}
        for clause in rulebook.clauses:
            assert set(methods_of(rulebook, clause)) <= catalogue


def test_widths_capitals_and_signs_between_words_make_no_difference() -> None:
    assert asked_signs("隐瞒，不报 ＡＢＣ abc") == {"隐瞒", "不报", "abc"}
    assert asked_signs("酒 隐瞒不报") == {"酒", "隐瞒", "瞒不", "不报"}
    assert asked_signs("第一百二十条") == {"第", "条"}
    assert signs_of(["饮酒"]) == {"饮酒", "饮", "酒"}


def test_a_rare_sign_weighs_more_than_a_common_one_and_an_unheard_one_little() -> None:
    weighed = weights(["rare", "often", "never"], {"rare": 1, "often": 90}, 100)
    assert weighed["rare"] > weighed["never"] > weighed["often"] > 0
    assert share(["rare", "often", "never"], weighed) == 100
    assert share([], weighed) == share([], {}) == 0


def test_the_beginning_of_a_latin_word_is_enough() -> None:
    assert shared({"gambl", "ambl", "ga"}, frozenset({"gambling"})) == {"gambl"}


def test_one_character_alone_finds_what_holds_it() -> None:
    assert ("TZ-sample", "behaviour-40") in [place(match) for match in matching(LIBRARY, "赌")]
