"""quanze audit …, as the audit administrator meets it, and the second verifier upon what it wrote."""

from __future__ import annotations

import io
import stat
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone
from pytest_django import Settings

from quanze.apps.accounts.tests.factories import PASSWORD, Installation, installation
from quanze.apps.audit.guards import lower_guards, raise_guards
from quanze.cli import audit, database
from quanze.cli.console import Console, WrongUse
from quanze.core.ledger.anchors import anchor_line, read_anchors
from quanze.core.refusals import Refusal
from tools import verify_audit

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(monkeypatch: pytest.MonkeyPatch, settings: Settings, tmp_path: Path) -> Installation:
    """An installation with a witness file."""
    settings.QUANZE_WITNESS_FILE, settings.QUANZE_WITNESS_FOLDER = str(tmp_path / "heads"), ""
    made = installation()
    monkeypatch.setattr(database, "now", lambda: made.clock.at)
    monkeypatch.setattr(audit, "now", lambda: made.clock.at)
    monkeypatch.setattr(timezone, "now", lambda: made.clock.at)
    return made


def run(place: Installation, words: str, *given: object, who: str = "audit", status: int = 0) -> str:
    """What a command prints to somebody who signs in for it. Raises Refusal."""
    out = io.StringIO()
    console = Console("zh", out, out)
    holder = getattr(place, who)
    args = audit.arguments(words, console).read([*map(str, given), "--as", holder.login_name])
    old, sys.stdin = sys.stdin, io.StringIO(f"{PASSWORD}\n{holder.code(place.clock.tick())}\n")
    try:
        assert audit.run(args, console) == status
    finally:
        sys.stdin = old
    return out.getvalue()


def test_the_way_of_an_auditor_from_anchor_to_a_proof_checked_by_an_outsider(
    place: Installation, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    slip = tmp_path / "slip.txt"
    assert "已告知见证：heads" in run(place, "audit anchor", "--slip", slip)
    assert "末条摘要 / head" in slip.read_text("utf-8")
    assert "审计链完好" in run(place, "audit verify")
    record, proof = tmp_path / "record.jsonl", tmp_path / "proof.json"
    run(place, "audit export", "--out", record)
    run(place, "audit prove", 2, "--out", proof)
    assert stat.S_IMODE(record.stat().st_mode) == 0o600
    assert verify_audit.main([str(record), "--witness", str(tmp_path / "heads")]) == 0
    assert verify_audit.main(["--proof", str(proof), "--witness", str(tmp_path / "heads")]) == 0
    assert "与锚点一致" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ((99999,), "没有第 99999 条审计记录，请核对序号"),
        ((1, "--among", 99999), "审计记录不足 99999 条，请减小 --among"),
        ((2, "--among", 1), "第 2 条不在前 1 条之中，请增大 --among"),
    ],
)
def test_a_proof_of_what_is_not_there_is_refused_for_what_was_asked(
    place: Installation, tmp_path: Path, given: tuple[object, ...], said: str
) -> None:
    with pytest.raises(Refusal) as refused:
        run(place, "audit prove", *given, "--out", tmp_path / "proof.json")
    assert (refused.value.code, refused.value.zh) == ("no_such_entry", said)


def test_a_bent_record_ends_with_a_refusal_that_names_the_entry(place: Installation) -> None:
    lower_guards(connection)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE audit_entry SET reason = 'x' WHERE seq = 3")
    raise_guards(connection)
    with pytest.raises(Refusal) as refused:
        run(place, "audit verify")
    assert refused.value.code == "audit_columns"
    assert "第 3 条" in refused.value.zh


def test_a_witness_with_another_history_is_told_to_the_auditor(place: Installation, tmp_path: Path) -> None:
    run(place, "audit anchor")
    heads = tmp_path / "heads"
    told = read_anchors(heads.read_text("utf-8"))[-1]
    heads.write_text(anchor_line(replace(told, head="0" * 64)) + "\n", "utf-8")
    assert "与外部锚点不符" in run(place, "audit anchor", status=1)
    with pytest.raises(Refusal) as refused:
        run(place, "audit verify")
    assert refused.value.code == "audit_anchor"


@pytest.mark.parametrize("who", ["system", "security"])
def test_the_other_administrators_may_not(place: Installation, who: str, tmp_path: Path) -> None:
    for words, given in {"verify": (), "anchor": (), "prove": (1, "--out", "p"), "export": ("--out", "e")}.items():
        with pytest.raises(Refusal) as refused:
            run(place, f"audit {words}", *given, who=who)
        assert refused.value.code == "not_permitted"


def test_an_existing_file_is_never_written_over(place: Installation, tmp_path: Path) -> None:
    (tmp_path / "there").write_text("mine", "utf-8")
    with pytest.raises(Refusal) as refused:
        run(place, "audit export", "--out", tmp_path / "there")
    assert (refused.value.code, (tmp_path / "there").read_text("utf-8")) == ("file_exists", "mine")
    with pytest.raises(Refusal) as refused:
        run(place, "audit export", "--out", tmp_path / "no" / "folder")
    assert refused.value.code == "unwritable"


@pytest.mark.parametrize("words", [("audit prove", "x"), ("audit prove",), ("audit export",), ("audit verify", "y")])
def test_wrong_use_is_told(words: tuple[str, ...]) -> None:
    with pytest.raises(WrongUse):
        audit.arguments(words[0], Console("zh", io.StringIO(), io.StringIO())).read([*words[1:], "--as", "x"])


def test_the_commands_stand_in_the_table() -> None:
    table: dict[str, tuple[str, str, str]] = {}
    audit.add_commands(table)
    assert {words: module for words, (module, _, _) in table.items()} == dict.fromkeys(audit.COMMANDS, "audit")
