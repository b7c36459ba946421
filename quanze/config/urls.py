"""Every route of the server."""

from __future__ import annotations

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [path("", include("quanze.apps.accounts.urls"))]
if settings.QUANZE_OIDC:
    urlpatterns.append(path("oidc/", include("quanze.config.oidc_urls")))

handler400 = "quanze.config.errors.bad_request"
handler403 = "quanze.config.errors.forbidden"
handler404 = "quanze.config.errors.not_found"
handler500 = "quanze.config.errors.failed"
