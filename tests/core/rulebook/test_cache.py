"""The compiled rules: the same as the text, made again when a file changes, and never a reason to stop."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from quanze.core.refusals import Refusal
from quanze.core.rulebook import loader
from quanze.core.rulebook.library import Library
from quanze.core.rulebook.loader import load_library, without_examples
from tests.core.rulebook.plants import planted


def same(one: Library, other: Library) -> bool:
    """Whether two libraries hold the same rules."""
    return (one.packs, one.common, one.digest) == (other.packs, other.common, other.digest)


def kept(folder: Path) -> Path:
    """The one file of the cache."""
    (path,) = folder.iterdir()
    return path


def test_the_second_load_equals_the_first_and_the_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = load_library(cache=tmp_path / "new" / "rules")
    read: list[object] = []
    monkeypatch.setattr(loader, "read_pack", read.append)
    second = load_library(cache=tmp_path / "new" / "rules")
    assert read == []
    monkeypatch.undo()
    assert same(first, second)
    assert same(second, load_library())
    for name in second.packs:
        assert repr(second.rulebook(name).clauses) == repr(first.rulebook(name).clauses)


SPOILT = [b"", b"null", b"\xff\xfe", b"2 x y\n{}"]


def test_a_spoilt_cache_is_ignored_and_written_anew(tmp_path: Path) -> None:
    first = load_library(cache=tmp_path)
    whole = kept(tmp_path).read_bytes()
    for content in (*SPOILT, whole[:-1], whole.replace(b"1000000", b"9000000"), b"1" + whole[1:]):
        assert content != whole
        kept(tmp_path).write_bytes(content)
        assert same(first, load_library(cache=tmp_path))
        assert kept(tmp_path).read_bytes() == whole


def test_a_folder_that_cannot_be_written_costs_only_time(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    assert same(load_library(cache=tmp_path / "file" / "rules"), load_library())


def test_a_file_where_the_cache_should_lie_is_left_alone(tmp_path: Path) -> None:
    digest = load_library().digest.removeprefix("sha256:")
    (tmp_path / f"rules-{digest[:16]}.json").mkdir()
    assert same(load_library(cache=tmp_path), load_library())
    assert [path.name for path in tmp_path.iterdir()] == [f"rules-{digest[:16]}.json"]


def test_a_changed_file_is_compiled_again(tmp_path: Path) -> None:
    place, cache = planted(tmp_path, "YY2009", lambda data: None), tmp_path / "cache"
    before = load_library([place], cache=cache)
    text = (place / "rulebook.yaml").read_text("utf-8")
    (place / "rulebook.yaml").write_text(text.replace('"2009-06"', '"2009-07"'), "utf-8")
    after = load_library([place], cache=cache)
    assert before.digest != after.digest
    assert "YY2009" in {i.id for i in before.in_force("430900", date(2009, 7, 1))}
    assert "YY2009" not in {i.id for i in after.in_force("430900", date(2009, 7, 1))}


def test_the_compiled_form_leaves_out_examples_only() -> None:
    data = {"clauses": [{"id": "a", "examples": [1], "when": {"always": True}}], "id": "X"}
    assert without_examples(data) == {"clauses": [{"id": "a", "when": {"always": True}}], "id": "X"}


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="no such folder"):
        load_library([tmp_path / "none"])


def test_findings_that_are_no_findings_are_refused(tmp_path: Path) -> None:
    place = planted(tmp_path, "YY2009", lambda data: data.update(findings={"x": {"zh": "某"}}))
    with pytest.raises(Refusal, match="is missing"):
        _ = load_library([place]).findings
