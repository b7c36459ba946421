"""The routes of the rules."""

from __future__ import annotations

from django.urls import path

from quanze.apps.determinations.rulebooks.views import comparing, finding, listing, reporting, showing

urlpatterns = [
    path("rules", listing.rulebooks, name="rulebooks"),
    path("rules/applied", finding.rules_applied, name="rules_applied"),
    path("rules/lookup", finding.rules_lookup, name="rules_lookup"),
    path("rules/compare", comparing.rules_compare, name="rules_compare"),
    path("rules/report", reporting.rules_report, name="rules_report"),
    path("rules/<str:name>/<str:version>", showing.rulebook, name="rulebook"),
    path("rules/<str:name>/<str:version>/<str:key>", showing.clause, name="clause"),
]
