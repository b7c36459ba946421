"""The JSON Schema and the reader, made from one table, agree."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from quanze.core.casefile import case_schema, read_case, template
from quanze.core.casefile.loading import load
from tests.core.casefile.samples import ASKED, EXAMPLE, SMALL, refusal
from tests.core.casefile.validator import valid

SCHEMA = case_schema()
EXAMPLES = sorted((Path(__file__).parents[3] / "examples").glob("*.yaml"))


def plain(text: str) -> Any:
    """A YAML file as JSON knows it: dates and decimals as text and numbers."""

    def as_json(value: object) -> object:
        return float(value) if isinstance(value, Decimal) else value.isoformat() if isinstance(value, date) else value

    return json.loads(json.dumps(load(text, name="case.yaml").value, default=as_json))


def test_the_schema_says_which_draft_it_is_and_is_plain_json() -> None:
    assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert json.loads(json.dumps(SCHEMA)) == SCHEMA


@pytest.mark.parametrize("text", [EXAMPLE, template(), json.dumps(SMALL)])
def test_what_the_reader_accepts_the_schema_accepts(text: str) -> None:
    assert read_case(text.encode(), name="case.yaml", asked_on=ASKED).case
    assert valid(plain(text), SCHEMA)


def test_every_example_of_the_product_satisfies_the_schema() -> None:
    for path in EXAMPLES:
        assert valid(plain(path.read_text(encoding="utf-8")), SCHEMA), path.name


BAD: list[Callable[[dict[str, Any]], Any]] = [
    lambda case: case.pop("format"),
    lambda case: case.update(format="quanze/case/2"),
    lambda case: case.update(id="a/b"),
    lambda case: case.update(id="p9 "),
    lambda case: case.update(violation=[]),
    lambda case: case.update(area="4309"),
    lambda case: case.update(area=None),
    lambda case: case["incident"].update(influence="vil"),
    lambda case: case["incident"].update(loss_yuan=-1),
    lambda case: case["incident"].update(loss_yuan="1.005"),
    lambda case: case["incident"].update(nature_vile="yes"),
    lambda case: case["incident"].pop("organization"),
    lambda case: case["dates"].update(asked_on="2010-6-1"),
    lambda case: case["dates"].update(asked_on="1948-06-01"),
    lambda case: case["dates"]["conduct"].update({"from": "soon"}),
    lambda case: case["register"]["posts"][0].update(seats=0),
    lambda case: case["register"]["posts"][0].update(seats=True),
    lambda case: case["register"]["people"][0].update(party_member=1),
    lambda case: case["register"]["people"][0].update(name=" "),
    lambda case: case["register"]["organizations"][0].pop("kind"),
    lambda case: case.update(violations=[{"id": "v1"}]),
    lambda case: case.update(violations=[{"id": "v1", "count": 2, "person": "p1"}]),
    lambda case: case.update(violations=[{"id": "v1", "count": 2, "sanctions": ["expulsion"]}]),
    lambda case: case.update(findings=[{"about": None, "finding": "Wrong"}]),
    lambda case: case.update(findings=[{"finding": "connived", "value": "yes"}]),
    lambda case: case.update(findings=[{"finding": "connived", "value": 1}]),
    lambda case: case.update(decisions=[{"person": "p1", "methods": [], "decided_on": "2010-01-01"}]),
    lambda case: case.update(parameters={"window": 12}),
    lambda case: case.update(parameters={"YY2009.window": 0.5}),
    lambda case: case.update(findings={}),
]


@pytest.mark.parametrize("spoil", BAD)
def test_what_the_schema_refuses_the_reader_refuses(spoil: Callable[[dict[str, Any]], Any]) -> None:
    case = copy.deepcopy(SMALL)
    assert valid(case, SCHEMA)
    spoil(case)
    assert not valid(case, SCHEMA)
    assert refusal(json.dumps(case))
