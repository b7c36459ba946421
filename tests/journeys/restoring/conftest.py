"""A small installation with a backup of it, for the drills."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from quanze.apps.accounts.roles import ADMINISTRATORS
from quanze.apps.accounts.services import bootstrap
from quanze.apps.accounts.tests.factories import AT, keeper, person
from quanze.apps.people.services import record_kinship
from quanze.config.backup.keys import make_pair
from quanze.config.backup.making import Made, make_backup, operator
from quanze.config.backup.restoring import Restored, restore_backup
from tests.journeys.restoring.places import Settings


@dataclass
class Drill:
    """An installation, a pair of keys, and how they are used."""

    folder: Path
    public: Path
    private: Path

    def backup(self, name: str = "one.backup") -> Made:
        """A backup of the installation as it is now."""
        by = operator("backup", "backup:make", AT)
        return make_backup(to=self.folder / name, key=self.public, by=by, at=AT)

    def restore(self, file: Path, into: Settings, key: Path | None = None) -> Restored:
        """Restore a file."""
        return restore_backup(file, key=key or self.private, by=operator("restore", "backup:restore", AT), into=into)


@pytest.fixture
def drill(tmp_path: Path, transactional_db: None) -> Drill:
    """Three administrators and a few persons, really committed."""
    bootstrap({role: (f"唐{number}", f"tang{number}") for number, role in enumerate(ADMINISTRATORS)}, at=AT)
    father, son = person("顾长河", birth=date(1961, 5, 4), identity_no="110101196105042334"), person("顾远", unit_id=3)
    record_kinship(father, son, relation="child", by=keeper(), at=AT)
    private, public = tmp_path / "private.key", tmp_path / "public.key"
    make_pair(private, public, home=tmp_path / "home")
    return Drill(tmp_path, public, private)
