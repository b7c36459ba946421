"""Every operation declares who, what and on what; the description that programs read fits what is served."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse
from django.urls import get_resolver, path
from ninja import NinjaAPI, Router

from quanze.apps.access.declarations import declared
from quanze.config import boot
from quanze.config.api import described
from tests.api.office import Office, get

ROOT = Path(__file__).resolve().parents[2]


def operations() -> dict[str, Any]:
    """Name of each operation of the API as the boot check sees it, with its declaration."""
    found = boot.declarations(boot.routes(get_resolver().url_patterns))
    return {name: said for name, said in found.items() if name.startswith("route /api/")}


def test_the_boot_check_sees_every_operation_with_its_act() -> None:
    listed = [(verb.upper(), each) for each, verbs in described()["paths"].items() for verb in verbs]
    assert len(listed) == 18
    seen = operations()
    assert len(seen) == len(listed) + 1  # and the description itself
    assert seen["route /api/v1/determine [POST]"].action == "determination:ask"
    assert seen["route /api/v1/register/export [GET]"].action == "register:export"
    assert {said.actor for said in seen.values()} == {"caller"}


def planted(*views: Any) -> list[Any]:
    """The routes of an API of these operations."""
    api, router = NinjaAPI(urls_namespace="planted", openapi_url=None), Router()
    for number, view in enumerate(views):
        router.get(f"planted{number}")(view)
    api.add_router("", router)
    return [each for each in api.urls[0] if each.name != "api-root"]


def test_a_planted_undeclared_operation_refuses_to_start(monkeypatch: pytest.MonkeyPatch) -> None:
    @declared(actor="caller", action="register:read", object="unit")
    def told(request: HttpRequest) -> HttpResponse:
        return HttpResponse()

    def untold(request: HttpRequest) -> HttpResponse:
        return HttpResponse()

    urls = ModuleType("planted_urls")
    urls.urlpatterns = planted(told, untold)  # type: ignore[attr-defined]
    assert boot.undeclared(boot.routes(urls.urlpatterns)) == ["route /planted1 [GET]"]
    monkeypatch.setattr(boot, "get_resolver", lambda: get_resolver(urls))  # type: ignore[arg-type]
    with pytest.raises(ImproperlyConfigured, match=r"planted1 \[GET\]"):
        boot.check_everything_declared()


def test_a_view_that_is_no_operation_is_seen_as_it_is() -> None:
    def untold(request: HttpRequest) -> HttpResponse:
        return HttpResponse()

    assert boot.undeclared(boot.routes([path("door", untold)])) == ["route /door"]


def test_the_description_is_given_to_whoever_shows_a_token(small: Office) -> None:
    assert get("openapi.json").status_code == 401
    told = get("openapi.json", small.token(small.officer, "rules:read")).json()
    assert told["openapi"].startswith("3.1")
    assert told["paths"].keys() == described()["paths"].keys()


def test_every_operation_tells_its_faults_and_stands_in_two_languages() -> None:
    for place, verbs in described()["paths"].items():
        for told in verbs.values():
            assert {401, 403, 404, 422, 429} <= told["responses"].keys(), place
            assert any("\u4e00" <= sign <= "\u9fff" for sign in told["summary"]), place
            assert any(sign.isascii() and sign.isalpha() for sign in told["summary"]), place
            assert told["security"] == [{"Token": []}], place


def test_nothing_in_the_description_points_nowhere() -> None:
    told = described()

    def references(node: Any) -> Any:
        if isinstance(node, dict):
            yield from (value for key, value in node.items() if key == "$ref" and isinstance(value, str))
            for value in node.values():
                yield from references(value)
        elif isinstance(node, list):
            for each in node:
                yield from references(each)

    found = set(references(told))
    assert found
    assert {f"#/components/schemas/{name}" for name in told["components"]["schemas"]} >= found


def test_the_page_of_reference_is_current() -> None:
    done = subprocess.run(
        [sys.executable, "tools/api_page.py", "--check"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
