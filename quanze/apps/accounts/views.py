"""Signing in and out, the second factor, one's own password: the bare minimum of pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from quanze.apps.access.declarations import declared
from quanze.apps.accounts import services
from quanze.apps.accounts.forms import CodeForm, NoForm, PasswordForm, SignInForm
from quanze.apps.accounts.going_on import on_to, wanted_by
from quanze.apps.accounts.services.sessions import Opened
from quanze.apps.pages.language import said
from quanze.core.refusals import Refusal
from quanze.core.words import Label

Submit = Callable[[dict[str, Any]], Opened]
HELP = {
    SignInForm: Label(
        "用系统管理员发给您的登录名和口令登录；多次输错会越来越慢，但不会锁住账号。忘记口令请找系统管理员。",
        "Sign in with the login name and password from the system administrator. Wrong tries slow you down but never "
        "lock the account; if you forgot the password, ask the system administrator.",
    ),
    CodeForm: Label(
        "打开动态口令应用，输入权责条目下的六位数字，每三十秒换一次。手机遗失请找安全管理员重置。",
        "Open your authenticator and type the six digits under Quanze; they change every thirty seconds. If the phone is "
        "lost, the security administrator resets it.",
    ),
    PasswordForm: Label(
        "新口令至少十位，含大写字母、小写字母、数字、符号中的三种，不要含姓名。修改后其他登录会失效。",
        "At least ten signs of three kinds (capitals, small letters, digits, signs), without your name. Every other "
        "session of yours ends.",
    ),
}
_both = require_http_methods(["GET", "HEAD", "POST"])


@declared(actor="anyone", action="session:open", object="session")
@_both
def sign_in(request: Any) -> HttpResponse:
    """Login name and password; a living session gets a new token too."""

    def submit(given: dict[str, Any]) -> Opened:
        return services.sign_in(**given, source=request.source, at=request.at)

    return _page(request, SignInForm, submit, "登录", "Sign in", outside=settings.QUANZE_OIDC)


@declared(actor="session", action="session:open", object="session")
@_both
def give_factor(request: Any) -> HttpResponse:
    """The second page of signing in: the one-time code."""

    def submit(given: dict[str, Any]) -> Opened:
        return services.give_factor(standing=request.standing, code=given["code"], at=request.at)

    return _page(request, CodeForm, submit, "输入动态口令", "One-time code")


@declared(actor="caller", action="account:secure", object="session")
@_both
def step_up(request: Any) -> HttpResponse:
    """The one-time code again, before grants and exports; then back to where one was (?next=)."""

    def submit(given: dict[str, Any]) -> Opened:
        return services.step_up(standing=request.standing, code=given["code"], at=request.at)

    return _page(request, CodeForm, submit, "再次验证", "Confirm it is you")


@declared(actor="session", action="account:secure", object="account")
@_both
def change_password(request: Any) -> HttpResponse:
    """One's own password; every other session dies."""

    def submit(given: dict[str, Any]) -> Opened:
        return services.change_password(standing=request.standing, old=given["old"], new=given["new"], at=request.at)

    return _page(request, PasswordForm, submit, "修改口令", "Change the password")


@declared(actor="session", action="account:secure", object="account")
@_both
def enrol_factor(request: Any) -> HttpResponse:
    """A button that makes the key of one's second factor, and shows it once."""
    if request.method != "POST":
        return _form(request, NoForm(), "登记动态口令", "Enrol a second factor")
    wanted = str(request.GET.get("next", ""))
    enrolment = services.enrol_factor(standing=request.standing, at=request.at)
    told = {"enrolment": enrolment, "form": CodeForm(), "confirm": on_to("confirm_factor", wanted)}
    return render(request, "accounts/enrolled.html", told)


@declared(actor="session", action="account:secure", object="account")
@require_POST
def confirm_factor(request: Any) -> HttpResponse:
    """The first code of the new key."""

    def submit(given: dict[str, Any]) -> Opened:
        return services.confirm_factor(standing=request.standing, code=given["code"], at=request.at)

    return _page(request, CodeForm, submit, "确认动态口令", "Confirm the second factor")


@declared(actor="session", action="session:close", object="session")
@require_POST
def sign_out(request: Any) -> HttpResponse:
    """End the session; the browser forgets what it holds of us."""
    services.sign_out(standing=request.standing, at=request.at)
    answer = redirect("sign_in")
    answer.delete_cookie(settings.QUANZE_COOKIE)
    answer["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    return answer


def _page(
    request: Any, kind: type[forms.Form], submit: Submit, zh: str, en: str, *, outside: bool = False
) -> HttpResponse:
    """The form; sent and taken, on to where one wanted to go (?next=, our own pages only)."""
    form = kind(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            return with_session(redirect(wanted_by(request)), submit(form.cleaned_data))
        except Refusal as refusal:
            form.add_error(None, said(refusal.zh, refusal.en))
    return _form(request, form, zh, en, outside=outside)


def _form(request: Any, form: forms.Form, zh: str, en: str, *, outside: bool = False) -> HttpResponse:
    told = {"form": form, "title": Label(zh, en), "outside": outside, "help": HELP.get(type(form))}
    told["ended"] = request.standing is None and settings.QUANZE_COOKIE in request.COOKIES
    return render(request, "accounts/form.html", told, status=400 if form.errors else 200)


def with_session(answer: HttpResponse, opened: Opened) -> HttpResponse:
    """The answer with the token of a session just opened; it lives no longer than the browser."""
    answer.set_cookie(
        settings.QUANZE_COOKIE,
        opened.token,
        secure=settings.CSRF_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
        path="/",
    )
    return answer
