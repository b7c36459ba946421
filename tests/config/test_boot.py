"""What has not declared who, what and on what does not start."""

from __future__ import annotations

from types import ModuleType

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse
from django.urls import get_resolver, include, path

from quanze.apps.access.declarations import declared
from quanze.apps.access.permissions import ACTIONS
from quanze.config import boot


@declared(actor="caller", action="register:read", object="unit")
def told(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


def untold(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


def job() -> None:
    """A job that declared nothing."""


def everything() -> list[tuple[str, object]]:
    return [*boot.routes(get_resolver().url_patterns), *boot.commands(), *boot.jobs(settings.QUANZE_JOBS)]


def test_every_route_command_and_job_of_the_product_is_declared() -> None:
    boot.check_everything_declared()
    assert len(everything()) >= 12
    assert len(boot.declarations(everything())) == len(everything())


def test_every_declared_action_is_in_the_closed_list() -> None:
    assert {declaration.action for declaration in boot.declarations(everything()).values()} <= ACTIONS.keys()


def test_only_signing_in_and_empty_forms_are_open_to_anyone() -> None:
    open_to_anyone = {name for name, said in boot.declarations(everything()).items() if said.actor == "anyone"}
    signing_in = {"route /sign-in", "route /oidc/start", "route /oidc/back/<slug:provider_id>"}
    assert open_to_anyone <= signing_in | {"quanze register template", "route /language", "route /healthy"}
    for name, said in boot.declarations(everything()).items():
        if said.actor == "session":
            assert said.action.partition(":")[0] in {"session", "account", "system"}, name


def test_a_planted_undeclared_route_is_named_however_deep() -> None:
    patterns = [path("a/", told), path("b/", include([path("c/", told), path("d/", untold)]))]
    assert boot.undeclared(boot.routes(patterns)) == ["route /b/d/"]


def test_a_planted_undeclared_route_refuses_to_start(monkeypatch: pytest.MonkeyPatch) -> None:
    urls = ModuleType("planted_urls")
    urls.urlpatterns = [path("open-door", untold)]  # type: ignore[attr-defined]
    monkeypatch.setattr(boot, "get_resolver", lambda: get_resolver(urls))  # type: ignore[arg-type]
    with pytest.raises(ImproperlyConfigured, match=r"open-door / undeclared"):
        boot.check_everything_declared()


def test_a_planted_undeclared_command_refuses_to_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(boot, "database_commands", lambda: iter([("register burn", job)]))
    with pytest.raises(ImproperlyConfigured, match="quanze register burn"):
        boot.check_everything_declared()


def test_a_planted_undeclared_job_refuses_to_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "QUANZE_JOBS", ["tests.config.test_boot.job"])
    with pytest.raises(ImproperlyConfigured, match=r"job tests\.config\.test_boot\.job"):
        boot.check_everything_declared()
