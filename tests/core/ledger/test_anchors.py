"""What is told outside can be read back, and nothing else is taken for it."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from quanze.core.ledger.anchors import anchor_line, conflicts, read_anchor, read_anchors, slip
from quanze.core.refusals import Refusal
from tests.core.ledger.ledgers import sound

ANCHORS = sound(Random(4), 230).anchors


def test_anchors_stand_at_every_hundredth_entry_and_are_read_back() -> None:
    text = "\n".join(anchor_line(each) for each in ANCHORS) + "\n\n"
    assert [each.entries for each in ANCHORS] == [100, 200, 230]
    assert read_anchors(text) == list(ANCHORS)


def test_a_slip_of_paper_shows_number_head_and_root_in_both_languages() -> None:
    shown = slip(ANCHORS[0]).replace(" ", "")
    assert ANCHORS[0].head in shown
    assert ANCHORS[0].root in shown
    assert "条数/entries:100" in shown


def test_a_slip_of_paper_tells_the_time_of_china_and_the_data_stays() -> None:
    anchor = replace(ANCHORS[0], at="2026-11-21T23:30:00.000001Z")
    assert "时刻 / at: 2026-11-22 07:30:00 +08:00" in slip(anchor)
    assert "2026-11-21T23:30:00.000001Z" in anchor_line(anchor)
    assert "at: some day" in slip(replace(anchor, at="some day"))


def test_two_heads_for_one_number_conflict_and_repeats_do_not() -> None:
    other = replace(ANCHORS[1], head="0" * 64)
    assert conflicts([*ANCHORS, *ANCHORS]) == []
    assert conflicts([*ANCHORS, other]) == [(ANCHORS[1], other)]


LINE = anchor_line(ANCHORS[0])
BENT = ["", "x", "[]", LINE[:-1], LINE.replace("100", "-1"), LINE.replace("100", '"100"'), LINE.replace("100", "1.0")]
BENT += [LINE.replace('"anchor":1', '"anchor":2'), LINE.replace("sha256", "md5"), LINE.replace(",", ", "), "\ud800"]
BENT += [LINE.replace(ANCHORS[0].head, ANCHORS[0].head.upper()), LINE.replace('"at"', '"on"'), "[" * 5000]


@pytest.mark.parametrize("line", BENT)
def test_what_is_no_anchor_is_refused(line: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_anchor(line)
    assert refused.value.code == "bad_anchor"
