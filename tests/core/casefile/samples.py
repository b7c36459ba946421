"""The example of the format page, and ways to change one thing in it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from quanze.core.casefile import read_case
from quanze.core.determination.case import Case
from quanze.core.refusals import Refusal

EXAMPLE = Path(__file__).with_name("example.yaml").read_text(encoding="utf-8")
ASKED = date(2010, 6, 1)

# A small case in one piece, to be changed key by key.
SMALL: dict[str, Any] = {
    "format": "quanze/case/1",
    "id": "small",
    "area": "430900",
    "dates": {"conduct": {"from": "2009-07-01", "to": "2010-01-31"}, "asked_on": "2010-06-01"},
    "register": {
        "organizations": [{"id": "bureau", "kind": "department", "level": "prefecture"}],
        "posts": [{"id": "head", "organization": "bureau", "role": "principal"}],
        "people": [{"id": "p1", "name": "甲"}, {"id": "p2"}],
        "tenures": [{"person": "p1", "post": "head"}],
    },
    "incident": {"organization": "bureau"},
}


def changed(old: str, new: str) -> bytes:
    """The example with one text replaced by another; the old text must stand in it."""
    assert old in EXAMPLE
    return EXAMPLE.replace(old, new, 1).encode()


def read(data: bytes | str, name: str = "case.yaml", **options: Any) -> Case:
    """The case that a file reads as."""
    return read_case(data.encode() if isinstance(data, str) else data, name=name, **options).case


def refusal(data: bytes | str, name: str = "case.yaml", **options: Any) -> Refusal:
    """The one refusal that a file meets; both sentences are one line and say something."""
    with pytest.raises(Refusal) as caught:
        read(data, name, **options)
    found = caught.value
    for lang in ("zh", "en"):
        sentence = found.text(lang)
        assert sentence.strip()
        assert "\n" not in sentence
        assert len(sentence) < 600
    assert found.zh != found.en
    return found
