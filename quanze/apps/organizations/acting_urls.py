"""The routes of the forms that change the register, and of its imports."""

from __future__ import annotations

from django.urls import path

from quanze.apps.organizations.views import acting, acting_acts, importing

urlpatterns = [
    path("act", acting.register_verbs, name="register_verbs"),
    path("act/drafts/<str:token>/drop", acting.register_draft_drop, name="register_draft_drop"),
    path("act/<slug:name>", acting.register_verb, name="register_verb"),
    path("acts", acting_acts.register_acts, name="register_acts"),
    path("acts/<str:act>", acting_acts.register_act, name="register_act"),
    path("acts/<str:act>/undo", acting_acts.register_act_undo, name="register_act_undo"),
    path("imports", importing.imports, name="imports"),
    path("imports/template", importing.import_template, name="import_template"),
    path("imports/<str:token>", importing.import_preview, name="import_preview"),
]
