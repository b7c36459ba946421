"""quanze determine: forms, options, batches."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from tests.cli.command import EXAMPLE, files_under, quanze

GOOD = EXAMPLE.read_text("utf-8")


def numbered(number: int) -> str:
    """The example under another id."""
    return GOOD.replace("id: yiyang-example", f"id: case-{number}")


@pytest.fixture
def batch(tmp_path: Path) -> Path:
    """A folder of three cases, the second of which is refused, beside files that are no cases."""
    folder = tmp_path / "cases"
    folder.mkdir()
    (folder / "a.yaml").write_text(numbered(3), "utf-8")
    (folder / "b.yml").write_text(numbered(2).replace("vile", "evil"), "utf-8")
    (folder / "c.yaml").write_text(numbered(1), "utf-8")
    (folder / "note.txt").write_text("no case", "utf-8")
    (folder / ".hidden.yaml").write_text("no case", "utf-8")
    return folder


def test_a_sheet_is_printed_in_the_language_asked_for() -> None:
    assert quanze("determine", EXAMPLE, "--lang", "zh").out.startswith("定责建议\n")
    assert quanze("determine", EXAMPLE, "--lang", "en").out.startswith("Determination sheet\n")
    assert quanze("determine", EXAMPLE, env={"LANG": "en_US.UTF-8"}).out.startswith("Determination sheet\n")
    assert quanze("determine", EXAMPLE, env={"LANG": "C"}).out.startswith("定责建议\n")


def test_json_and_yaml_carry_the_same_sheet() -> None:
    as_json = json.loads(quanze("determine", EXAMPLE, "--json").out)
    as_yaml = yaml.load(quanze("determine", EXAMPLE, "--yaml").out, yaml.BaseLoader)
    assert as_json["case"] == as_yaml["case"] == "yiyang-example"
    assert [p["relation"] for p in as_json["parties"]] == [p["relation"] for p in as_yaml["parties"]]


def test_the_same_question_gives_the_same_bytes() -> None:
    for form in ("--json", "--yaml"):
        seeds = [quanze("determine", EXAMPLE, form, env={"PYTHONHASHSEED": seed}).raw for seed in ("1", "2")]
        assert seeds[0] == seeds[1]


def test_a_batch_is_one_line_a_case_in_the_order_given(batch: Path) -> None:
    ran = quanze("determine", batch, "--json")
    lines = [json.loads(line) for line in ran.out.splitlines()]
    assert [line["case"] for line in lines] == ["case-3", "case-2", "case-1"]
    assert lines[1]["refused"]["code"] == "unknown_value"
    assert "vile" in lines[1]["refused"]["text"]
    assert (ran.status, ran.err) == (1, "")
    turned = quanze("determine", batch / "c.yaml", batch / "a.yaml", "--json")
    assert [json.loads(line)["case"] for line in turned.out.splitlines()] == ["case-1", "case-3"]
    assert turned.status == 0


def test_a_line_of_a_batch_is_the_sheet_of_the_case_alone(batch: Path) -> None:
    line = quanze("determine", batch, "--json").out.splitlines()[0]
    assert json.loads(line) == json.loads(quanze("determine", batch / "a.yaml", "--json").out)


def test_a_case_whose_id_cannot_be_read_is_named_by_its_file(batch: Path) -> None:
    (batch / "b.yml").write_bytes(b"")
    lines = quanze("determine", batch, batch / "gone.yaml", "--json").out.splitlines()
    assert [json.loads(line)["case"] for line in lines] == ["case-3", "b.yml", "case-1", "gone.yaml"]


def test_a_folder_without_cases_is_one_refused_line_of_a_batch(batch: Path, tmp_path: Path) -> None:
    (tmp_path / "none").mkdir()
    lines = [json.loads(line) for line in quanze("determine", tmp_path / "none", batch, "--json").out.splitlines()]
    assert (lines[0]["case"], lines[0]["refused"]["code"]) == ("none", "no_cases")
    assert len(lines) == 4


def test_a_batch_in_words_says_refusals_on_standard_error_with_their_file(batch: Path) -> None:
    ran = quanze("determine", batch)
    assert ran.out.count("定责建议\n") == 2
    assert ran.err.startswith("unknown_value: ")
    assert "b.yml" in ran.err
    assert len(ran.err.splitlines()) == 1


def test_pages_come_in_both_languages_with_an_index_and_none_for_the_refused(batch: Path, tmp_path: Path) -> None:
    ran = quanze("determine", batch, "--html", "--out", "pages", at=tmp_path)
    assert ran.status == 1
    pages = ["case-1.en.html", "case-1.zh.html", "case-3.en.html", "case-3.zh.html", "index.html"]
    assert files_under(tmp_path / "pages") == pages
    index = (tmp_path / "pages" / "index.html").read_text("utf-8")
    assert index.index("case-3.zh.html") < index.index("case-1.zh.html")
    assert "case-2" not in index
    assert "如经有权机关查实" in index
    assert "If confirmed by the competent organ" in index
    assert "<script" not in index


def test_an_index_shows_names_as_text(tmp_path: Path) -> None:
    case = GOOD.replace("某市某局会计挪用公款", "<script>alert(1)</script>").replace("name: 甲", 'name: "<b>甲</b>"')
    (tmp_path / "one.yaml").write_text(case, "utf-8")
    assert quanze("determine", tmp_path, "--html", at=tmp_path).status == 0
    index = (tmp_path / "out" / "index.html").read_text("utf-8")
    assert "<script" not in index
    assert "<b>" not in index
    assert "&lt;script&gt;" in index


def test_two_cases_of_one_id_never_overwrite_each_other(batch: Path, tmp_path: Path) -> None:
    (batch / "d.yaml").write_text(numbered(1).replace("vile", "bad").replace("case-1", "CASE-1"), "utf-8")
    ran = quanze("determine", batch / "c.yaml", batch / "d.yaml", "--json", "--out", "o", at=tmp_path)
    assert (ran.status, ran.err.split(":")[0]) == (1, "doubled_case")
    assert files_under(tmp_path / "o") == ["case-1.json"]


@pytest.mark.parametrize(("form", "ending"), [("--json", "json"), ("--yaml", "yaml"), ("--lang=zh", "txt")])
def test_out_writes_what_would_have_been_printed(form: str, ending: str, tmp_path: Path) -> None:
    printed = quanze("determine", EXAMPLE, form).raw
    ran = quanze("determine", EXAMPLE, form, "--out", "o", at=tmp_path)
    assert ran.out == f"o/yiyang-example.{ending}\n"
    assert (tmp_path / "o" / f"yiyang-example.{ending}").read_bytes() == printed


def test_a_folder_that_is_a_file_is_refused_and_stays(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("mine", "utf-8")
    ran = quanze("determine", EXAMPLE, "--html", at=tmp_path)
    assert (ran.status, ran.err.split(":")[0]) == (1, "cannot_write")
    assert (tmp_path / "out").read_text("utf-8") == "mine"


def test_on_overrides_the_day_asked_of_the_case() -> None:
    sheet = json.loads(quanze("determine", EXAMPLE, "--on", "2010-07-02", "--json").out)
    assert sheet["asked"]["on"] == "2010-07-02"


def test_known_at_stands_on_the_sheet_and_hides_what_was_recorded_later(tmp_path: Path) -> None:
    later = GOOD.replace("{person: p2, post: deputy,", '{person: p2, post: deputy, recorded_at: "2010-05-01",')
    (tmp_path / "case.yaml").write_text(later, "utf-8")
    sheets = [
        json.loads(quanze("determine", "case.yaml", "--json", "--known-at", at, at=tmp_path).out)
        for at in ("2010-04-30", "2010-05-02T09:30", "2010-05-01")
    ]
    people = [{party["party"].get("person") for party in sheet["parties"]} for sheet in sheets]
    assert "p2" not in people[0]
    assert "p2" in people[1]
    assert sheets[1]["asked"]["known_at"].startswith("2010-05-02T09:30")
    assert "p2" in people[2]
    assert sheets[2]["asked"]["known_at"] == "2010-05-01T23:59:59.999999+08:00"


def test_only_the_rulebooks_named_speak_wherever_the_option_stands() -> None:
    ways = (
        [EXAMPLE, "--rulebook", "YY2009", "YY2008"],
        ["--rulebook", "YY2009", "YY2008", EXAMPLE],
        ["--rulebook", "YY2009,YY2008", EXAMPLE],
        ["--rulebook", "YY2009", "--rulebook", "YY2008", "--json", EXAMPLE],
    )
    sheets = {quanze("determine", "--json", *(word for word in way if word != "--json")).out for way in ways}
    assert len(sheets) == 1
    cited = {c["cite"]["rulebook"] for party in json.loads(sheets.pop())["parties"] for c in party["clauses"]}
    assert cited
    assert cited <= {"YY2009", "YY2008", "ZD5"}


def test_a_parameter_set_is_typed_and_stands_on_the_sheet() -> None:
    sheet = json.loads(quanze("determine", EXAMPLE, "--set", "YY2009.two_heads_months=12", "--json").out)
    assert sheet["parameters"]["YY2009.two_heads_months"] == 12
    assert json.loads(quanze("determine", EXAMPLE, "--json").out)["parameters"]["YY2009.two_heads_months"] is None


def test_a_parameter_of_the_command_goes_before_that_of_the_case(tmp_path: Path) -> None:
    (tmp_path / "case.yaml").write_text(GOOD + "parameters: {YY2009.two_heads_months: 6}\n", "utf-8")
    sheet = json.loads(
        quanze("determine", "case.yaml", "--set", "YY2009.two_heads_months=12", "--json", at=tmp_path).out
    )
    assert sheet["parameters"]["YY2009.two_heads_months"] == 12


def test_a_rulebook_that_is_off_may_be_switched_on() -> None:
    ran = quanze("determine", EXAMPLE, "--set", "YY-sample.on=true", "--json")
    assert ran.status == 0
    assert quanze("determine", EXAMPLE, "--set", "YY-sample.on=yes").status == 1


def test_a_case_may_come_through_a_pipe() -> None:
    assert quanze("determine", "-", "--json", given=GOOD.encode()).raw == quanze("determine", EXAMPLE, "--json").raw
