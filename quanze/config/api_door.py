"""The door of /api: a bearer token opens it, never a cookie; every answer that refuses has the one shape."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from inspect import getclosurevars, isfunction
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja.operation import Operation, PathView

from quanze.apps.access.caller import Caller
from quanze.apps.access.checks import check_may, not_permitted
from quanze.apps.access.declarations import declaration_of
from quanze.apps.accounts.tokens.selectors import Bearer, bearer_of, limited
from quanze.apps.accounts.tokens.services import note_use, refuse_token, wrong_token
from quanze.apps.pages.api import JSON, fault
from quanze.config.callers import caller_of
from quanze.core.refusals import Refusal

PATH = "/api/"
# An export asks for a fresh second factor; for a token it was given when the token was made for exports.
FRESH_BY_TOKEN = frozenset({"register:export"})
_SAID = {
    404: ("not_found", "没有找到，或者不在您的权限范围内", "not found, or not yours to see"),
    405: ("wrong_method", "此地址不接受这种请求方法", "this address does not take that method"),
    500: ("failed", "程序自身出错，请告诉系统管理员", "the program failed; tell the system administrator"),
}


def is_api(request: HttpRequest) -> bool:
    """True for a request to the API, whatever it asks."""
    return request.path_info.startswith(PATH)


def known_bearer(request: Any) -> None:
    """Sets request.bearer and request.caller from the header Authorization, and request.fault for what is wrong with it.

    Cookies are not looked at: nobody's browser can be led here. A grant that ended, or an account that was disabled,
    takes its tokens with it at the next request.
    """
    request.standing = request.bearer = request.caller = request.fault = None
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    try:
        if kind.lower() != "bearer" or not token.strip():
            raise wrong_token()
        request.bearer = _found(token.strip(), request)
        request.caller = limited(caller_of(request.bearer.standing, at=request.at), request.bearer)
        note_use(request.bearer, at=request.at)
    except Refusal as refusal:
        request.caller, request.fault = None, refusal


def _found(token: str, request: Any) -> Bearer:
    bearer = bearer_of(token, at=request.at)
    if bearer is None:
        refuse_token(source=request.source, at=request.at)
        raise wrong_token()
    return bearer


def unless_fit(request: Any, view: Any) -> HttpResponse | None:
    """Answers in an operation's place whoever may not call it; a method that the address does not take goes on."""
    if request.fault is not None:
        return fault(request.fault)
    if not storable(request):
        return fault(Refusal("bad_sign", zh="地址中含有控制字符", en="the address holds control signs"))
    declaration = declaration_of(_called(view, request.method))
    if declaration is None:
        taken = [method for each in operations_of(view) for method in each.methods]
        return fault(not_permitted()) if request.method in taken or not taken else None
    try:
        check_may(request.caller, declaration.action)
    except Refusal as refusal:
        return fault(refusal)
    request.caller = _fresh(request.caller, declaration.action)
    return None


def _fresh(caller: Caller, action: str) -> Caller:
    return replace(caller, fresh_factor=True) if action in FRESH_BY_TOKEN else caller


def storable(request: HttpRequest) -> bool:
    """No address names anything by a sign that no database keeps."""
    given = [request.path_info, *(word for name, values in request.GET.lists() for word in (name, *values))]
    return not any("\0" in text for text in given)


def _called(view: Any, method: str) -> object:
    operations = operations_of(view)
    return next((each.view_func for each in operations if method in each.methods), None) if operations else view


def operations_of(view: object) -> list[Operation]:
    """The operations behind a view that ninja built for a path; none for any other view."""
    if not isfunction(view) or not view.__module__.startswith("ninja."):
        return []
    paths = [each for each in getclosurevars(view).nonlocals.values() if isinstance(each, PathView)]
    return [operation for path in paths for operation in path.operations]


def seen_through(name: str, view: object) -> Iterator[tuple[str, object]]:
    """What a route serves, by name: a view itself, or each operation that stands behind it."""
    operations = operations_of(view)
    if not operations:
        yield name, view
    for each in operations:
        yield f"{name} [{' '.join(sorted(each.methods))}]", each.view_func


def in_shape(answer: HttpResponse) -> HttpResponse:
    """The answer, or its fault in the one shape where something else said it: no page, no traceback leaves here."""
    if answer.status_code < 400 or answer.get("Content-Type", "").startswith(JSON):
        return answer
    code, zh, en = _SAID.get(answer.status_code, ("bad_request", "请求有误", "the request is malformed"))
    shaped = fault(Refusal(code, zh=zh, en=en), status=answer.status_code)
    if "Allow" in answer:
        shaped["Allow"] = answer["Allow"]
    return shaped
