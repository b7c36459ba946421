"""The second verifier as its users meet it: one file, no product, an exit code and one sentence for anything."""

from __future__ import annotations

import ast
import hashlib
import json
import subprocess
import sys
from dataclasses import astuple
from pathlib import Path
from random import Random

import pytest

from quanze.core.ledger.anchors import anchor_line
from quanze.core.ledger.lines import ledger_lines
from quanze.core.ledger.proofs import proof_text
from tests.conftest import full_size
from tests.core.ledger.ledgers import sound
from tests.core.ledger.test_tree import proof_of
from tools import verify_audit

PROGRAM = Path(verify_audit.__file__)
LEDGER = sound(Random(11), 520)
SEALED = "\n".join(ledger_lines(LEDGER.rows, LEDGER.checkpoints, sealed=True)) + "\n"


@pytest.fixture
def record(tmp_path: Path) -> Path:
    """An exported record beside its witness file, witness folder and one proof."""
    (tmp_path / "record.jsonl").write_text(SEALED, "utf-8", newline="")
    (tmp_path / "witness").write_text("\n".join(map(anchor_line, LEDGER.anchors)), "utf-8")
    (tmp_path / "folder").mkdir()
    for each in LEDGER.anchors:
        (tmp_path / "folder" / f"{each.entries:015d}.anchor").write_text(anchor_line(each), "utf-8")
    (tmp_path / "proof.json").write_text(proof_text(proof_of(LEDGER, 77, 500)), "utf-8")
    return tmp_path / "record.jsonl"


def run(*arguments: object) -> tuple[int, str]:
    """Exit status and output of the program, run alone: isolated, from nowhere near the product."""
    command = [sys.executable, "-I", str(PROGRAM), *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, cwd="/", check=False)
    assert b"Traceback" not in done.stderr
    return done.returncode, done.stdout.decode("utf-8")


def test_it_imports_the_standard_library_only() -> None:
    tree = ast.parse(PROGRAM.read_text("utf-8"))
    named = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    named |= {str(node.module) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name.split(".")[0] for name in named} <= sys.stdlib_module_names


def test_its_own_sm3_is_that_of_the_standard() -> None:
    assert verify_audit.sm3(b"abc").hex() == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
    for size in [0, 1, 55, 56, 63, 64, 65, 300]:
        data = Random(size).randbytes(size)
        assert verify_audit.sm3(data) == hashlib.new("sm3", data).digest()


def test_a_sound_record_passes_with_either_witness(record: Path) -> None:
    for witness in ("witness", "folder"):
        status, said = run(record, "--witness", record.with_name(witness))
        assert (status, "520 条，锚点核对到第 520 条" in said) == (0, True)


def test_a_sealed_record_tells_nothing_of_business() -> None:
    business = [row.entry for row in LEDGER.rows if row.entry.business]
    assert business
    assert not any(entry.object_id in SEALED or entry.after in SEALED or entry.salt in SEALED for entry in business)


def test_a_cut_record_is_found_by_a_slip_typed_in(record: Path) -> None:
    cut = SEALED.split("\n")[:300]
    head = json.loads(cut[-1])["hash"]
    end = json.dumps({"end": {"entries": 300, "head": head}})
    record.write_text("\n".join([*cut, end]) + "\n", "utf-8")
    told = LEDGER.anchors[-1].head
    assert run(record)[0] == 0
    status, said = run(record, "--slip", f"520={told[:32].upper()} {told[32:]}")
    assert (status, "cut at entry 301" in said) == (1, True)


def test_a_proof_is_checked_against_a_witness_or_a_slip(record: Path) -> None:
    proof, witness = record.with_name("proof.json"), record.with_name("witness")
    root = next(each.root for each in LEDGER.anchors if each.entries == 500)
    assert run("--proof", proof, "--witness", witness)[0] == 0
    assert "as anchored" in run("--proof", proof, "--slip", f"500={root}")[1]
    assert "compare its root" in run("--proof", proof)[1]
    assert run("--proof", proof, "--slip", f"500={'0' * 64}")[0] == 1


@pytest.mark.parametrize(
    "arguments", [[], ["none.jsonl"], ["/"], ["a", "--proof", "b"], ["--proof", "none"], ["x", "--slip", "1"]]
)
def test_wrong_use_ends_with_2(arguments: list[str]) -> None:
    assert run(*arguments)[0] == 2


def garbage(random: Random) -> bytes:
    """Bytes that may be anything: noise, deep nesting, huge numbers, a record with a torn or foreign middle."""
    lines = SEALED.encode().splitlines(keepends=True)[: random.randrange(1, 30)]
    torn = b"".join(lines)
    place = random.randrange(len(torn))
    return random.choice(
        [
            b"",
            b"\n",
            random.randbytes(random.randrange(2000)),
            b"[" * 200_000,
            b'{"a":' * 20_000,
            b'{"seq":' + b"9" * 5000 + b"}",
            b'{"seq":1,"canonical":"\\ud800"}',
            b'{"end":{"entries":1e9,"head":null}}',
            b'{"end":null}',
            b'{"checkpoint":[]}\n',
            b"\xef\xbb\xbf" + torn,
            torn[:place] + random.randbytes(3) + torn[place:],
            torn[:place] + torn[place + 1 :],
            torn[:place],
            torn.replace(b'"kind"', random.choice([b'"seq"', b'"x"', b'"kind":{},"kind"'])),
            torn.replace(
                b'"hash_name":"sha256"', random.choice([b'"hash_name":[]', b'"hash_name":"x"', b'"hash_name":1'])
            ),
            torn.replace(b'"reason":""', random.choice([b'"reason":[]', b'"reason":1.5', b'"reason":{"a":[1]}'])),
        ]
    )


def test_garbage_is_answered_with_a_sentence_and_never_passes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for number in range(full_size(400, 4000)):
        noise = garbage(Random(number))
        (tmp_path / "noise").write_bytes(noise)
        assert verify_audit.main([str(tmp_path / "noise")]) in (1, 2)
        assert verify_audit.main(["--proof", str(tmp_path / "noise")]) in (1, 2)
        assert verify_audit.main([str(tmp_path / "noise"), "--witness", str(tmp_path / "noise")]) in (1, 2)
        assert capsys.readouterr().out.count("\n") == 3


def test_one_endless_line_is_given_up_after_16_mib(tmp_path: Path) -> None:
    with (tmp_path / "endless").open("wb") as file:
        file.truncate(1 << 30)  # a gibibyte of nothing, without a line feed
    assert run(tmp_path / "endless")[0] == 2


def test_a_weakened_reader_is_seen_to_crash(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verify_audit, "read_json", json.loads)
    crashed = 0
    for number in range(120):
        (tmp_path / "noise").write_bytes(garbage(Random(number)))
        try:
            verify_audit.main([str(tmp_path / "noise")])
        except ValueError:
            crashed += 1
    assert crashed > 0


def test_anchors_are_read_as_told() -> None:
    assert verify_audit.read_anchor(anchor_line(LEDGER.anchors[0])) == astuple(LEDGER.anchors[0])[:4]
