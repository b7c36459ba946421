"""The shell's place in Django: its templates and static files are found through it."""

from __future__ import annotations

from django.apps import AppConfig


class WebConfig(AppConfig):
    """The shell around every room's pages."""

    name = "quanze.web"
    label = "web"
