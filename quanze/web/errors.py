"""Error pages: what, why and who can help, and never more than anybody may know."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from quanze.core.refusals import Refusal
from quanze.core.words import Label

# Refusals of a day in the address: the page opens without it.
CLOCKS = frozenset({"bad_day", "bad_instant"})
STATUS = {"not_found": 404, "not_permitted": 403, "step_up_needed": 403, "sign_in_needed": 403}


def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """A refusal as a page, with the status that fits its code (400 unless named above)."""
    again = way_back(request) if refusal.code == "step_up_needed" else ""
    without = _without(request, refusal.where) if refusal.code in CLOCKS else ""
    return _page(request, STATUS.get(refusal.code, 400), refusal.zh, refusal.en, again=again, without=without)


def way_back(request: HttpRequest) -> str:
    """Where to go on after signing in or a second factor: the page itself; what it was to send or export is asked for again."""
    query = request.GET.copy()
    query.pop("format", None)
    return request.path + (f"?{query.urlencode()}" if query else "")


def _without(request: HttpRequest, name: str) -> str:
    query = request.GET.copy()
    query.pop(name, None)
    return request.path + (f"?{query.urlencode()}" if query else "")


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: the request itself is malformed."""
    return _page(request, 400, "请求有误，请返回重试", "the request is malformed; go back and try again")


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: not permitted."""
    return _page(request, 403, "您没有办理此事项的权限", "you are not permitted to do this")


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: not there, or not the asker's to know; one answer for both."""
    return _page(request, 404, "没有找到，或者不在您的权限范围内", "not found, or not yours to see")


def failed(request: HttpRequest) -> HttpResponse:
    """500: a fault of the program, without any detail."""
    return _page(request, 500, "程序自身出错，请告诉系统管理员", "the program failed; tell the system administrator")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form did not come from one of our pages, or has grown old."""
    return _page(request, 403, "表单已失效，请刷新页面后重试", "the form has expired; reload the page and try again")


def _page(request: HttpRequest, status: int, zh: str, en: str, **ways: str) -> HttpResponse:
    """``ways`` on from here, as addresses: ``again`` after a second factor, ``without`` what was wrong in this one."""
    told = {"told": Label(zh, en), "status": status, **ways}
    return render(request, "web/refused.html", told, status=status)
