"""The shipped rules, read once; and one call from the data of a case to its sheet."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from quanze.core.determination.determine import determine
from quanze.core.determination.result import Sheet
from quanze.core.determination.selection import Switches
from quanze.core.rulebook.library import Library
from quanze.core.rulebook.loader import load_library
from tests.core.determination.cases import read

Ask = Callable[..., Sheet]


@pytest.fixture(scope="session")
def library() -> Library:
    return load_library()


@pytest.fixture(scope="session")
def ask(library: Library) -> Ask:
    def asked(data: Mapping[str, Any], **options: Any) -> Sheet:
        switches = options.pop("switches", None) or Switches()
        return determine(read(data, **options), library, switches)

    return asked
