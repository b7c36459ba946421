"""What allauth may decide: nothing but who the provider says has come. Sessions and accounts are ours."""

from __future__ import annotations

from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from quanze.apps.access.declarations import declared
from quanze.apps.accounts.services import sign_in_outside
from quanze.apps.accounts.views import with_session
from quanze.config.oidc import PROVIDER
from quanze.core.refusals import Refusal
from quanze.web.errors import refused


class ConfiguredProvider(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """The one provider of the environment; none from the database, and nobody signs himself up."""

    def list_apps(self, request: Any, provider: Any = None, client_id: Any = None) -> list[SocialApp]:
        """The provider of the settings."""
        configured: Any = settings
        named = configured.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]
        return [SocialApp(provider="openid_connect", **named)]

    def is_open_for_signup(self, request: Any, sociallogin: Any) -> bool:
        """Never: accounts are opened by the system administrator."""
        return False

    def on_authentication_error(self, request: Any, provider: Any, **more: Any) -> None:
        """A failed or cancelled sign-in goes to our own page. Raises ImmediateHttpResponse."""
        raise ImmediateHttpResponse(refused(request, outside_failed()))


class OutsideIdentity(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]
    """Stops where the provider has named somebody, before allauth looks for accounts of its own."""

    def complete_login(self, request: Any, app: Any, token: Any, **more: Any) -> None:
        """Opens our session for the account bound to the subject. Raises ImmediateHttpResponse with the answer."""
        named = super().complete_login(request, app, token, **more)
        raise ImmediateHttpResponse(_answer(request, str(named.account.uid)))


def _answer(request: Any, subject: str) -> HttpResponse:
    try:
        opened = sign_in_outside(subject=subject, source=request.source, at=request.at)
    except Refusal as refusal:
        return refused(request, refusal)
    return with_session(redirect("home"), opened)


def outside_failed() -> Refusal:
    """The refusal when the provider named nobody."""
    return Refusal(
        "outside_failed", zh="统一身份认证没有完成，请重试或改用口令登录",
        en="signing in with the organ's identity did not succeed; try again or use your password",
    )  # fmt: skip


@declared(actor="anyone", action="session:open", object="session")
@require_POST
def start(request: HttpRequest) -> HttpResponse:
    """Send the browser to the provider."""
    answer: HttpResponse = OAuth2LoginView.adapter_view(OutsideIdentity(request, PROVIDER))(request)
    return answer


@declared(actor="anyone", action="session:open", object="session")
@require_safe
def come_back(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Where the provider sends the browser back to."""
    answer: HttpResponse = OAuth2CallbackView.adapter_view(OutsideIdentity(request, PROVIDER))(request)
    return answer
