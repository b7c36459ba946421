"""The routes of signing in."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from quanze.apps.accounts import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("sign-in", views.sign_in, name="sign_in"),
    path("sign-out", views.sign_out, name="sign_out"),
    path("give-factor", views.give_factor, name="give_factor"),
    path("step-up", views.step_up, name="step_up"),
    path("change-password", views.change_password, name="change_password"),
    path("enrol-factor", views.enrol_factor, name="enrol_factor"),
    path("confirm-factor", views.confirm_factor, name="confirm_factor"),
    path("", include("quanze.apps.accounts.tokens.urls")),
]
