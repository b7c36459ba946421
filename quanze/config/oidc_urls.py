"""The routes of signing in with an outside identity; loaded only where a provider is configured."""

from __future__ import annotations

from django.urls import path

from quanze.config import oidc_adapter

urlpatterns = [
    path("start", oidc_adapter.start, name="oidc_start"),
    path("back/<slug:provider_id>", oidc_adapter.come_back, name="openid_connect_callback"),
]
