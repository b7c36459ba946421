"""The routes of the rules."""

from __future__ import annotations

from django.urls import path

from quanze.apps.determinations.rulebooks.views import comparing, finding, listing, reporting, showing

_ROOM = "rules"
_BOOK = f"{_ROOM}/<str:name>/<str:version>"

urlpatterns = [
    path(_ROOM, listing.rulebooks, name="rulebooks"),
    path(f"{_ROOM}/applied", finding.rules_applied, name="rules_applied"),
    path(f"{_ROOM}/lookup", finding.rules_lookup, name="rules_lookup"),
    path(f"{_ROOM}/compare", comparing.rules_compare, name="rules_compare"),
    path(f"{_ROOM}/report", reporting.rules_report, name="rules_report"),
    path(_BOOK, showing.rulebook, name="rulebook"),
    path(f"{_BOOK}/<str:key>", showing.clause, name="clause"),
]
