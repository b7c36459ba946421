"""The entrance for a WSGI server; starting it runs every check of quanze.config.boot."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "quanze.config.settings")
application = get_wsgi_application()

from quanze.config.boot import check_database_served  # noqa: E402  (its apps are loaded only now)

check_database_served()
