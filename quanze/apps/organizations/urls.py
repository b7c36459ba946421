"""The routes of the register's pages for reading."""

from __future__ import annotations

from django.urls import path

from quanze.apps.organizations.views import picking

urlpatterns = [
    path("pick", picking.pick, name="pick"),
]
