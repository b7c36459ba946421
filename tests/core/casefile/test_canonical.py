"""The digest names the content of a case file, not its clothes."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from typing import Any

import pytest

from quanze.core.casefile import canonical, input_digest
from tests.core.casefile.samples import EXAMPLE, SMALL, changed, read


def digest(document: Any) -> str:
    """The digest of the case that a document reads as."""
    return read(json.dumps(document)).input_digest


def backwards(value: Any) -> Any:
    """The same document with the keys of every group in the opposite order."""
    if isinstance(value, dict):
        return {key: backwards(value[key]) for key in reversed(value)}
    return [backwards(entry) for entry in value] if isinstance(value, list) else value


def test_the_digest_is_sha256_over_the_canonical_form() -> None:
    typed = {"b": date(2010, 6, 1), "a": ("乙", 1, None)}
    assert canonical(typed) == '{"a":["乙",1,null],"b":"2010-06-01"}'
    assert input_digest(typed) == "sha256:" + hashlib.sha256(canonical(typed).encode()).hexdigest()
    assert read(EXAMPLE).input_digest.startswith("sha256:")
    with pytest.raises(TypeError):
        canonical({"a": object()})


def test_the_order_of_keys_and_the_notation_make_no_difference() -> None:
    assert digest(backwards(SMALL)) == digest(SMALL)
    assert digest({**SMALL, "violations": None, "title": None}) == digest(SMALL)
    first = read(EXAMPLE).input_digest
    for old, new in (("1200000", "1200000.00"), ("asked_on: 2010-06-01", 'asked_on: "2010-06-01"'),
                     ("from: 2009-07-01,", "from: 2009-07,"), ('"430900"', "430900")):  # fmt: skip
        assert read(changed(old, new)).input_digest == first


def test_the_order_of_lists_and_every_fact_make_a_difference() -> None:
    people = SMALL["register"]["people"]
    turned = {**SMALL, "register": {**SMALL["register"], "people": people[::-1]}}
    known = {**SMALL, "incident": {"organization": "bureau", "nature_vile": False}}
    true = {**SMALL, "incident": {"organization": "bureau", "nature_vile": True}}
    assert len({digest(SMALL), digest(turned), digest(known), digest(true)}) == 4


def test_the_day_asked_on_the_command_line_does_not_change_the_digest() -> None:
    assert read(EXAMPLE, asked_on=date(2020, 1, 1)).input_digest == read(EXAMPLE).input_digest
