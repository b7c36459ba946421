"""The chain as a picture."""

from __future__ import annotations

import pytest

from quanze.core.determination.result import NotResponsible, TenureLine, ToCheck
from quanze.core.sheet.figures import BELOW, Figure, figures
from quanze.core.sheet.layout import layout
from quanze.core.sheet.measuring import ems, wrapped
from quanze.core.sheet.picture import SLIM, WIDE, chain_svg, chain_table
from quanze.core.sheet.reader import NO_TEXTS, Reader, reader
from tests.core.sheet import checks
from tests.core.sheet.names import ART6, NAMES, text
from tests.core.sheet.responsible import head_party
from tests.core.sheet.sheets import case, sheet

LONG = "某市经济技术开发区管理委员会综合行政执法与安全生产监督管理局"
ENGLISH = "Unclassifiablelongwordwithoutanyspacesinside and an ordinary sentence that goes on for quite a while"
READ = Reader(lang="zh")


def figure(number: int, level: int, kind: str = "party") -> Figure:
    standing = f"可能承担重要领导责任，{LONG}" if number % 2 else ENGLISH
    return Figure(kind, level, f"{LONG}{level}", f"{LONG}{number}", LONG, "", standing, f"已调任{LONG}")


def crowd(number: int) -> tuple[Figure, ...]:
    kinds = ("party", "acting", "free", "check")
    found = [figure(n, n % 4, kinds[n % 4]) for n in range(number)]
    return tuple(sorted(found, key=lambda f: -f.level))


@pytest.mark.parametrize("width", [WIDE, SLIM, 640])
@pytest.mark.parametrize("number", range(1, 15))
def test_boxes_and_lines_never_overlap(number: int, width: int) -> None:
    bands, height = layout(crowd(number), READ, width)
    assert sum(len(band.boxes) for band in bands) == number
    assert not list(checks.crossing(bands))
    assert not list(checks.sticking_out(bands))
    assert max(band.rect.y + band.rect.height for band in bands) <= height


def test_an_overlap_is_found_out() -> None:
    bands, _ = layout(crowd(6), READ, WIDE)
    band = bands[0]
    shifted = band._replace(boxes=tuple(box._replace(rect=box.rect._replace(x=band.rect.x)) for box in band.boxes))
    lower = shifted._replace(rect=shifted.rect._replace(y=shifted.rect.y + 5))
    assert list(checks.crossing((band, lower)))


def test_higher_levels_stand_above_lower_ones() -> None:
    bands, _ = layout(crowd(8), READ, WIDE)
    levels = [band.boxes[0].figure.level for band in bands]
    assert levels == sorted(levels, reverse=True)
    assert [band.rises for band in bands] == [True, True, True, False]


def test_lines_keep_to_their_width_and_lose_nothing() -> None:
    for width in (6, 11.5, 20):
        lines = wrapped(LONG + ENGLISH, width)
        assert all(ems(line) <= width for line in lines)
        assert "".join("".join(lines).split()) == "".join((LONG + ENGLISH).split())


def test_a_reason_too_long_for_its_box_ends_with_a_sign() -> None:
    lines = wrapped(LONG * 9, 12, 5)
    assert len(lines) == 5
    assert lines[-1].endswith("…")
    assert ems(lines[-1]) <= 12


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_each_kind_has_its_own_outline_and_says_in_words_what_it_is(lang: str) -> None:
    found = figures(sheet(), case(), reader(sheet(), lang, NO_TEXTS, NO_TEXTS))
    assert {f.kind for f in found} == {"party", "acting", "free", "check", "violator"}
    svg = chain_svg(sheet(), case(), lang)
    assert 'stroke-dasharray="7 4"' in svg
    assert 'fill="#ececec"' in svg
    assert 'stroke-dasharray="0.1 5"' in svg
    assert ("（代理）" if lang == "zh" else "(acting)") in svg


def test_the_picture_has_a_title_and_a_description_for_screen_readers() -> None:
    found = checks.tree(chain_svg(sheet(), case(), "zh"))
    assert found.faults == []
    assert {"chain-t960", "chain-d960"} == set(found.ids) == set(found.labels)
    assert "可能承担集体责任" in "".join(found.text)


def test_nothing_is_in_the_picture_alone() -> None:
    read = reader(sheet(), "zh", NO_TEXTS, NO_TEXTS)
    found = figures(sheet(), case(), read)
    rows = chain_table(found, read).rows
    assert len(rows) == len(found)
    for one, row in zip(found, rows, strict=True):
        assert all(not part or part in row for part in (one.name, one.seat, one.standing, one.now))


def test_the_violator_stands_below_the_level_of_the_incident() -> None:
    found = figures(sheet(), case(), reader(sheet(), "zh", NO_TEXTS, NO_TEXTS))
    assert [f.name for f in found if f.level == BELOW] == [NAMES["p9"]]
    assert found[-1].level == BELOW


def test_units_and_levels_come_from_the_register_where_the_sheet_is_silent() -> None:
    free = NotResponsible(
        party={"person": "p4"}, post="mayor", relation="superior_in_charge", why=text("理由", "reason"), cite=ART6
    )
    found = figures(sheet(not_responsible=(free,)), case(), READ)
    one = next(f for f in found if f.kind == "free")
    assert (one.unit, one.level) == ("government", 1)


def test_two_holders_of_one_post_are_two_boxes() -> None:
    first = head_party(tenure=TenureLine(starts_on=None, ends_before=None, acting=False))
    second = head_party(party={"person": "p5"}, name="戊某")
    found = figures(sheet(parties=(first, second)), case(), READ)
    assert [f.name for f in found if f.kind == "party"] == ["甲某", "戊某"]


def test_a_level_without_a_party_still_shows_who_is_to_check() -> None:
    check = ToCheck(party={"person": "p4"}, why=text("理由", "reason"), post="mayor", unit="government", levels_up=2)
    bands, _ = layout(figures(sheet(to_check=(check,)), case(), READ), READ, WIDE)
    assert [band.boxes[0].figure.level for band in bands] == [2, 0, BELOW]
