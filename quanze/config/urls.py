"""Every route of the server."""

from __future__ import annotations

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/v1/", include("quanze.config.api")),
    path("", include("quanze.web.urls")),
    path("", include("quanze.apps.accounts.urls")),
    path("", include("quanze.apps.organizations.urls")),
    path("", include("quanze.apps.organizations.acting_urls")),
    path("", include("quanze.apps.determinations.urls")),
    path("", include("quanze.apps.determinations.rulebooks.urls")),
]
if settings.QUANZE_OIDC:
    urlpatterns.append(path("oidc/", include("quanze.config.oidc_urls")))

handler400 = "quanze.web.errors.bad_request"
handler403 = "quanze.web.errors.forbidden"
handler404 = "quanze.web.errors.not_found"
handler500 = "quanze.web.errors.failed"
