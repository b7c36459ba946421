"""The register's pages for reading, as a browser sees them."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from quanze.apps.accounts.tests.factories import Installation
from quanze.apps.audit.models import Entry
from quanze.apps.organizations.models import Official, TenureRecord
from quanze.apps.organizations.services import appoint, correct_tenure, record_absence, remove, rename_unit
from quanze.apps.organizations.tests.browsing import browser
from quanze.apps.organizations.tests.factories import AT, day, keeper, lay_out, post, tenure
from quanze.apps.people.models import Person
from quanze.apps.people.services import correct_person
from quanze.core.register import Absence, Register

pytestmark = pytest.mark.django_db

PAGES = [
    "/units", "/units?under=government", "/units/bureau", "/units/bureau/posts", "/units/government/chart",
    "/units/bureau/changes", "/posts/chief", "/persons/p4", "/who", "/who?unit=bureau&levels=2", "/who?post=second",
]  # fmt: skip


@pytest.mark.parametrize("path", PAGES)
def test_every_page_answers_in_both_languages_with_one_heading_and_help(clerk: Client, path: str) -> None:
    answer = clerk.get(path)
    assert answer.status_code == 200
    page = answer.content.decode()
    assert page.count("<h1>") == 1
    assert 'class="about"' in page
    clerk.cookies["quanze-language"] = "en"
    english = re.sub(r"某\w*|石\w*|\w+职务", "", clerk.get(path).content.decode().replace("中文", ""))
    assert not re.search("[\u3400-\u9fff\uff00-\uffef]", english)


@pytest.mark.parametrize("path", [*PAGES[2:8], "/who?unit=bureau", "/who?post=second", "/units?under=bureau"])
def test_what_is_beyond_reach_answers_like_what_does_not_exist(place: Installation, path: str) -> None:
    here = browser(place, "unit_head", "college")
    seen = here.get(path)
    nowhere = here.get(re.sub("bureau|government|chief|p4|second", "nowhere", path))
    assert seen.status_code == nowhere.status_code == 404
    told = [re.sub("bureau|government|chief|p4|second|nowhere", "X", each.content.decode()) for each in (seen, nowhere)]
    assert [re.sub(r'csrfmiddlewaretoken" value="\w+"', "", each) for each in told] == [
        re.sub(r'csrfmiddlewaretoken" value="\w+"', "", told[0])
    ] * 2


@pytest.mark.parametrize("path", PAGES)
def test_who_may_not_read_the_register_sees_none_of_it(place: Installation, path: str) -> None:
    assert browser(place, "audit_administrator").get(path).status_code == 403


def test_the_tree_opens_level_by_level_without_script(clerk: Client) -> None:
    top = clerk.get("/units").content.decode()
    assert "某city" in top
    assert "某bureau" not in top
    assert 'href="?under=city"' in top
    below = clerk.get("/units?under=government").content.decode()
    assert "某bureau" in below
    part = clerk.get("/units?under=government&part=1").content.decode()
    assert "<html" not in part
    assert "某college" in part


def test_the_tree_of_a_narrow_reader_begins_with_his_own_unit(place: Installation) -> None:
    page = browser(place, "unit_head", "bureau").get("/units").content.decode()
    assert "某bureau" in page
    assert "某government" not in page


def test_a_unit_page_shows_the_leading_body_of_the_day(clerk: Client) -> None:
    page = clerk.get("/units/bureau").content.decode()
    assert "石p4" in page
    assert "石p4" not in clerk.get("/units/bureau?on=2018-01-01").content.decode()
    assert "空缺" in clerk.get("/units/bureau?on=2018-01-01").content.decode()


def test_a_unit_page_keeps_its_names_over_time(place: Installation, clerk: Client) -> None:
    rename_unit(unit="bureau", name="某新局", on=day("2026-01-01"), by=keeper(), at=AT)
    page = clerk.get("/units/bureau?on=2026-02-01").content.decode()
    assert "<h1>某新局</h1>" in page
    assert "某bureau" in page
    assert "<h1>某bureau</h1>" in clerk.get("/units/bureau?on=2025-02-01").content.decode()
    assert "<h1>某bureau</h1>" in clerk.get("/units/bureau?on=2026-02-01&known=2026-02-10").content.decode()


def test_a_post_page_shows_holders_and_their_absences(place: Installation, clerk: Client) -> None:
    record_absence(
        absence=Absence(person="p4", starts_on=day("2024-01-01"), ends_before=day("2024-03-01"), reason="党校学习"),
        by=keeper(), at=AT,
    )  # fmt: skip
    page = clerk.get("/posts/chief").content.decode()
    assert "2024年1月1日至2024年2月29日 党校学习" in page
    assert "2019年5月1日起" in page


def test_a_look_at_a_person_a_post_and_a_unit_is_recorded(clerk: Client) -> None:
    for path, kind, code in (("/persons/p4", "person", "p4"), ("/posts/chief", "post", "chief"), ("/units/bureau", "unit", "bureau"),
                             ("/units/bureau/posts", "unit", "bureau"), ("/who?unit=bureau", "unit", "bureau")):  # fmt: skip
        clerk.get(path)
        entry = Entry.everything(reason="test").order_by("-seq").first()
        assert entry is not None
        assert (entry.kind, entry.object_kind, entry.object_id) == ("read", kind, code)


def test_a_look_refused_is_recorded_too(place: Installation) -> None:
    browser(place, "unit_head", "college").get("/persons/p4")
    entry = Entry.everything(reason="test").order_by("-seq").first()
    assert entry is not None
    assert (entry.kind, entry.object_id, entry.reason) == ("refusal", "p4", "not_found")


def test_the_chain_is_told_as_picture_text_and_table(clerk: Client) -> None:
    page = clerk.get("/who?unit=bureau&levels=1&on=2025-06-01").content.decode()
    assert page.count("<svg") == 2
    assert " style=" not in page
    assert "<style" not in page
    assert (
        "上 1 级 某government mayor职务（主要负责人）：石p2，2020年1月1日起任职；现任某government mayor职务。" in page
    )
    assert "http://testserver/who?unit=bureau&amp;on=2025-06-01&amp;levels=1" in page


def test_the_chain_of_a_post_names_its_holder_or_says_vacant(clerk: Client) -> None:
    assert "空缺" in clerk.get("/who?post=second").content.decode()
    assert "石p4" in clerk.get("/who?post=chief").content.decode()


def test_places_beyond_view_are_marked_and_name_nobody(place: Installation) -> None:
    page = browser(place, "unit_head", "bureau").get("/who?unit=bureau&levels=1").content.decode()
    assert "不在您的查看范围内" in page
    assert "石p2" not in page


@pytest.mark.parametrize(
    "query", ["unit=bureau&on=2026-13-01", "unit=bureau&levels=99", "unit=bureau&known=x", "unit=%00", "levels=%00"]
)
def test_a_wrong_question_is_refused_at_the_form_with_a_mend(clerk: Client, query: str) -> None:
    answer = clerk.get(f"/who?{query}")
    assert answer.status_code in (200, 400, 404)
    assert "<form" in answer.content.decode()


@pytest.mark.parametrize(("query", "left"), [("on=2026-02-31&known=2026-03-02", "?known=2026-03-02"), ("known=x", "")])
def test_a_page_of_a_day_that_does_not_exist_opens_without_it(clerk: Client, query: str, left: str) -> None:
    answer = clerk.get(f"/units/bureau?{query}")
    assert answer.status_code == 400
    assert f'href="/units/bureau{left}"' in answer.content.decode()


def test_posts_are_filtered_and_only_what_stands_is_listed(clerk: Client) -> None:
    def titles(query: str) -> list[str]:
        return re.findall(r">(\w+)职务</a>", clerk.get(f"/units/government/posts{query}").content.decode())

    assert titles("") == ["mayor", "vice", "chief", "second", "teller", "dean"]
    assert titles("?own=1") == ["mayor", "vice"]
    assert titles("?vacant=1") == ["second", "dean"]
    assert titles("?role=principal") == ["chief", "dean"]
    assert titles("?rank=division_chief&title=chi") == ["chief"]
    assert titles("?role=nonsense") == titles("")


def test_the_list_of_posts_asks_four_times_however_long_it_is(
    place: Installation, clerk: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    def asked() -> int:
        with django_assert_max_num_queries(200) as seen:
            clerk.get("/units/government/posts")
        return sum("organizations_post_record" in each["sql"] for each in seen.captured_queries)

    def all_asked() -> int:
        with django_assert_max_num_queries(200) as seen:
            clerk.get("/units/government/posts")
        return len(seen.captured_queries)

    before, short = all_asked(), asked()
    more = [replace(post(f"more{number}", "bureau"), title="多出职务") for number in range(120)]
    lay_out(Register(posts=tuple(more)), at=AT, as_recorded=False)
    assert (all_asked(), asked()) == (before, short)
    assert short == 1


def test_pages_of_the_list_follow_each_other_without_gap_or_repeat(place: Installation, clerk: Client) -> None:
    more = [replace(post(f"more{number}", "bureau"), title=f"多{number:03}职务") for number in range(120)]
    lay_out(Register(posts=tuple(more)), at=AT, as_recorded=False)
    seen: list[str] = []
    path = "/units/bureau/posts"
    while path:
        page = clerk.get(path).content.decode()
        seen += re.findall(r">(\w+)职务</a>", page)
        found = re.search(r'rel="next" href="(\?[^"]+)"', page)
        path = f"/units/bureau/posts{found[1]}" if found else ""
    assert len(seen) == len(set(seen)) == 123


def test_the_list_goes_out_as_a_file_after_a_fresh_factor(clerk: Client) -> None:
    answer = clerk.get("/units/government/posts?format=csv")
    assert answer.status_code == 200
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert lines[0] == "职务,单位,任职人,职务类别,级别,职数,编号"
    assert lines[1].startswith("mayor职务,某government,石p2,")
    assert len(lines) == 7


def test_differences_between_two_dates_and_between_true_and_as_known(place: Installation, clerk: Client) -> None:
    appoint(person="p6", post="second", on=day("2026-02-01"), by=keeper(), at=AT)
    page = clerk.get("/units/bureau/changes?from=2026-01-01&to=2026-03-01").content.decode()
    assert "石p6 — 某bureau second职务" in page
    assert "新增" in page
    assert "没有差异" in clerk.get("/units/bureau/changes?from=2025-01-01&to=2026-01-01").content.decode()
    then = clerk.get("/units/bureau/changes?to=2026-03-01&known=2026-02-20").content.decode()
    assert "石p6" in then


def test_what_is_gone_is_named_as_it_was_on_the_first_day(place: Installation, clerk: Client) -> None:
    remove(person="p4", post="chief", on=day("2026-02-01"), by=keeper(), at=AT)
    rename_unit(unit="bureau", name="某新局", on=day("2026-02-10"), by=keeper(), at=AT)
    page = clerk.get("/units/bureau/changes?from=2026-01-01&to=2026-03-01").content.decode()
    assert "石p4 — 某bureau chief职务" in page
    assert "某新局 chief职务" not in page
    assert "名称：某bureau → 某新局" in page


def test_a_question_with_a_wrong_day_keeps_what_was_typed(clerk: Client) -> None:
    answer = clerk.get("/who?unit=bureau&on=2023-13-01&levels=2")
    page = answer.content.decode()
    assert answer.status_code == 400
    assert 'name="unit" value="bureau"' in page
    assert "<option selected>2</option>" in page
    assert "<option selected>9</option>" in clerk.get("/who?unit=bureau&levels=9").content.decode()


@pytest.mark.parametrize("path", ["/units/bureau?", "/who?unit=bureau&", "/units/bureau/changes?"])
def test_looking_back_says_what_counts_as_known(clerk: Client, path: str) -> None:
    told = "登记时刻不详的记录，一律视为当时已知"
    assert told in clerk.get(f"{path}known=2026-03-02").content.decode()
    assert told not in clerk.get(path).content.decode()


def test_days_given_the_wrong_way_round_are_turned_and_told(clerk: Client) -> None:
    page = clerk.get("/units/bureau/changes?from=2026-03-01&to=2026-01-01").content.decode()
    assert "已对调" in page
    assert 'name="from" value="2026-01-01"' in page
    assert "已对调" not in clerk.get("/units/bureau/changes?from=2026-01-01&to=2026-03-01").content.decode()


def test_differences_tell_a_corrected_field(place: Installation, clerk: Client) -> None:
    version = TenureRecord.everything(reason="test").get(person__code="p4", superseded_at=None).pk
    fixed = tenure("p4", "chief", "2019-05-01", acting=True)
    correct_tenure(version=version, row=fixed, by=keeper(), at=AT, reason="误登")
    page = clerk.get("/units/bureau/changes?to=2026-03-01&known=2026-02-20").content.decode()
    assert "代理：否 → 是" in page


def test_the_identity_number_opens_by_a_button_for_whom_it_is_open(place: Installation) -> None:
    man = Person.everything(reason="test").get(pk=Official.everything(reason="test").get(code="p4").pk)
    correct_person(man, changes={"identity_no": "430000199001010012"}, by=keeper(), at=AT, reason="补录")
    officer, head = browser(place, "organization_officer", "city"), browser(place, "unit_head", "city")
    assert "430000199001010012" not in officer.get("/persons/p4").content.decode()
    assert "430000199001010012" in officer.post("/persons/p4/identity").content.decode()
    assert "/identity" not in head.get("/persons/p4").content.decode()
    assert head.post("/persons/p4/identity").status_code == 403
    assert officer.post("/persons/nobody/identity").status_code == 404


def test_kinship_is_shown_only_where_it_may_be_read(place: Installation) -> None:
    assert (
        "亲属关系"
        in browser(place, "organization_officer", "city").get("/persons/p4").content.decode().split("about")[0]
    )
    assert "没有登记亲属关系" not in browser(place, "unit_head", "city").get("/persons/p4").content.decode()


@pytest.mark.parametrize("code", ["a/b", "§", "a b", "%2F", "x?y", "..", "<script>"])
def test_any_code_has_an_address_and_gets_an_answer(place: Installation, clerk: Client, code: str) -> None:
    for route in ("unit", "unit_posts", "unit_chart", "unit_changes", "post", "person"):
        assert clerk.get(reverse(route, args=[code])).status_code in (200, 404)


def test_the_picker_lists_matches_as_a_fragment(clerk: Client) -> None:
    part = clerk.get("/pick?kind=unit&q=bureau").content.decode()
    assert 'data-code="bureau"' in part
    assert "<html" not in part
    assert clerk.get("/pick?kind=secret&q=x").status_code == 400
    assert 'data-code="p4"' in clerk.get("/pick?kind=person&q=石p4").content.decode()


def test_the_chart_stands_as_a_table_too(clerk: Client) -> None:
    page = clerk.get("/units/government/chart").content.decode()
    assert "某office" in page.split("chart-data")[-1]
    assert page.count("某bureau") == 2


def test_an_official_sees_his_own_posts_by_name_and_nobody_elses_page(place: Installation) -> None:
    man = Person.everything(reason="test").get(pk=Official.everything(reason="test").get(code="p4").pk)
    official = browser(place, "official", who=man)
    page = official.get("/persons/p4").content.decode()
    assert "某bureau chief职务" in page
    assert 'href="/posts/chief"' not in page
    assert official.get("/persons/p5").status_code == 404
    assert official.get("/posts/chief").status_code == 404
