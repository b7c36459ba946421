"""Drafts of forms: what was typed, sealed, for thirty days, its owner's alone."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils.http import urlencode

from quanze.apps.access.caller import Caller
from quanze.apps.access.checks import not_found
from quanze.apps.organizations.forms.chosen import KINDS
from quanze.apps.organizations.forms.verbs import VERBS, Verb
from quanze.apps.organizations.models.held import FORM
from quanze.apps.organizations.selectors.held import kept, opened
from quanze.apps.organizations.selectors.names import Names, names_of
from quanze.apps.organizations.services.keeping import drop, keep
from quanze.apps.pages.language import said

_KEPT = (*KINDS, "record")
_LONGEST = 20_000


class Draft(NamedTuple):
    """A draft as the list shows it; ``about`` names the unit, post and person chosen, "" where none was."""

    token: str
    verb: Verb
    at: datetime
    about: str
    href: str


def keep_draft(verb: str, typed: Mapping[str, Any], query: Mapping[str, str], *, by: Caller, at: datetime) -> None:
    """Keep what was typed in a verb's form; one that was opened from a draft takes that draft's place."""
    given = {name: query[name] for name in _KEPT if name in query}
    texts = {name: str(value)[:_LONGEST] if isinstance(value, str) else value for name, value in typed.items()}
    content = json.dumps({"verb": verb, "typed": texts, "query": given}, ensure_ascii=False)
    if query.get("draft"):
        forget_draft(query["draft"], by=by, at=at)
    keep(kind=FORM, content=content.encode("utf-8", "replace"), by=by, at=at)


def kept_drafts(caller: Caller) -> list[Draft]:
    """One's own drafts, the newest first."""
    held = [(token, at, json.loads(content)) for token, at, content in kept(caller, FORM)]
    chosen = {str(told["query"][kind]) for _, _, told in held for kind in KINDS if kind in told["query"]}
    names = names_of(caller, chosen) if chosen else Names()
    found = []
    for token, at, told in held:
        verb = VERBS.get(told["verb"])
        if verb is not None:
            address = reverse("register_verb", args=[verb.name])
            about = said("、", ", ").join(
                names.any(str(told["query"][kind])) for kind in KINDS if kind in told["query"]
            )
            found.append(Draft(token, verb, at, about, f"{address}?{urlencode({**told['query'], 'draft': token})}"))
    return found


def open_draft(caller: Caller, token: str, verb: str) -> dict[str, Any]:
    """What was typed. Raises Refusal "not_found"."""
    told = json.loads(opened(caller, FORM, token))
    if told["verb"] != verb:
        raise not_found()
    typed: dict[str, Any] = told["typed"]
    return typed


def forget_draft(token: str, *, by: Caller, at: datetime) -> None:
    """Delete a draft of one's own, if it is still there."""
    if any(each == token for each, _, _ in kept(by, FORM)):
        drop(token=token, by=by, at=at)
