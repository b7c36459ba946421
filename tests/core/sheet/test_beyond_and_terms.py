"""A unit out of view is said to be that; whoever is free or to be checked stands with his term and present post."""

from __future__ import annotations

from quanze.core.determination.determine import determine
from quanze.core.determination.result import Cite, Referral
from quanze.core.determination.texts import both
from quanze.core.rulebook.loader import load_library
from quanze.core.sheet.figures import figures
from quanze.core.sheet.others import referrals
from quanze.core.sheet.reader import reader
from tests.core.determination.cases import add, find, in_2022, read
from tests.core.sheet.names import TITLES
from tests.core.sheet.sheets import sheet


def test_a_referral_beyond_the_view_says_who_passes_what_to_whom_and_why_no_name_stands_there() -> None:
    item = Referral(
        from_="bureau",
        to="hidden",
        about="bureau",
        why=both("理由。", "Why."),
        cite=Cite(rulebook="WZ2019", version="?"),
    )
    shown = sheet(referrals=(item,), names={"bureau": "某局", "hidden": ""})
    text = str(referrals(shown, reader(shown, "zh", TITLES, {})).blocks)
    assert "某局将涉及其上级的部分移送其上级单位（单位名称不在询问人可见范围内，不予显示）" in text
    english = str(referrals(shown, reader(shown, "en", TITLES, {})).blocks)
    assert "not shown" in english


def test_whoever_is_to_be_checked_stands_with_term_and_present_post() -> None:
    data = in_2022(findings=find("bureau", "lax_management"))
    add(data, "posts", id="dep9", organization="bureau", title="第九副局长", role="deputy")
    add(data, "people", id="p99", name="某乙", party_member=True, category="civil_servant", now="in_post")
    add(data, "tenures", person="p99", post="dep9", starts_on="2015-01-01")
    case = read(data)
    found = determine(case, load_library())
    mine = next(f for f in figures(found, case, reader(found, "zh", {}, {})) if f.name == "某乙")
    assert mine.term == "2015年1月1日起至今"
    assert mine.now == "在职，现任第九副局长"
