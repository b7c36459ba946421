"""Files made to hurt are refused at once: too large, too deep, too many, blown up by aliases, wrongly encoded."""

from __future__ import annotations

import time

import pytest

from quanze.core.casefile import MOST_BYTES, check_size, read_case, yaml12
from quanze.core.refusals import Refusal
from tests.core.casefile.samples import EXAMPLE, changed, read, refusal

BOMB = b"a: &a [x, x, x, x, x, x, x, x, x]\n" + b"".join(
    b"%c: &%c [%s]\n" % (98 + n, 98 + n, b", ".join(b"*%c" % (97 + n) for _ in range(9))) for n in range(9)
)


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"x" * 50_000_000, "case.yaml", "too_large"),
        (b"[" * 4_000_000, "case.yaml", "too_deep"),
        (b"[" * 4_000_000, "case.json", "too_deep"),
        (b'{"a":' * 800_000, "case.json", "too_deep"),
        (b"? " * 2_000_000, "case.yaml", "too_deep"),
        (BOMB, "case.yaml", "alias_bomb"),
        (b"a: &a [*a]", "case.yaml", "alias_bomb"),
        (b"a: &a {b: *a}", "case.yaml", "alias_bomb"),
        (b'"' + b"a" * 4_900_000 + b'"', "case.yaml", "wrong_type"),
        (b'{"a": ' + b"9" * 4_000_000 + b"}", "case.json", "unknown_key"),
        (b"a: " + b"9" * 4_000_000, "case.yaml", "unknown_key"),
    ],
)
def test_a_file_made_to_hurt_is_refused_at_once(data: bytes, name: str, code: str) -> None:
    start = time.perf_counter()
    assert refusal(data, name).code == code
    assert time.perf_counter() - start < 20


@pytest.mark.parametrize("data", [b"[" + b"a," * 600_000 + b"]", b"- a\n" * 600_000])
def test_a_flood_of_entries_is_refused_before_it_is_parsed(data: bytes) -> None:
    start = time.perf_counter()
    assert refusal(data).code == "too_many_nodes"
    assert time.perf_counter() - start < 10


def test_too_many_nodes_without_a_separator_of_their_own_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    assert refusal(b"[[[[a]]]]").code == "wrong_type"
    monkeypatch.setattr(yaml12, "MOST_NODES", 4)
    assert refusal(b"[[[[a]]]]").code == "too_many_nodes"


def test_a_size_is_refused_before_anything_is_read() -> None:
    check_size(MOST_BYTES, name="case.yaml")
    with pytest.raises(Refusal, match="5000001 bytes"):
        check_size(MOST_BYTES + 1, name="case.yaml")


def test_it_is_the_limit_on_aliases_that_stops_the_bomb(monkeypatch: pytest.MonkeyPatch) -> None:
    small_bomb = BOMB[: BOMB.index(b"f: &f")]
    assert refusal(small_bomb).code == "alias_bomb"
    monkeypatch.setattr(yaml12, "MOST_REPEATED", 10**6)
    assert refusal(small_bomb).code == "unknown_key"


def test_honest_aliases_are_read() -> None:
    data = (
        changed("title: 副局长, role: deputy", "title: &t 副局长, role: deputy")
        .decode()
        .replace("title: 会计", "title: *t")
    )
    assert read(data).register.posts[2].title == "副局长"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty_file"),
        (b"\xef\xbb\xbf", "empty_file"),
        (b" \n\t\n", "empty_file"),
        (b"# only a remark\n", "empty_file"),
        (b"null", "empty_file"),
        (b"- a\n", "wrong_type"),
        (b"format", "wrong_type"),
        (EXAMPLE.encode("utf-16"), "wrong_encoding"),
        (EXAMPLE.encode("utf-16-le"), "wrong_encoding"),
        (EXAMPLE.encode("utf-32"), "wrong_encoding"),
        (EXAMPLE.encode("big5", "replace"), "wrong_encoding"),
        ("名前: 山田太郎、カタカナ、ひらがな、会計".encode("shift_jis"), "wrong_encoding"),
        ("name: café crème brûlée".encode("latin-1"), "wrong_encoding"),
        (changed("name: 乙", "name: X").replace(b"X", b"\xe4\xb9"), "wrong_encoding"),
        (EXAMPLE.encode() + b"\x00", "control_character"),
        (EXAMPLE.encode()[:-1] + b"\x1b[31m\n", "control_character"),
    ],
)
def test_a_file_without_readable_text_is_refused(data: bytes, code: str) -> None:
    assert refusal(data).code == code


def test_utf8_with_and_without_a_mark_reads_alike() -> None:
    assert read(b"\xef\xbb\xbf" + EXAMPLE.encode()) == read(EXAMPLE)


def test_gb18030_is_accepted_and_said_in_both_languages() -> None:
    found = read_case(EXAMPLE.encode("gb18030"), name="case.yaml")
    assert found.case == read(EXAMPLE)
    assert [note.code for note in found.notes] == ["gb18030_read"]
    assert "GB18030" in found.notes[0].zh
    assert "GB18030" in found.notes[0].en
    assert read_case(EXAMPLE.encode(), name="case.yaml").notes == ()


@pytest.mark.parametrize(
    ("text", "where", "code"),
    [
        (
            '{"format": "quanze/case/1", "id": "a", "dates": {"filed": null, "filed": null}}',
            "dates.filed",
            "duplicate_key",
        ),
        ('{"id": "a", "id": "b"}', "id", "duplicate_key"),
        ('{"id": NaN}', "", "bad_json"),
        ('{"id": -Infinity}', "", "bad_json"),
        ('{"id": "a",}', "", "bad_json"),
        ("id: a", "", "bad_json"),
        ('{"id": "a"} {"id": "b"}', "", "bad_json"),
        ('{"id": "\\ud800"}', "id", "control_character"),
        ('{"format": "quanze/case/1", "id": "a\\u0000"}', "id", "control_character"),
        ('{"\\u0000id": "a"}', "?id", "unknown_key"),
    ],
)
def test_json_is_read_as_strictly(text: str, where: str, code: str) -> None:
    found = refusal(text, "case.json")
    assert (found.code, found.where) == (code, where)


def test_a_brace_may_also_open_yaml() -> None:
    data = "{format: quanze/case/1, id: a, area: 430900, dates: {asked_on: 2010-01-01}, incident: {organization: u}, register: {organizations: [{id: u, kind: other}]}}"  # noqa: E501
    assert read(data).id == "a"


@pytest.mark.parametrize(("area", "known"), [("999999", False), ("660000", False), ("430999", True), ("000000", True)])
def test_a_code_of_no_known_area_is_asked_under_the_rules_of_the_nation_and_that_is_said(
    area: str, known: bool
) -> None:
    told = read_case(EXAMPLE.replace("430900", area).encode(), name="case.yaml").notes
    assert [note.code for note in told] == ([] if known else ["area_unknown"])
    assert known or (area in told[0].zh and "只按全国" in told[0].zh)


def test_an_area_that_a_rulebook_of_ones_own_is_for_is_known() -> None:
    data = EXAMPLE.replace("430900", "990100").encode()
    assert read_case(data, name="case.yaml", known_areas={"990000"}).notes == ()
    assert read_case(data, name="case.yaml", known_areas={"000000"}).notes != ()
