"""The entrance for a WSGI server; starting it runs every check of quanze.config.boot."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from typing import Any

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "quanze.config.settings")
_pages = get_wsgi_application()

from django.conf import settings  # noqa: E402  (whole only now)

from quanze.config.boot import check_database_served, check_demo_served_here  # noqa: E402  (its apps are loaded only now)
from quanze.config.prefix import below_prefix  # noqa: E402  (stands with the imports that must wait)

check_demo_served_here()
check_database_served()


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """The pages, below QUANZE_PREFIX: a proxy may hand the prefix on or take it off."""
    environ["PATH_INFO"] = below_prefix(environ.get("PATH_INFO", ""), settings.QUANZE_PREFIX)
    return _pages(environ, start_response)
