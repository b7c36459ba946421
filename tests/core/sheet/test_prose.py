"""The sheet in sentences."""

from __future__ import annotations

from dataclasses import replace

import pytest

from quanze.core.sheet.blocks import Part
from quanze.core.sheet.labels import LABELS
from quanze.core.sheet.paper import paper
from quanze.core.sheet.prose import as_prose
from quanze.core.sheet.reader import reader
from tests.core.sheet import checks
from tests.core.sheet.names import OWN_FINDINGS, TITLES
from tests.core.sheet.responsible import head_party
from tests.core.sheet.sheets import sheet

NAMED = {"two_heads_months"}  # the name under which a person sets the parameter
LATIN = {"fixture", "case", "sha", "two_heads_months", "two", "heads", "months", "abab", "cdcd", "UTC"}
LANGS = ("zh", "en")


def title(part: Part, lang: str) -> str:
    """The heading as a list of empty sections says it."""
    return part.title if lang == "zh" else part.title[1:]


def prose(lang: str, **changes: object) -> str:
    return as_prose(sheet(**changes), lang, titles=TITLES, findings=OWN_FINDINGS)


def readable(text: str) -> str:
    """The text without its digests."""
    return "\n".join(line for line in text.split("\n") if "sha256" not in line)


@pytest.mark.parametrize("lang", LANGS)
def test_no_key_of_the_data_reaches_the_reader(lang: str) -> None:
    assert not checks.raw_keys(prose(lang), NAMED)


def test_nothing_stays_untranslated_in_chinese() -> None:
    assert not checks.latin_words(readable(prose("zh")), LATIN)


def test_a_word_without_a_label_is_found_out() -> None:
    method = replace(head_party().methods, permitted=("no_such_method",))
    text = prose("zh", parties=(head_party(methods=method),))
    assert checks.latin_words(readable(text), LATIN) == {"such", "method"}


def test_the_proposal_says_on_top_that_people_decide() -> None:
    assert prose("zh").split("\n")[2].startswith("建议稿，由有权机关决定")
    assert prose("en").split("\n")[2].startswith("A proposal; people with authority decide")


@pytest.mark.parametrize("lang", LANGS)
def test_the_answer_takes_three_to_five_lines(lang: str) -> None:
    lines = prose(lang).split("\n")
    assert 3 <= sum(line.startswith("  - ") for line in lines[4 : lines.index("", 5)]) <= 5


def test_citations_stand_in_official_form() -> None:
    assert "《问责条例》（2019）第七条第（八）项" in prose("zh")
    assert "《纪律处分条例》（2023）第一百五十八条" in prose("zh")
    assert "Accountability Regulations 2019, art. 7 item 8" in prose("en")
    assert "〔条号未备〕" in prose("zh")


def test_facts_read_as_plain_words() -> None:
    assert "违纪金额1,200,000元（120万元），达到1,000,000元（100万元）" in prose("zh")
    assert "1,200,000 yuan, reaching 1,000,000 yuan" in prose("en")
    assert "已记录认定不存在“作风建设松懈”" in prose("zh")


def test_days_are_written_out_first_and_last() -> None:
    assert "首日：2026年11月21日；末日：2027年11月20日（另一种算法：2027年11月21日）" in prose("zh")
    assert "First day: 21 November 2026; Last day: 20 November 2027" in prose("en")
    assert "2007年5月1日至2010年3月31日" in prose("zh")


def test_leadership_responsibility_is_never_bare() -> None:
    assert not checks.bare_leadership(prose("zh"))
    assert checks.bare_leadership("应负领导责任")


@pytest.mark.parametrize("word", ["有罪", "罪责", "应当承担", "guilty", "culprit", "recommended sanction:", "score:"])
def test_nothing_is_said_of_guilt_scores_or_a_recommended_sanction(word: str) -> None:
    assert word not in prose("zh") + prose("en").lower()


def test_an_open_chain_stands_as_questions() -> None:
    assert "因果关系：尚待查明：履职行为与后果有无因果关系？" in prose("zh")


@pytest.mark.parametrize("lang", LANGS)
def test_a_sheet_without_parties_does_not_say_that_nobody_answers(lang: str) -> None:
    text = prose(lang, parties=(), questions=(), to_check=(), warnings=())
    assert ("不等于无人负责" in text) or ("does not mean that nobody answers" in text)


@pytest.mark.parametrize("lang", LANGS)
def test_every_section_speaks_even_when_it_is_empty(lang: str) -> None:
    empty: dict[str, object] = dict.fromkeys(
        ("rulebooks", "evaluations", "parties", "decided", "routed", "not_responsible", "to_check", "questions"), ()
    )
    text = prose(lang, **empty, referrals=(), deadlines=(), warnings=(), unverified=(), parameters={})
    parts = text.split("\n\n")
    assert all(len(part.split("\n")) >= 2 for part in parts)
    titles = [title(part, lang) for part in paper(sheet(), reader(sheet(), lang, TITLES, {})).parts]
    assert all(name in text for name in titles)


def test_both_languages_say_the_same_amount() -> None:
    zh, en = (prose(lang).split("\n") for lang in LANGS)
    assert len(zh) == len(en)


def test_every_own_label_has_both_languages() -> None:
    assert all(label.zh and label.en for words in LABELS.values() for label in words.values())


def test_a_title_that_is_missing_falls_back_to_the_rulebooks_id() -> None:
    assert "WZ2019第七条第（八）项" in as_prose(sheet(), "zh")
