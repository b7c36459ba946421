"""The API: which operations there are, how they refuse, and their description (OpenAPI 3.1)."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from ninja.security import HttpBearer

from quanze import __version__
from quanze.apps.access.checks import not_found
from quanze.apps.access.declarations import declared
from quanze.apps.determinations.api import router as determinations
from quanze.apps.determinations.api_rules import router as rules
from quanze.apps.organizations.api import router as register
from quanze.apps.organizations.api_files import router as files
from quanze.apps.pages.api import fault, told
from quanze.core.casefile.schema import case_schema
from quanze.core.refusals import Refusal
from quanze.core.sheet.schema import sheet_schema

PREFIX = "api/v1/"
ABOUT = (
    "权责 Quanze：与网页和命令相同的事项、相同的权限，由本人的令牌办理（Authorization: Bearer …）。每次读取都进入审计记录，"
    "令牌的用途就是理由。\n\nThe same acts and permissions as pages and commands, done with a token of one's own. Every "
    "read stands in the audit record, with the purpose of the token as its reason."
)


class Token(HttpBearer):
    """How the description names the token; the door (config.api_door) has looked at it before any operation runs."""

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        """Whoever the door let in."""
        return getattr(request, "caller", None)


api = NinjaAPI(
    title="Quanze 权责", version=__version__, description=ABOUT, openapi_url=None, docs_url=None, auth=Token(),
    urls_namespace="api",
)  # fmt: skip
for part in (register, files, determinations, rules):
    api.add_router("", part)


@api.exception_handler(Refusal)
def _refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    return fault(refusal)


@api.exception_handler(ValidationError)
def _misfit(request: HttpRequest, error: ValidationError) -> HttpResponse:
    place = next((str(each["loc"][-1]) for each in error.errors if each.get("loc")), "")
    return fault(
        Refusal(
            "bad_value", zh="参数的值不合要求，请对照接口说明", en="the value does not fit: see the description",
            where=place,
        )
    )  # fmt: skip


@api.exception_handler(HttpError)
def _http(request: HttpRequest, error: HttpError) -> HttpResponse:
    return fault(Refusal("bad_request", zh="请求有误", en="the request is malformed"), status=error.status_code)


@api.exception_handler(Http404)
def _missing(request: HttpRequest, error: Http404) -> HttpResponse:
    return fault(not_found())


@api.exception_handler(SuspiciousOperation)
def _too_much(request: HttpRequest, error: SuspiciousOperation) -> HttpResponse:
    return fault(
        Refusal(
            "too_large", zh="请求过大或有误（上限 1 MiB）", en="the request is too large (1 MiB at most) or malformed"
        )
    )


@api.exception_handler(Exception)
def _failed(request: HttpRequest, error: Exception) -> HttpResponse:
    # Django tells its makers, and the door answers in the one shape: no traceback leaves, whatever the settings.
    raise error


@declared(actor="caller", action="system:watch", object="schema")
def schema(request: HttpRequest) -> HttpResponse:
    """The description of the API, for programs."""
    return told(described())


def described() -> dict[str, Any]:
    """The description as data: ninja's, with the case file and the sheet as core describes them."""
    found: dict[str, Any] = dict(api.get_openapi_schema(path_prefix=PREFIX))
    found["components"]["schemas"] |= _core("CaseFile", case_schema()) | _core("Sheet", sheet_schema())
    found.pop("servers")
    return found


def _core(name: str, written: dict[str, Any]) -> dict[str, Any]:
    """A schema of core and its definitions under names of their own."""
    parts = {name: {key: value for key, value in written.items() if key not in ("$defs", "$id", "$schema")}}
    parts |= {f"{name}{key}": value for key, value in written.get("$defs", {}).items()}
    return {key: _renamed(value, name) for key, value in parts.items()}


def _renamed(node: Any, name: str) -> Any:
    if isinstance(node, dict):
        return {key: _reference(value, name) if key == "$ref" else _renamed(value, name) for key, value in node.items()}
    return [_renamed(each, name) for each in node] if isinstance(node, list) else node


def _reference(value: Any, name: str) -> Any:
    return (
        value.replace("#/$defs/", f"#/components/schemas/{name}") if isinstance(value, str) else _renamed(value, name)
    )


urlpatterns: list[URLPattern] = [
    path("openapi.json", schema, name="api_schema"),
    # Ninja's own root answers nothing and is left out: it declares nothing.
    *(each for each in api.urls[0] if isinstance(each, URLPattern) and each.name != "api-root"),
]
