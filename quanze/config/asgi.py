"""The entrance for an ASGI server; starting it runs every check of quanze.config.boot."""

from __future__ import annotations

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "quanze.config.settings")
application = get_asgi_application()

from quanze.config.boot import check_database_served, check_demo_served_here  # noqa: E402  (its apps are loaded only now)

check_demo_served_here()
check_database_served()
