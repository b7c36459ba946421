"""The last app to be ready: it looks at everything that can be called."""

from __future__ import annotations

from django.apps import AppConfig


class BootConfig(AppConfig):
    """Checks at start that every route, command and job is declared."""

    name = "quanze.config"
    label = "config"

    def ready(self) -> None:
        """Raises ImproperlyConfigured: the process does not start."""
        from quanze.config.boot import check_everything_declared  # routes need every app to be loaded

        check_everything_declared()
