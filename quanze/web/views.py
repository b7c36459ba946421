"""The shell's own pages: the desk, the language switch, help, and a sign of life."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from quanze.apps.access.declarations import declared
from quanze.apps.organizations.selectors.oneself import own_code
from quanze.apps.pages.language import COOKIE, LANGUAGES
from quanze.web import desk


@declared(actor="session", action="system:watch", object="")
@require_safe
def home(request: Any) -> HttpResponse:
    """The desk: what waits, what I started, what changed; whoever is still signing in is sent on."""
    if request.caller is None:
        return redirect(request.standing.needs[0])
    caller = request.caller
    told = {
        "waiting": desk.waiting(caller),
        "started": desk.started(caller),
        "changed": desk.changed(caller),
        "own": own_code(caller),
        "asks": caller.may("determination:ask"),
        "writes": caller.may("register:write"),
        "administers": caller.may("account:open") or caller.may("account:grant") or caller.may("audit:verify"),
    }
    return render(request, "web/desk.html", told)


@declared(actor="anyone", action="session:open", object="")
@require_POST
def set_language(request: Any) -> HttpResponse:
    """Keep the reader's language and go back to where he was."""
    asked, back = request.POST.get("language", ""), request.POST.get("back", "")
    is_ours = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    answer = redirect(back if is_ours else "home")
    if asked in LANGUAGES:
        answer.set_cookie(
            COOKIE, asked, max_age=31_536_000, samesite="Lax", secure=settings.CSRF_COOKIE_SECURE, httponly=True
        )
    return answer


@declared(actor="anyone", action="session:open", object="")
@require_safe
def healthy(request: Any) -> HttpResponse:
    """A sign of life for those who watch the server: no word about anything else."""
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")
