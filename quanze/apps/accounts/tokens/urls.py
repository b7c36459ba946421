"""The routes of one's own tokens."""

from __future__ import annotations

from django.urls import path

from quanze.apps.accounts.tokens import views

urlpatterns = [
    path("tokens", views.api_tokens, name="api_tokens"),
    path("tokens/<slug:token>/revoke", views.revoke_token, name="revoke_token"),
]
