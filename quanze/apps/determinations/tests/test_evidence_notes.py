"""Every answer may carry its evidence: kept with the draft, in the case file, and shown with the sheet."""

from __future__ import annotations

import io
import json
import re
import zipfile
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from quanze.apps.determinations.models import Concerned, Determination
from quanze.apps.determinations.rulebooks.tests.screens import abroad
from quanze.apps.determinations.tests.cases import BUREAU, below, case_text, town, violator, within
from quanze.apps.determinations.tests.laid_out import kin_to
from quanze.apps.determinations.tests.laid_out import place as laid_out
from quanze.apps.determinations.tests.office import WHY, Office, Screen, case_of, form, main_of
from quanze.core.refusals import Refusal

pytestmark = pytest.mark.django_db
ASKED = re.compile(r'name="q" value="([^"]+)"')
TYPED = {
    "incident.influence.evidence": "通报第2页\r\n网络舆情专报",
    "incident.harm.evidence": "未找到评估材料",
    "violations[0].transferred_to_justice.evidence": "移送函",
}


def notes(number: str) -> list[dict[str, Any]]:
    return list(case_of(number).get("notes", []))


def sent(screen: Screen, number: str, **given: str) -> None:
    """One round in which every question gets the same ``value`` and ``evidence``, "" where not given."""
    path = f"/determinations/drafts/{number}/facts"
    keys = ASKED.findall(screen.get(path).text)
    answers: dict[str, object] = {"q": keys, "by": "市纪委", "on": "2010-05-21"}
    for place_ in range(len(keys)):
        answers |= {f"a{place_}": given.get("value", ""), f"a{place_}.evidence": given.get("evidence", "")}
    assert screen.post(path, answers).status_code == 302


def test_what_is_typed_beside_a_fact_stands_in_the_case_file_known_or_not(place: Office) -> None:
    screen = place.screen()
    number = screen.described(**TYPED)
    assert notes(number) == [
        {"fact": "incident.influence", "evidence": ["通报第2页", "网络舆情专报"]},
        {"fact": "incident.harm", "evidence": ["未找到评估材料"]},
        {"fact": "violation.transferred_to_justice", "about": "v1", "evidence": ["移送函"]},
    ]
    assert "harm" not in case_of(number)["incident"]
    file = screen.get(f"/determinations/drafts/{number}/file").content.decode()
    assert "网络舆情专报" in file
    page = screen.get(f"/determinations/drafts/{number}").text
    assert "通报第2页\n网络舆情专报</textarea>" in page


def test_the_sheet_shows_every_answer_with_its_evidence_in_both_languages(place: Office) -> None:
    screen = place.screen()
    draft = screen.described(**TYPED)
    number = screen.post(f"/determinations/drafts/{draft}/ask", {"reason": WHY})["Location"].rpartition("/")[2]
    page = screen.get(f"/determinations/{number}").text
    rests = page[page.index('id="rests-h"') : page.index('class="given"')]
    for part in (
        "影响程度",
        "恶劣影响",
        "网络舆情专报",
        "危害程度",
        "不清楚",
        "未找到评估材料",
        "的违纪事实",
        "移送函",
        "市纪委",
    ):
        assert part in rests
    assert "履行主体责任不力" in rests
    assert BUREAU not in rests
    english = abroad(screen).get(f"/determinations/{number}").text
    told = english[english.index('id="rests-h"') : english.index('class="given"')]
    for part in ("influence", "vile", "not clear", "the violation of", "移送函"):
        assert part in told
    assert "移送函".encode() in bytes(Determination.everything(reason="test").get(public_id=number).case_text)


def test_the_papers_hold_the_same_answers_and_evidence(place: Office) -> None:
    screen = place.screen()
    draft = screen.described(**TYPED)
    number = screen.post(f"/determinations/drafts/{draft}/ask", {"reason": WHY})["Location"].rpartition("/")[2]
    for told in ("事实和认定的依据", "What facts and findings rest on"):
        word = screen.get(f"/determinations/{number}/file?as=docx").content
        with zipfile.ZipFile(io.BytesIO(word)) as parts:
            text = parts.read("word/document.xml").decode()
        for part in ("网络舆情专报", "未找到评估材料", "移送函", "市纪委"):
            assert part in text[text.index(told) :]
        abroad(screen)


def facts_now(screen: Screen, number: str) -> list[str]:
    """The facts, findings apart, that the present round asks for; rounds on findings alone are passed over."""
    for _ in range(12):
        page = screen.get(f"/determinations/drafts/{number}/facts").text
        found = [key.partition("|")[0] for key in ASKED.findall(page) if not key.startswith("finding.")]
        if found:
            return found
        sent(screen, number)
    raise AssertionError("no fact is asked for")


def test_an_answer_to_a_fact_keeps_its_evidence_who_gave_it_and_when(place: Office) -> None:
    screen = place.screen()
    number = screen.described(**{"incident.influence": "", "violations[0].investigated_by": ""})
    asked = facts_now(screen, number)
    sent(screen, number, evidence="谈话笔录")
    told = [note for note in notes(number) if note["fact"] in asked]
    assert {note["fact"] for note in told} == set(asked)
    assert all(note["evidence"] == ["谈话笔录"] and note["by"] == "市纪委" for note in told)


def test_a_question_asked_again_shows_what_was_noted_for_it(place: Office) -> None:
    screen = place.screen()
    number = screen.described(**{"incident.influence": "", "violations[0].investigated_by": ""})
    path = f"/determinations/drafts/{number}/facts"
    asked = facts_now(screen, number)
    sent(screen, number, evidence="谈话笔录")
    screen.post(path, {"act": "reopen"})
    page = screen.get(path).text
    assert set(asked) & {key.partition("|")[0] for key in ASKED.findall(page)}
    assert "谈话笔录</textarea>" in page


def test_not_clear_without_evidence_leaves_no_note(place: Office) -> None:
    screen = place.screen()
    number = screen.described()
    sent(screen, number)
    assert notes(number) == []


def test_who_answered_is_forgotten_when_the_fact_is_typed_anew_and_its_evidence_stays(place: Office) -> None:
    screen = place.screen()
    told = "notes:\n  - {fact: incident.influence, evidence: [通报第2页], by: 市纪委, on: 2010-05-20}\n"
    file = SimpleUploadedFile("case.yaml", case_text(*violator(town()), more=told))
    number = screen.post("/determinations/upload", {"file": file})["Location"].split("/")[3].partition("?")[0]
    path, (note,) = f"/determinations/drafts/{number}", notes(number)
    assert note["by"] == "市纪委"
    screen.post(path, {"act": "save", "incident.influence": "vile", "incident.influence.evidence": "通报第2页"})
    assert notes(number) == [note]
    screen.post(path, {"act": "save", "incident.influence": "bad", "incident.influence.evidence": "通报第2页"})
    assert notes(number) == [{"fact": "incident.influence", "evidence": ["通报第2页"]}]


def test_a_violation_that_is_removed_takes_its_notes_along(place: Office) -> None:
    screen = place.screen()
    number = screen.described(**TYPED)
    assert [note["about"] for note in notes(number) if "about" in note] == ["v1"]
    screen.post(f"/determinations/drafts/{number}", form(act="remove:violations[0]", **{"violations[0].id": "v1"}))
    assert [note for note in notes(number) if "about" in note] == []
    assert screen.get(f"/determinations/drafts/{number}/facts").status_code == 200


def test_a_note_too_long_is_shown_at_its_own_place_with_what_was_typed(place: Office) -> None:
    screen = place.screen()
    long = "长" * 20_001
    number = screen.described(**{"incident.influence.evidence": long})
    page = screen.get(f"/determinations/drafts/{number}?check=1").text
    assert 'href="#incident-influence-evidence"' in page
    assert long in page


def test_notes_change_nothing_of_the_answer_and_the_command_gives_the_same_bytes() -> None:
    here = laid_out()
    more = "notes: [{fact: incident.influence, evidence: [通报第2页], by: 市纪委, on: 2010-05-20}]\n"
    plain, noted = (here.ask(data=case_text(*violator(town()), more=text)).answered.data for text in ("", more))
    first, second = json.loads(plain), json.loads(noted)
    assert first["asked"].pop("input_digest") != second["asked"].pop("input_digest")
    assert first == second
    assert here.ask(data=case_text(*violator(town()), more=more)).answered.data == noted


def test_whoever_is_kin_to_a_person_that_only_a_note_is_about_may_not_ask() -> None:
    here = laid_out()
    first = here.ask().determination
    known = Concerned.everything(reason="test").filter(determination=first).values_list("person_id", flat=True)
    people = {row.person for row in within(town(), below(town(), BUREAU)).tenures}
    stranger = next(code for code in sorted(people) if here.person(code) not in set(known))
    data = case_text(
        *violator(town()), more=f"notes: [{{fact: finding.took_part, about: {stranger}, evidence: [名单]}}]\n"
    )
    asker = kin_to(here.officer(), here.person(stranger))
    here.ask(asker)
    with pytest.raises(Refusal) as refused:
        here.ask(asker, data=data)
    assert refused.value.code == "not_found"


def test_a_case_without_any_evidence_says_so(place: Office) -> None:
    screen = place.screen()
    draft = screen.described(**{"findings.rows": "1", "findings[0].about": "", "findings[0].finding": "",
                                "findings[0].value": "", "findings[0].by": "", "findings[0].on": ""})  # fmt: skip
    number = screen.post(f"/determinations/drafts/{draft}/ask", {"reason": WHY})["Location"].rpartition("/")[2]
    assert "描述案件时没有记下依据" in main_of(screen.get(f"/determinations/{number}").text)
