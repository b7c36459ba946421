"""The drill on the small city, from the written steps: keys, backup, restore, and everything is as it was."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings

from quanze.apps.accounts.tests.factories import AT
from quanze.apps.audit.selectors import number_of_entries, stored_checkpoints, stored_rows
from quanze.apps.organizations.demo import demo_city
from quanze.apps.organizations.facts import register_from_database
from quanze.apps.organizations.tests.factories import keeper
from quanze.cli import backup, main
from quanze.cli.console import Console
from quanze.cli.demo import SEED, SMALL
from quanze.config.backup.restoring import leading_to
from quanze.core.ledger.verifying import verify
from quanze.core.refusals import Refusal
from quanze.core.register.fiction import prefecture
from tests.journeys.restoring.places import Settings, empty_place, exported

pytestmark = pytest.mark.django_db(transaction=True)


def command(words: str, *given: str) -> str:
    """What a command prints."""
    console = Console("en", StringIO(), StringIO())
    assert backup.run(backup.arguments(words, console).read(given), console) == 0
    said: str = console.out.getvalue()  # type: ignore[attr-defined]
    return said


def drilled(folder: Path, place: Settings) -> tuple[str, str]:
    """Keys, a backup of this run's database, and its restoring into a place; what the two commands said."""
    private, public, file = (str(folder / name) for name in ("private.key", "public.key", "city.backup"))
    command("backup keys", private, public)
    made = command("backup", "--to", file, "--key", public)
    with leading_to(place):
        return made, command("restore", file, "--key", private)


def test_the_small_city_comes_back_line_by_line(tmp_path: Path) -> None:
    demo_city(prefecture(SEED, **SMALL), at=AT)
    before, register = exported(), register_from_database(keeper())
    with empty_place(tmp_path / "empty") as place:
        made, restored = drilled(tmp_path, place)
        after = exported(place)
        with leading_to(place):
            assert register_from_database(keeper()) == register
            count = number_of_entries()
            assert verify(stored_rows(count), stored_checkpoints(count)).fault is None
    assert len(before) > 1500
    assert made.splitlines()[1] == restored.splitlines()[1], "both tell the same digest"
    added = [line for line in after if line not in set(before)]
    assert [line for line in after if line in set(before)] == before
    assert len(added) == 1, "the entry that it was restored, and nothing else"
    assert b"audit:backup:restored" in added[0]


def test_every_command_of_backup_is_known_and_explains_itself(capsys: pytest.CaptureFixture[str]) -> None:
    for words in backup.COMMANDS:
        assert main.main([*words.split(), "--help", "--lang", "en"]) == 0
        assert "--key" in capsys.readouterr().out or words == "backup keys"


def test_the_private_key_is_not_made_in_the_data_folder(tmp_path: Path) -> None:
    inside = Path(settings.QUANZE_HOME) / "private.key"
    with pytest.raises(Refusal, match="data folder"):
        command("backup keys", str(inside), str(tmp_path / "public.key"))
    assert not inside.exists()


def test_keys_are_never_written_over(tmp_path: Path) -> None:
    pair = (str(tmp_path / "private.key"), str(tmp_path / "public.key"))
    command("backup keys", *pair)
    before = [Path(each).read_bytes() for each in pair]
    with pytest.raises(Refusal, match="not written over"):
        command("backup keys", *pair)
    assert [Path(each).read_bytes() for each in pair] == before
    assert [Path(each).stat().st_mode & 0o077 for each in pair] == [0, 0]
