"""A deputy of whom nothing is recorded but another portfolio: open, with a question; free only on a recorded no."""

from __future__ import annotations

from datetime import date

from quanze.core.determination.result import Sheet
from quanze.core.determination.selection import Switches
from tests.core.determination.cases import Data, add, find, in_2022
from tests.core.determination.conftest import Ask


def with_deputy(*findings: Data) -> Data:
    """The case of 2022 with a deputy who looks after education."""
    data = in_2022(findings=[*find("bureau", "lax_management"), *findings])
    add(data, "posts", id="dep9", organization="bureau", title="副局长", role="deputy")
    add(data, "people", id="p99", name="某乙", party_member=True, category="civil_servant", now="in_post")
    add(data, "tenures", person="p99", post="dep9", starts_on="2015-01-01")
    return add(data, "portfolios", post="dep9", fields=["education"])


def freed(sheet: Sheet) -> set[str | None]:
    return {n.party.get("person") for n in sheet.not_responsible}


def test_another_portfolio_alone_frees_nobody(ask: Ask) -> None:
    sheet = ask(with_deputy())
    assert "p99" not in freed(sheet)
    assert "p99" in {t.party.get("person") for t in sheet.to_check}
    assert ("finding.took_part", "p99") in {(q.fact, q.about) for q in sheet.questions}


def test_a_recorded_no_frees(ask: Ask) -> None:
    assert "p99" in freed(ask(with_deputy(*find("p99", "took_part", value=False))))


def test_no_text_later_than_the_day_asked_is_used(ask: Ask) -> None:
    """Guiding case 5 is of 2021: whoever asks in 2020 is not answered by it."""
    days = {"conduct": {"from": "2019-10-01", "to": "2019-12-01"}, "discovered": "2019-12-10", "filed": "2019-12-15"}
    incident = {"influence": "none", "consequence": "none", "loss": "none"}
    cited = set()
    for asked_on in ("2020-01-01", "2022-08-01"):
        data = in_2022(
            dates={**days, "asked_on": asked_on}, incident=incident, findings=find("bureau", "lax_management")
        )
        sheet = ask(data, switches=Switches(rulebooks=frozenset({"WZ2019"})))
        clauses = {c.cite.rulebook for p in sheet.parties for c in p.clauses}
        cited.add((asked_on, "ZD5" in clauses | {w.cite.rulebook for w in sheet.warnings if w.cite}))
        assert sheet.asked.on == date.fromisoformat(asked_on)
    assert cited == {("2020-01-01", False), ("2022-08-01", True)}
