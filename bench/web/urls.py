"""The product's routes and the usual page."""

from __future__ import annotations

from django.urls import path

from bench.web.usual import usual_posts
from quanze.config.urls import handler400, handler403, handler404, handler500
from quanze.config.urls import urlpatterns as ours

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

urlpatterns = [*ours, path("usual", usual_posts, name="usual")]
