"""A backup with one bit other than it was written is refused before anything is touched."""

from __future__ import annotations

import zlib
from pathlib import Path
from random import Random
from typing import Any

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from quanze.apps.people.models import Person
from quanze.config.backup import restoring, sealing
from quanze.config.backup.keys import make_pair, public_key
from quanze.core.refusals import Refusal
from tests.conftest import Counted, full_size
from tests.journeys.restoring.conftest import Drill
from tests.journeys.restoring.places import Settings, empty_place, exported

ANSWERS = {"backup_damaged", "not_a_backup", "unknown_suite", "other_key"}


@pytest.fixture
def small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pieces so small that even a small backup has dozens."""
    monkeypatch.setattr(sealing, "PIECE", 512)


@pytest.fixture
def untouched(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A list that gets a word as soon as the place is touched."""
    touched: list[str] = []
    monkeypatch.setattr(restoring, "_migrate", lambda *_: touched.append("touched"))
    monkeypatch.setattr(restoring, "_fill", lambda *_: touched.append("touched"))
    monkeypatch.setattr(restoring, "_migrate_to_now", lambda *_: touched.append("touched"))
    return touched


def refusal_of(drill: Drill, data: bytes, place: Settings) -> str:
    """The code with which an altered file is refused; "" if it was taken."""
    file = drill.folder / "altered.backup"
    file.write_bytes(data)
    try:
        drill.restore(file, place)
    except Refusal as refusal:
        return refusal.code
    return ""


def flipped(data: bytes, bit: int) -> bytes:
    """The same bytes with one bit turned."""
    changed = bytearray(data)
    changed[bit // 8] ^= 1 << bit % 8
    return bytes(changed)


def bits_to_try(data: bytes, random: Random) -> list[int]:
    """Bits of the head, random ones of the rest, and the very last."""
    head, end = 8 * (data.index(b"\n") + 1), 8 * len(data)
    anywhere = [random.randrange(head, end) for _ in range(full_size(60, 2000))]
    return [*range(0, head, full_size(41, 1)), *anywhere, end - 1]


@pytest.mark.usefixtures("small_pieces")
def test_one_flipped_bit_is_refused_before_anything_is_touched(
    drill: Drill, untouched: list[str], counted: Counted
) -> None:
    data = drill.backup().file.read_bytes()
    bits = bits_to_try(data, Random(3))
    counted("翻转的位 bits flipped", len(bits))
    with empty_place(drill.folder / "empty") as place:
        for bit in bits:
            code = refusal_of(drill, flipped(data, bit), place)
            assert (code in ANSWERS, untouched) == (True, []), f"bit {bit}: {code}"


@pytest.mark.usefixtures("small_pieces")
def test_pieces_left_out_swapped_doubled_cut_or_added_are_refused(drill: Drill, untouched: list[str]) -> None:
    data = drill.backup().file.read_bytes()
    start, size = data.index(b"\n") + 1, 512 + 16
    pieces = [data[at : at + size] for at in range(start, len(data), size)]
    assert len(pieces) > 4
    head = data[:start]
    bent = {
        "left out": pieces[:1] + pieces[2:], "swapped": [pieces[1], pieces[0], *pieces[2:]],
        "doubled": [pieces[0], *pieces], "cut at a piece": pieces[:-1], "empty": [],
        "cut within": [*pieces[:-1], pieces[-1][:-1]], "added": [*pieces, b"\0"],
    }  # fmt: skip
    with empty_place(drill.folder / "empty") as place:
        for how, kept in bent.items():
            assert refusal_of(drill, head + b"".join(kept), place) == "backup_damaged", how
    assert untouched == []


def test_another_key_opens_nothing(drill: Drill, untouched: list[str]) -> None:
    other = drill.folder / "other-private.key"
    make_pair(other, drill.folder / "other-public.key", home=drill.folder / "home")
    with empty_place(drill.folder / "empty") as place, pytest.raises(Refusal, match="another private key"):
        drill.restore(drill.backup().file, place, key=other)
    assert untouched == []


class _Careless:
    """AES-GCM as somebody in a hurry might open it: without looking at the tag."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def decrypt(self, nonce: bytes, data: bytes, _: bytes) -> bytes:
        counter = modes.CTR(nonce + (2).to_bytes(4, "big"))
        return Cipher(algorithms.AES(self._key), counter).decryptor().update(data[:-16])


@pytest.mark.usefixtures("small_pieces")
def test_a_reader_that_skips_the_tags_is_caught(drill: Drill, monkeypatch: pytest.MonkeyPatch) -> None:
    data = drill.backup().file.read_bytes()
    monkeypatch.setattr(sealing, "AESGCM", _Careless)
    taken = 0
    with empty_place(drill.folder / "empty") as place:
        monkeypatch.setattr(restoring, "_into_sqlite", lambda *_: None)
        monkeypatch.setattr(restoring, "_into_postgresql", lambda *_: None)
        for bit in bits_to_try(data, Random(3)):
            taken += refusal_of(drill, flipped(data, bit), place) == ""
    assert taken, "the flips of the test above reach the tags"


def test_a_restoring_that_checks_too_late_is_caught(
    drill: Drill, untouched: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    data = drill.backup().file.read_bytes()
    checked = restoring.check_backup(drill.folder / "one.backup", restoring.private_key(drill.private))
    monkeypatch.setattr(restoring, "check_backup", lambda *_: checked)
    monkeypatch.setattr(restoring, "record_fault", lambda *_: None)
    with empty_place(drill.folder / "empty") as place:
        refusal_of(drill, flipped(data, 8 * len(data) - 1), place)
    assert untouched, "the place was touched though the last bit is wrong"


def test_nothing_readable_lies_in_a_backup(drill: Drill) -> None:
    names = list(Person.everything(reason="test").values_list("name", flat=True))
    words, number = [*names, "tang0", "audit_entry", "argon2"], "110101196105042334"
    # An identity number is sealed where it stands, so not even the text inside a backup holds it.
    assert found(b"\n".join(exported()), [*words, number]) == set(words), "the sweep finds each in the text itself"
    assert found(drill.backup().file.read_bytes(), [*words, number]) == set()


def found(data: bytes, words: list[str]) -> set[str]:
    """The words that stand in the bytes, in any usual encoding, compressed or not."""
    views = [data, *unpacked(data)]
    encodings = ("utf-8", "utf-16-le", "utf-16-be", "gb18030")
    return {word for word in words for view in views for encoding in encodings if word.encode(encoding) in view}


def unpacked(data: bytes) -> list[bytes]:
    """What the bytes hold if they are compressed, from wherever a compressed stream may begin."""
    views: list[bytes] = []
    for start in (at for at in range(len(data) - 1) if data[at : at + 2] in (b"\x78\x9c", b"\x1f\x8b")):
        try:
            views.append(zlib.decompressobj(47).decompress(data[start:]))
        except zlib.error:
            continue
    return views


def test_garbage_is_refused_in_one_sentence(drill: Drill, tmp_path: Path) -> None:
    random = Random(9)
    samples: list[Any] = [b"", b"\n", sealing.MAGIC, sealing.MAGIC + b"{}\n", sealing.MAGIC + b"[1]\n", b"\0" * 4096]
    samples += [random.randbytes(random.randrange(2000)) for _ in range(full_size(20, 2000))]
    samples += [sealing.MAGIC + b'{"suite":1,"key":[],"fresh":null}\n' + random.randbytes(40)]
    with empty_place(drill.folder / "empty") as place:
        assert {refusal_of(drill, sample, place) for sample in samples} <= ANSWERS


def test_nonsense_sealed_with_the_public_key_is_refused_in_one_sentence(drill: Drill) -> None:
    texts = [b"", b"\n", b"{}\n", b'{"backup":1}\n', b'{"backup":2}\n', b"[1]\n{}\n", b'{"backup":1,"migrations":3}\n']
    with empty_place(drill.folder / "empty") as place:
        for text in texts:
            file = drill.folder / "nonsense.backup"
            with file.open("wb") as raw:
                sealer = sealing.Sealer(raw, public_key(drill.public))
                sealer.write(text)
                sealer.close()
            assert refusal_of(drill, file.read_bytes(), place) in ("backup_damaged", "newer_backup"), text
