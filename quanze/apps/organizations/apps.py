"""The register's place in Django."""

from __future__ import annotations

from django.apps import AppConfig


class OrganizationsConfig(AppConfig):
    """Tables organizations_…"""

    name = "quanze.apps.organizations"
    label = "organizations"
    verbose_name = "组织职务台账 register"
