"""Files that are no YAML, too much YAML, or YAML of another world: each is one sentence naming the file."""

from __future__ import annotations

from pathlib import Path

import pytest

from quanze.core.refusals import Refusal
from quanze.core.rulebook.reading import DEEPEST, MOST_BYTES, read_pack, read_yaml

NINE = ",".join(["x"] * 9)
BOMB = f"a: &a [{NINE}]\n" + "".join(
    f"{new}: &{new} [{','.join([f'*{old}'] * 9)}]\n" for old, new in zip("abcdefgh", "bcdefghi", strict=True)
)
FAULTS = {
    "empty": ("", "a mapping is needed"),
    "list": ("- a", "a mapping is needed"),
    "tab": ("a:\n\t- b", "not readable as YAML"),
    "NUL": ("a: \0", "not readable as YAML"),
    "control character": ("a: \x07", "not readable as YAML"),
    "two documents": ("a: 1\n---\nb: 2", "not readable as YAML"),
    "foreign tag": ("a: !!python/object/apply:os.getcwd []", "not readable as YAML"),
    "unknown alias": ("a: *b", "not readable as YAML"),
    "key twice": ("id: a\nid: b", "line 2: the key id stands twice"),
    "key twice inside": ("a: {b: 1, b: 2}", "the key b stands twice"),
    "list as key": ("? [a, b]\n: c", "a key is a single word"),
    "map as key": ("{a: b}: c", "a key is a single word"),
    "too deep": ("a: " + "[" * 100_000, f"nested deeper than {DEEPEST} levels"),
    "bomb": (BOMB, "too large once its aliases"),
    "loop": ("a: &a [*a]", "stands within itself"),
    "endless number": ("a: " + "9" * 6000, "cannot be read"),
}


def written(folder: Path, content: bytes) -> Path:
    """A file with this content."""
    path = folder / "clauses.yaml"
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(("text", "says"), FAULTS.values(), ids=FAULTS)
def test_a_file_that_cannot_be_read_is_one_sentence(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_yaml(written(tmp_path, text.encode()))
    assert refused.value.code == "rulebook"
    assert refused.value.where.startswith("clauses.yaml")
    assert says in refused.value.text("en")


def test_another_encoding_and_a_huge_file_are_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="must be UTF-8"):
        read_yaml(written(tmp_path, "id: 权责".encode("gb18030")))
    with pytest.raises(Refusal, match="is larger than"):
        read_yaml(written(tmp_path, b"#" * (MOST_BYTES + 1)))


def test_words_are_read_as_yaml_1_2_reads_them(tmp_path: Path) -> None:
    text = "on: yes\nn: no\nt: true\nz: null\ni: 12\no: 012\nd: 2019-09-01\nm: 2008-11\nf: 0.50\nc: 12:30\nv: ~\nw:\n"
    assert read_yaml(written(tmp_path, text.encode())) == {
        "on": "yes", "n": "no", "t": True, "z": None, "i": 12, "o": "012", "d": "2019-09-01", "m": "2008-11",
        "f": "0.50", "c": "12:30", "v": None, "w": None,
    }  # fmt: skip


def test_a_part_may_be_used_again_by_alias(tmp_path: Path) -> None:
    assert read_yaml(written(tmp_path, b"a: &x {zh: q}\nb: *x")) == {"a": {"zh": "q"}, "b": {"zh": "q"}}


def test_a_section_may_be_spread_over_files_but_not_said_twice(tmp_path: Path) -> None:
    folder = tmp_path / "P"
    folder.mkdir()
    (folder / "rulebook.yaml").write_text("id: P\nclauses: [{id: a}]", "utf-8")
    (folder / "clauses.yaml").write_text("clauses: [{id: b}]", "utf-8")
    assert read_pack(folder)["clauses"] == [{"id": "b"}, {"id": "a"}]
    (folder / "more.yaml").write_text("id: P", "utf-8")
    with pytest.raises(Refusal, match="stands twice"):
        read_pack(folder)


def test_the_id_is_the_name_of_the_folder(tmp_path: Path) -> None:
    folder = tmp_path / "P"
    folder.mkdir()
    (folder / "rulebook.yaml").write_text("id: Q", "utf-8")
    with pytest.raises(Refusal, match="must be its folder's name"):
        read_pack(folder)
