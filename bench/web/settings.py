"""The product's settings, with the page of comparison beside the product's own routes."""

from __future__ import annotations

from pathlib import Path

from quanze.config.settings import *  # noqa: F403
from quanze.config.settings import TEMPLATES as _TEMPLATES

ROOT_URLCONF = "bench.web.urls"
# The usual page has Django's own templates, read the usual way and kept.
_LOADERS = ["django.template.loaders.filesystem.Loader", "django.template.loaders.app_directories.Loader"]
_USUAL = {
    "BACKEND": "django.template.backends.django.DjangoTemplates", "NAME": "usual",
    "DIRS": [str(Path(__file__).parent / "templates")],
    "OPTIONS": {
        "context_processors": ["django.template.context_processors.request", "quanze.web.context.shell"],
        "loaders": [("django.template.loaders.cached.Loader", _LOADERS)],
    },
}  # fmt: skip
TEMPLATES = [*_TEMPLATES, _USUAL]
