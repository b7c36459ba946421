"""The sheet as a page."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from itertools import pairwise

import pytest

from quanze.core.sheet.page import as_html, other
from quanze.core.sheet.reader import Reader
from quanze.core.sheet.style import STYLE
from tests.core.sheet import checks
from tests.core.sheet.names import NAMES, OWN_FINDINGS, TITLES
from tests.core.sheet.responsible import head_party
from tests.core.sheet.sheets import case, sheet

LANGS = ("zh", "en")
PRINTED = """
import hashlib
from quanze.core.sheet.data import as_data, as_json, as_yaml
from quanze.core.sheet.diff import diff
from quanze.core.sheet.page import as_html
from quanze.core.sheet.prose import as_prose
from tests.core.sheet.names import TITLES
from tests.core.sheet.responsible import body_party, head_clauses, head_party
from tests.core.sheet.sheets import case, sheet

one = sheet()
other = sheet(parties=(body_party(), head_party(clauses=head_clauses()[:1])), questions=())
text = as_json(one) + as_yaml(one)
for lang in ("zh", "en"):
    text += as_html(one, case(), lang, titles=TITLES) + as_prose(one, lang) + diff(as_data(one), as_data(other), lang)
print(hashlib.sha256(text.encode()).hexdigest())
"""


def page(lang: str, **changes: object) -> str:
    return as_html(sheet(**changes), case(), lang, titles=TITLES, findings=OWN_FINDINGS)


@pytest.mark.parametrize("lang", LANGS)
def test_every_tag_is_closed_in_its_order(lang: str) -> None:
    assert checks.tree(page(lang)).faults == []


def test_an_unclosed_tag_is_found_out() -> None:
    assert checks.tree(page("zh").replace("</ul>", "", 1)).faults


@pytest.mark.parametrize("lang", LANGS)
def test_ids_are_unique_and_every_reference_within_the_page_has_its_aim(lang: str) -> None:
    found = checks.tree(page(lang))
    assert len(found.ids) == len(set(found.ids))
    assert {link[1:] for link in found.links if link.startswith("#")} <= set(found.ids)
    assert set(found.labels) <= set(found.ids)


@pytest.mark.parametrize("lang", LANGS)
def test_headings_go_down_one_step_at_a_time(lang: str) -> None:
    steps = checks.tree(page(lang)).headings
    assert steps[0] == 1
    assert steps.count(1) == 1
    assert all(below <= above + 1 for above, below in pairwise(steps))


@pytest.mark.parametrize("lang", LANGS)
def test_nothing_is_fetched_from_outside(lang: str) -> None:
    text = page(lang)
    outside = [link for link in checks.tree(text).links if not link.startswith(("#", "./"))]
    assert outside == []
    assert not any(
        sign in text.lower() for sign in ("http:", "https:", "//", "url(", "@import", "<script", "javascript:")
    )


@pytest.mark.parametrize("lang", LANGS)
def test_the_page_has_landmarks_a_language_and_table_headings_with_scope(lang: str) -> None:
    found = checks.tree(page(lang))
    tags = [tag for tag, _ in found.tags]
    assert {"header", "nav", "main", "footer"} <= set(tags)
    assert dict(found.tags)["html"] == {"lang": "zh-Hans" if lang == "zh" else "en"}
    assert all(attrs.get("scope") in ("col", "row") for tag, attrs in found.tags if tag == "th")
    assert tags.count("table") == tags.count("caption")


def test_each_page_links_to_the_other_language_beside_it() -> None:
    assert './fixture-case.en.html" hreflang="en"' in page("zh")
    assert './fixture-case.zh.html" hreflang="zh"' in page("en")
    assert other("甲 &案#1", Reader(lang="zh")) == "./%E7%94%B2%20%26%E6%A1%88%231.en.html"


@pytest.mark.parametrize("lang", LANGS)
def test_whatever_a_name_holds_it_stays_text(lang: str) -> None:
    canary = "<script>alert(1)</script>\"'&"
    names = {**NAMES, **dict.fromkeys(("p1", "p2", "bureau", "head", "v1"), canary)}
    text = page(lang, names=names, title={"zh": canary, "en": canary}, parties=(head_party(name=canary),))
    assert "<script" not in text
    assert checks.tree(text).faults == []
    assert canary in "".join(checks.tree(text).text)


@pytest.mark.parametrize("lang", LANGS)
def test_no_key_of_the_data_reaches_the_page(lang: str) -> None:
    text = "\n".join(checks.tree(page(lang)).text)
    assert not checks.raw_keys(text, {"two_heads_months"})
    assert not checks.bare_leadership(text)


def test_who_and_why_stand_before_the_picture_and_the_questions_before_the_parties() -> None:
    wanted = ["answer", "overview", "picture", "questions", "parties"]
    assert [key for key in checks.tree(page("zh")).ids if key in wanted] == wanted


def test_the_facts_of_each_partys_clauses_open_on_demand() -> None:
    tags = [tag for tag, _ in checks.tree(page("zh")).tags]
    assert tags.count("details") == tags.count("summary") == len(sheet().parties)


def test_chinese_inside_the_english_page_says_its_language() -> None:
    assert '<span lang="zh-Hans">甲某</span>' in page("en")
    assert '<span lang="zh-Hans">' not in page("zh")


def test_the_look_serves_print_phone_and_keyboard() -> None:
    assert "@media print" in STYLE
    assert "@media (max-width:46rem)" in STYLE
    assert ":focus-visible" in STYLE


def luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize(
    ("ink", "ground"),
    [
        ("1f1f1f", "ffffff"),
        ("555555", "ffffff"),
        ("555555", "f6f6f6"),
        ("4d4d4d", "f6f6f6"),
        ("4d4d4d", "f0f0f0"),
        ("4d4d4d", "ececec"),
        ("ffffff", "8b1a1a"),
        ("7a1616", "ffffff"),
        ("8b1a1a", "ffffff"),
    ],
)
def test_every_ink_on_its_ground_has_contrast_aa(ink: str, ground: str) -> None:
    light, dark = sorted((luminance(ink), luminance(ground)), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 4.5


def test_the_same_sheet_gives_the_same_bytes_in_every_process() -> None:
    runs = {
        subprocess.run(
            [sys.executable, "-c", PRINTED],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(runs) == 1


def test_the_page_needs_no_template_engine_and_no_network_module() -> None:
    code = "import sys; import quanze.core.sheet.page, quanze.core.sheet.prose; print(*sys.modules)"
    here = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    run = subprocess.run([sys.executable, "-c", code], env=here, capture_output=True, check=True, text=True)
    loaded = run.stdout.split()
    assert not {"jinja2", "django", "pydantic", "urllib.request", "http.client", "socket"} & set(loaded)


def test_fifteen_parties_are_all_set() -> None:
    many = sheet(parties=tuple(replace(head_party(), post=f"post-{number}") for number in range(15)))
    assert len(as_html(many, case(), "zh", titles=TITLES)) > len(as_html(sheet(), case(), "zh", titles=TITLES))
