"""Answering what matters, one group at a time, with the answer so far; then asking for good."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_http_methods, require_POST

from quanze.apps.access.declarations import declared
from quanze.apps.determinations import services
from quanze.apps.determinations.answering import Answered
from quanze.apps.determinations.casework.answers import answered, evidence_so_far, field_for
from quanze.apps.determinations.casework.asking import Round, key_of, round_of
from quanze.apps.determinations.casework.authority import NOTHING, Said, faults_in, noted_in, said_before
from quanze.apps.determinations.casework.fields import Field
from quanze.apps.determinations.casework.settings import asking_of_draft
from quanze.apps.determinations.casework.text import Case, as_text, read_text
from quanze.apps.determinations.models import Draft
from quanze.apps.determinations.selectors import draft_of
from quanze.apps.determinations.trying import tried
from quanze.apps.determinations.views.forms import form_told, refused, today_of
from quanze.apps.determinations.views.shared import rules, words
from quanze.apps.pages.language import language
from quanze.core.determination.result import Question
from quanze.core.refusals import Refusal
from quanze.core.sheet.asking import bearing
from quanze.core.sheet.capitals import capital
from quanze.core.sheet.markup import section
from quanze.core.sheet.paper import paper
from quanze.core.sheet.reader import Reader, reader
from quanze.core.words import Label

FIRST = ("answer", "overview")


class Put(NamedTuple):
    """A question as it is put: its field, what it bears on, where to look, and what was noted before."""

    key: str
    ask: Any
    judgement: bool
    fields: tuple[Field, ...]
    bears: str
    evidence: tuple[Any, ...]
    noted: str

    @property
    def lines(self) -> int:
        """How many lines the note needs."""
        return self.noted.count("\n") + 1


@declared(actor="caller", action="determination:ask", object="unit")
@require_http_methods(["GET", "HEAD", "POST"])
def draft_facts(request: Any, draft: str) -> HttpResponse:
    """The answer so far and the next questions; sent answers are written into the draft, then it is tried again."""
    found = draft_of(draft, by=request.caller)
    try:
        made = tried(asking_of_draft(found, request.at), rules=rules(), by=request.caller, at=request.at, about=draft)
    except Refusal as refusal:
        return _to_mend(request, found, refusal)
    later_too = "later" in request.GET
    if request.method == "POST":
        return _answer(request, found, made, later_too)
    return _page(request, found, made, later_too)


def _to_mend(request: Any, found: Draft, refusal: Refusal) -> HttpResponse:
    """The form again, with what the whole case was refused for at its place."""
    case = read_text(found.text.encode("utf-8"))
    told = form_told(request, case, refused(refusal), settings=found.settings)
    return render(request, "determinations/form.html", told | {"draft": found}, status=400)


def _page(
    request: Any, found: Draft, made: Answered, later_too: bool, fault: Refusal | None = None, reason: str = "",
    said: Said = NOTHING,
) -> HttpResponse:  # fmt: skip
    """``said``: what was sent and cannot be taken yet, shown again with its faults."""
    used = rules()
    read = reader(made.sheet, language(), used.titles, used.findings)
    put = round_of(made.sheet, read.names, found.unclear, later_too=later_too)
    case = read_text(found.text.encode("utf-8"))
    questions = [_put(item, f"a{place}", read, case, said) for place, item in enumerate(put.now)]
    told = {
        "draft": found, "questions": questions, "round": put, "about": read.name(put.about) if put.about else "",
        "so_far": mark_safe("".join(_so_far(made, read))),  # noqa: S308 (escaped where it is set)
        "open": list(_open(put, read)), "later_too": later_too, "later": put.later,
        "said": said, "fault": None if fault is None else Label(fault.zh, fault.en),
        "reason": reason or found.reason, "notes": [Label(note.zh, note.en) for note in made.read.notes],
    }  # fmt: skip
    return render(request, "determinations/facts.html", told, status=400 if fault or said.faults else 200)


def _so_far(made: Answered, read: Reader) -> Iterable[str]:
    """The first sections of the sheet: who, as what, and what is missing."""
    for part in paper(made.sheet, read).parts:
        if part.key in FIRST:
            yield section(part, read.lang)


def _put(item: Question, name: str, read: Reader, case: Case, said: Said) -> Put:
    key, fields = key_of(item), field_for(item, name, rules(), words())
    noted = said.evidence.get(key)
    return Put(
        key, item.ask, item.kind == "judgement", said_before(fields, name, said.answers.get(key)),
        bearing(item.decides, read), tuple(item.evidence), evidence_so_far(case, item) if noted is None else noted,
    )  # fmt: skip


def _open(put: Round, read: Reader) -> Iterable[dict[str, Any]]:
    """Everything still unknown, and what it would change; what is asked of several parties stands once."""
    for state, groups in (("waiting", put.waiting), ("unclear", put.unclear), ("elsewhere", put.elsewhere)):
        for group in groups:
            decides = (key for item in group.items for key in item.decides)
            names = (read.name(item.about) for item in group.items if item.about)
            abouts = read.listed(dict.fromkeys(name for name in names if name not in read.text(group.ask)))
            ask = {lang: capital(text) for lang, text in group.ask.items()}
            yield {"ask": ask, "abouts": abouts, "bears": bearing(decides, read), "state": state}


def _answer(request: Any, found: Draft, made: Answered, later_too: bool) -> HttpResponse:
    """Write the answers of one round; what was left open counts as not clear and is not asked again."""
    given = request.POST
    used = rules()
    put = {key_of(item): item for item in made.sheet.questions}
    case, unclear = read_text(found.text.encode("utf-8")), set(found.unclear)
    if given.get("act") == "reopen":
        unclear.clear()
    sent = [(key, f"a{place}") for place, key in enumerate(given.getlist("q")[:50]) if key in put]
    said = faults_in(given, [(put[key], name) for key, name in sent], today_of(request), words())
    if said.faults:
        return _page(request, found, made, later_too, said=said)
    for key, name in sent:
        known = answered(case, put[key], name, given, noted_in(given, name), used, words())
        (unclear.discard if known else unclear.add)(key)
    kept = services.keep_draft(
        text=as_text(case), draft=found.public_id, unclear=unclear, settings=found.settings, reason=found.reason,
        by=request.caller, at=request.at,
    )  # fmt: skip
    query = "?later=1" if later_too else ""
    return redirect(reverse("determination_facts", args=[kept.public_id]) + query)


@declared(actor="caller", action="determination:ask", object="unit")
@require_POST
def draft_ask(request: Any, draft: str) -> HttpResponse:
    """Ask for good: the determination is kept, the draft ends."""
    found = draft_of(draft, by=request.caller)
    reason = request.POST.get("reason", "").replace("\r\n", "\n").strip()
    asking = asking_of_draft(found, request.at)
    try:
        asked = services.ask(
            asking, rules=rules(), by=request.caller, at=request.at, reason=reason, draft=found.public_id
        )  # fmt: skip
    except Refusal as refusal:
        if refusal.where != "reason":
            return _to_mend(request, found, refusal)
        made = tried(asking, rules=rules(), by=request.caller, at=request.at, about=draft)
        return _page(request, found, made, False, refusal, reason)
    return redirect("determination", asked.determination.public_id)
