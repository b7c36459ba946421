"""The app's name for Django: its template tags and fragments are found through it."""

from __future__ import annotations

from django.apps import AppConfig


class PagesConfig(AppConfig):
    """What pages share; no table."""

    name = "quanze.apps.pages"
