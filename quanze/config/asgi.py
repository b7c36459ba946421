"""The entrance for an ASGI server; starting it runs every check of quanze.config.boot."""

from __future__ import annotations

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "quanze.config.settings")
application = get_asgi_application()
