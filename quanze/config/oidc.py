"""Sign-in with an outside identity (OIDC): loaded only where the environment names a provider."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from quanze.config.environment import LOOPBACK, refuse

PROVIDER = "organ"
_NAMES = ("QUANZE_OIDC_ISSUER", "QUANZE_OIDC_CLIENT", "QUANZE_OIDC_SECRET")


@dataclass(frozen=True, slots=True)
class OidcSettings:
    """What a configured provider adds to the settings."""

    apps: list[str]
    middleware: list[str]
    values: dict[str, Any]


def oidc_settings(environment: Mapping[str, str]) -> OidcSettings | None:
    """The settings for the provider in QUANZE_OIDC_ISSUER, _CLIENT and _SECRET; None if none of them is set.

    Raises ImproperlyConfigured if only some are set, or for an issuer that is neither https nor this machine.
    """
    given = [environment.get(name, "") for name in _NAMES]
    if not any(given):
        return None
    if not all(given):
        listed = "、".join(_NAMES)
        raise refuse(f"统一身份认证需要同时设置 {listed}", f"OIDC needs all of {', '.join(_NAMES)}")
    issuer = urlsplit(given[0])
    if issuer.scheme != "https" and not (issuer.scheme == "http" and issuer.hostname in LOOPBACK):
        raise refuse("QUANZE_OIDC_ISSUER 必须是 https 地址", "QUANZE_OIDC_ISSUER must be an https address")
    return OidcSettings(_APPS, _MIDDLEWARE, _values(*given, secure=issuer.scheme == "https"))


_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
]
# The flow keeps its state between leaving and coming back in a session of its own; ours is another cookie.
_MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]


def _values(issuer: str, client: str, secret: str, *, secure: bool) -> dict[str, Any]:
    app = {
        "provider_id": PROVIDER,
        "name": "统一身份认证",
        "client_id": client,
        "secret": secret,
        "settings": {"server_url": issuer, "fetch_userinfo": False, "oauth_pkce_enabled": True},
    }
    return {
        "SOCIALACCOUNT_PROVIDERS": {"openid_connect": {"APPS": [app]}},
        "SOCIALACCOUNT_ADAPTER": "quanze.config.oidc_adapter.ConfiguredProvider",
        "SOCIALACCOUNT_LOGIN_ON_GET": False,
        "SOCIALACCOUNT_STORE_TOKENS": False,
        "SOCIALACCOUNT_ONLY": False,
        "ACCOUNT_USER_MODEL_USERNAME_FIELD": "login_name",
        "ACCOUNT_USER_MODEL_EMAIL_FIELD": None,
        "ACCOUNT_EMAIL_VERIFICATION": "none",
        "SESSION_ENGINE": "django.contrib.sessions.backends.signed_cookies",
        "SESSION_COOKIE_NAME": "quanze-oidc",
        "SESSION_COOKIE_AGE": 600,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SECURE": secure,
        "SESSION_COOKIE_SAMESITE": "Lax",
    }
