"""The routes of determinations."""

from __future__ import annotations

from django.urls import path

from quanze.apps.determinations.views import comparing, drafting, facts, listing, sheet

_ONE = "determinations/<slug:number>"
_DRAFT = "determinations/drafts/<slug:draft>"

urlpatterns = [
    path("determinations", listing.determinations, name="determinations"),
    path("determinations/new", drafting.determination_new, name="determination_new"),
    path("determinations/upload", drafting.determination_upload, name="determination_upload"),
    path(_DRAFT, drafting.draft, name="determination_draft"),
    path(f"{_DRAFT}/file", drafting.draft_file, name="determination_draft_file"),
    path(f"{_DRAFT}/discard", drafting.draft_discard, name="determination_draft_discard"),
    path(f"{_DRAFT}/facts", facts.draft_facts, name="determination_facts"),
    path(f"{_DRAFT}/ask", facts.draft_ask, name="determination_ask"),
    path(_ONE, sheet.determination, name="determination"),
    path(f"{_ONE}/file", sheet.determination_file, name="determination_file"),
    path(f"{_ONE}/what-if", comparing.what_if, name="determination_what_if"),
    path(f"{_ONE}/again", comparing.again, name="determination_again"),
    path(f"{_ONE}/compare", comparing.compare, name="determination_compare"),
    path(f"{_ONE}/draft", comparing.as_draft, name="determination_as_draft"),
]
