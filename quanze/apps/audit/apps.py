"""The audit app's place in Django."""

from __future__ import annotations

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Tables audit_entry and audit_checkpoint."""

    name = "quanze.apps.audit"
    label = "audit"
    verbose_name = "审计 audit"
