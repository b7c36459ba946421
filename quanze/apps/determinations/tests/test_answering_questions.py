"""Questions one group at a time, only those that matter; answers become findings; asking keeps, once."""

from __future__ import annotations

import re

import pytest

from quanze.apps.audit.models import Entry
from quanze.apps.determinations.casework.text import read_text
from quanze.apps.determinations.models import Determination, Draft
from quanze.apps.determinations.tests.cases import BUREAU
from quanze.apps.determinations.tests.office import WHY, Office, Screen, kept, main_of

pytestmark = pytest.mark.django_db
FIRST = re.compile(r'role="alert">(.*?)</div>', re.DOTALL)
ASKED = re.compile(r'name="q" value="([^"]+)"')


def facts(screen: Screen, number: str) -> str:
    return screen.get(f"/determinations/drafts/{number}/facts").text


def asked_of(page: str) -> list[str]:
    return ASKED.findall(page)


def findings(number: str) -> list[dict[str, object]]:
    text = Draft.everything(reason="test").get(public_id=number).text
    return list(read_text(text.encode()).get("findings", []))


def answers(page: str, value: str, **more: str) -> dict[str, object]:
    keys = asked_of(page)
    return {"q": keys, **{f"a{place}": value for place in range(len(keys))}, "by": "市纪委", "on": "2010-05-21", **more}


def test_one_group_is_asked_and_all_of_it_is_about_the_same(place: Office) -> None:
    screen = place.screen()
    keys = asked_of(facts(screen, screen.described()))
    assert 0 < len(keys) <= 6
    assert len({key.partition("|")[2] for key in keys}) == 1


def test_an_answer_becomes_a_finding_with_evidence_by_whom_and_when(place: Office) -> None:
    screen = place.screen()
    number = screen.described()
    before, page = findings(number), facts(screen, number)
    fact, _, about = asked_of(page)[0].partition("|")
    given = answers(page, "", **{"a0": "false", "a0.evidence": "谈话笔录\r\n账册"})
    assert screen.post(f"/determinations/drafts/{number}/facts", given).status_code == 302
    (new,) = [row for row in findings(number) if row not in before]
    assert new == ({"about": about} if about else {}) | {
        "finding": fact.partition(".")[2], "value": False, "by": "市纪委", "on": new["on"],
        "evidence": ["谈话笔录", "账册"],
    }  # fmt: skip
    assert str(new["on"]) == "2010-05-21"


def test_not_clear_never_counts_as_no_and_is_not_asked_again(place: Office) -> None:
    screen = place.screen()
    number = screen.described()
    page, before = facts(screen, number), findings(number)
    screen.post(f"/determinations/drafts/{number}/facts", answers(page, ""))
    after = facts(screen, number)
    assert findings(number) == before
    assert not set(asked_of(page)) & set(asked_of(after))
    assert "已答不清楚" in after
    screen.post(f"/determinations/drafts/{number}/facts", {"act": "reopen"})
    assert asked_of(facts(screen, number)) == asked_of(page)


def test_answering_all_groups_comes_to_an_end(place: Office) -> None:
    screen = place.screen()
    number, seen = screen.described(), set[str]()
    for _ in range(40):
        page = facts(screen, number)
        keys = asked_of(page)
        if not keys:
            break
        assert not seen & set(keys)
        seen |= set(keys)
        screen.post(f"/determinations/drafts/{number}/facts", answers(page, ""))
    assert "没有还能在这里回答" in page


def test_judgements_say_that_people_make_them(place: Office) -> None:
    screen = place.screen()
    number = screen.described(**{"incident.influence": ""})
    told = "只能由有权的人作出"
    for _ in range(40):
        page = facts(screen, number)
        if told in page or not asked_of(page):
            break
        screen.post(f"/determinations/drafts/{number}/facts", answers(page, ""))
    assert told in page


def test_trying_keeps_nothing_and_stands_in_the_record_as_a_read(place: Office) -> None:
    screen = place.screen()
    number = screen.described()
    facts(screen, number)
    assert kept() == (0, 1)
    entry = Entry.everything(reason="test").order_by("-seq").first()
    assert entry is not None
    assert (entry.event, entry.kind, entry.object_id) == ("determinations:sheet:tried", "read", number)


def test_asking_keeps_the_sheet_with_its_reason_and_ends_the_draft(place: Office) -> None:
    number = place.screen().asked()
    row = Determination.everything(reason="test").get(public_id=number)
    assert row.reason == WHY
    assert kept() == (1, 0)


def test_the_button_pressed_twice_asks_once(place: Office) -> None:
    screen = place.screen()
    number = screen.described()
    answered = [screen.post(f"/determinations/drafts/{number}/ask", {"reason": WHY}).status_code for _ in range(2)]
    assert answered == [302, 404]
    assert kept() == (1, 0)


def test_without_a_reason_nothing_is_kept_and_the_page_says_where(place: Office) -> None:
    screen = place.screen()
    number = screen.described()
    answer = screen.post(f"/determinations/drafts/{number}/ask", {"reason": "  "})
    assert answer.status_code == 400
    assert "请写明询问的理由" in answer.text
    assert kept() == (0, 1)


def test_a_unit_beyond_his_grant_is_refused_as_if_it_did_not_exist(place: Office) -> None:
    screen = place.screen(over="city-dc")
    there, nowhere = (
        screen.get(f"/determinations/drafts/{screen.described(**{'incident.organization': code})}/facts")
        for code in (BUREAU, "city-u77")
    )
    assert (there.status_code, nowhere.status_code) == (400, 400)
    told = [re.sub("是否应为.*?？", "", FIRST.findall(main_of(each.text))[0]) for each in (there, nowhere)]
    assert told[0].replace(BUREAU, "city-u77") == told[1]
    assert "扶贫办公室" not in main_of(there.text)


def test_a_wrong_case_comes_back_with_the_fault_at_its_field(place: Office) -> None:
    screen = place.screen()
    number = screen.described(**{"violations[0].person": "nobody-of-this-code"})
    answer = screen.get(f"/determinations/drafts/{number}/facts")
    assert answer.status_code == 400
    assert 'href="#pick-violations-0-person"' in answer.text
    assert 'value="nobody-of-this-code"' in answer.text


def of_findings(screen: Screen) -> tuple[str, str]:
    """A draft whose next round asks for findings, and its page."""
    number = screen.described()
    for _ in range(40):
        page = facts(screen, number)
        if asked_of(page)[0].startswith("finding."):
            return number, page
        screen.post(f"/determinations/drafts/{number}/facts", answers(page, ""))
    raise AssertionError("no round asks for findings")


def test_nobody_is_named_who_found_it_before_somebody_says_so(place: Office) -> None:
    screen = place.screen()
    _, page = of_findings(screen)
    for name in ("by", "on"):
        assert re.search(rf'<input id="{name}" [^>]*value=""', page), name


@pytest.mark.parametrize(
    ("left", "told"),
    [
        ({"by": " "}, "请写明作出认定的机关或人"),
        ({"on": ""}, "请写明作出认定的日期"),
        ({"on": "2099-01-01"}, "在今天之后"),
    ],
)
def test_a_finding_without_authority_or_day_is_not_taken(place: Office, left: dict[str, str], told: str) -> None:
    screen = place.screen()
    number, page = of_findings(screen)
    before = findings(number)
    given = answers(page, "", **{"a0": "false", "a0.evidence": "谈话笔录"} | left)
    answer = screen.post(f"/determinations/drafts/{number}/facts", given)
    assert answer.status_code == 400
    assert told in answer.text
    assert findings(number) == before
    # What was sent stands there again, the answer and what it rests on.
    assert re.search(r'name="a0" value="false" checked', answer.text)
    assert "谈话笔录</textarea>" in answer.text


def test_left_open_a_round_needs_nobody(place: Office) -> None:
    screen = place.screen()
    number, page = of_findings(screen)
    given = answers(page, "") | {"by": "", "on": ""}
    assert screen.post(f"/determinations/drafts/{number}/facts", given).status_code == 302


def test_the_sheet_says_who_found_it(place: Office) -> None:
    screen = place.screen()
    number, page = of_findings(screen)
    given = answers(page, "", a0="false") | {"by": "金渡市纪委监委", "on": "2010-05-22"}
    screen.post(f"/determinations/drafts/{number}/facts", given)
    kept_at = screen.post(f"/determinations/drafts/{number}/ask", {"reason": WHY})["Location"]
    text = screen.get(kept_at).text
    assert "金渡市纪委监委" in text[text.index('class="sheet rests"') : text.index('class="given"')]
