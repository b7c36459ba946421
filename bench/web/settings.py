"""The product's settings, with the page of comparison beside the product's own routes."""

from __future__ import annotations

from pathlib import Path

from quanze.config.settings import *  # noqa: F403
from quanze.config.settings import TEMPLATES as _TEMPLATES

ROOT_URLCONF = "bench.web.urls"
# The usual page's template is read the usual way, kept but not folded.
_LOADERS = ["django.template.loaders.filesystem.Loader", "django.template.loaders.app_directories.Loader"]
_USUAL = {"loaders": [("django.template.loaders.cached.Loader", _LOADERS)]}
TEMPLATES = [
    _TEMPLATES[0],
    {**_TEMPLATES[0], "NAME": "usual", "DIRS": [str(Path(__file__).parent / "templates")],
     "OPTIONS": {**_TEMPLATES[0]["OPTIONS"], **_USUAL}},  # type: ignore[dict-item]  # OPTIONS has values of any kind
]  # fmt: skip
