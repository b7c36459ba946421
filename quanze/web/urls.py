"""The routes of the shell."""

from __future__ import annotations

from django.urls import path

from quanze.web import search, views

urlpatterns = [
    path("", views.home, name="home"),
    path("language", views.set_language, name="set_language"),
    path("search", search.search, name="search"),
    path("healthy", views.healthy, name="healthy"),
]
