"""One data folder for all tests of the command, so that the rules are compiled once."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture(autouse=True, scope="session")
def data_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """QUANZE_HOME of these tests."""
    folder = tmp_path_factory.mktemp("data")
    before = os.environ.get("QUANZE_HOME")
    os.environ["QUANZE_HOME"] = str(folder)
    yield folder
    if before is None:
        del os.environ["QUANZE_HOME"]
    else:
        os.environ["QUANZE_HOME"] = before
