"""The product's settings, with the page of comparison beside the product's own routes."""

from __future__ import annotations

from pathlib import Path

from quanze.config.settings import *  # noqa: F403
from quanze.config.settings import TEMPLATES as _TEMPLATES

ROOT_URLCONF = "bench.web.urls"
TEMPLATES = [{**_TEMPLATES[0], "DIRS": [str(Path(__file__).parent / "templates")]}]
