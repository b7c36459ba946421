"""Any request that a description allows, and many it does not: no server error, and every answer fits the description."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import (
    content_type_conformance,
    not_a_server_error,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from quanze.apps.determinations.tests.cases import BUREAU, SECTION, town, violator
from quanze.config.api import described
from tests.api.office import Office, bearing, case, post
from tests.conftest import Counted, full_size

CHECKS = [
    not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance,
    response_headers_conformance,
]  # fmt: skip
SMALL, FULL = 4, 280
"""Requests an operation and mode: 18 operations in two modes, so 144 and 10,080 in all."""
NAMES = {
    "code": [BUREAU, SECTION, *violator(town())], "number": [], "name": ["YY2009", "ZW2020"], "printed": ["2009-01-01"],
    "earlier": [], "later": [],
}  # fmt: skip


@contextmanager
def staying_connected() -> Iterator[None]:
    """The server leaves open the one connection that the test's rows stand in, as Django's own test client does."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def known(case: Any, number: str, draw: Any) -> Any:
    """The generated request, half of the time about something that exists."""
    for part in (case.path_parameters, case.query):
        for key in list(part or {}):
            names = [*NAMES.get(key, ()), *([number] if key in ("number", "earlier", "later") else [])]
            if names and draw(st.booleans()):
                part[key] = draw(st.sampled_from(names))
    return case


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
def test_no_request_gives_a_server_error_and_every_answer_fits(
    place: Office, mode: GenerationMode, counted: Counted
) -> None:
    tokens = {
        holder.login_name: place.token(holder, *actions)
        for holder, actions in (
            (place.officer, ("register:read", "determination:ask", "determination:read", "determination:compare", "rules:read")),
            (place.clerk, ("register:read", "register:export", "rules:read")),
        )
    }  # fmt: skip
    number = post("determine", case(), tokens[place.officer.login_name])["Location"].rpartition("/")[2]
    schema = schemathesis.openapi.from_dict(json.loads(json.dumps(described())))
    schema.app = WSGIHandler()
    statuses: Counter[int] = Counter()
    for each in schema.get_all_operations():
        operation = each.ok()
        who = place.clerk if operation.path.endswith(("posts.csv", "export")) else place.officer
        with staying_connected():
            _try(operation, mode, bearing(tokens[who.login_name]), number, statuses)
    counted("对接口的请求 requests to the API", sum(statuses.values()))
    assert statuses[200] > 0
    assert not [status for status in statuses if status >= 500]


def _try(operation: Any, mode: GenerationMode, headers: dict[str, str], number: str, statuses: Counter[int]) -> None:
    @settings(
        max_examples=full_size(SMALL, FULL), deadline=None, derandomize=True, database=None,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(operation.as_strategy(generation_mode=mode), st.data())
    def sent(request: Any, data: Any) -> None:
        answer = known(request, number, data.draw).call(base_url="http://localhost", headers=headers)
        statuses[answer.status_code] += 1
        request.validate_response(answer, checks=CHECKS)

    sent()
