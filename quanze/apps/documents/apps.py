"""The papers' place in Django."""

from __future__ import annotations

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """No table: papers are made anew from what is recorded, and come out the same."""

    name = "quanze.apps.documents"
    label = "documents"
    verbose_name = "文书 papers"
