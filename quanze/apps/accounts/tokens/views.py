"""One's own API tokens: the list, a new one shown once, revoking."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from quanze.apps.access.declarations import declared
from quanze.apps.access.permissions import ACTIONS
from quanze.apps.accounts.tokens.forms import TokenForm
from quanze.apps.accounts.tokens.selectors import Line, offered_to, tokens_of
from quanze.apps.accounts.tokens.services import Made, make_token
from quanze.apps.accounts.tokens.services import revoke_token as revoke
from quanze.apps.pages.language import language, said
from quanze.core.refusals import Refusal


@declared(actor="caller", action="account:secure", object="token")
@require_http_methods(["GET", "HEAD", "POST"])
def api_tokens(request: Any) -> HttpResponse:
    """One's tokens, and the form for a new one; a token that was just made is shown in this answer and never again."""
    offered = offered_to(request.caller)
    if request.method != "POST":
        return _page(request, TokenForm(offered=offered))
    form = TokenForm(request.POST, offered=offered)
    if not form.is_valid():
        return _page(request, form, status=400)
    try:
        made = make_token(**form.cleaned_data, by=request.caller, at=request.at)
    except Refusal as refusal:
        if refusal.code == "step_up_needed":
            raise
        form.add_error(refusal.where if refusal.where in form.fields else None, said(refusal.zh, refusal.en))
        return _page(request, form, status=400)
    return _page(request, TokenForm(offered=offered), made=made)


@declared(actor="caller", action="account:secure", object="token")
@require_POST
def revoke_token(request: Any, token: str) -> HttpResponse:
    """Revoke one of one's own tokens, at once."""
    revoke(token=token, by=request.caller, at=request.at)
    return redirect("api_tokens")


def _page(request: Any, form: TokenForm, *, made: Made | None = None, status: int = 200) -> HttpResponse:
    told = {
        "form": form, "made": made, "fresh": request.caller.fresh_factor,
        "tokens": [_told(each) for each in tokens_of(request.caller)],
    }  # fmt: skip
    return render(request, "accounts/tokens.html", told, status=status)


def _told(line: Line) -> dict[str, Any]:
    named = [ACTIONS[action].label.text(language()) for action in line.actions if action in ACTIONS]
    return {"line": line, "actions": said("、", ", ").join(named)}
