"""Describing a case: a new one, a draft, an uploaded case file."""

from __future__ import annotations

from secrets import token_hex
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from quanze.apps.access.declarations import declared
from quanze.apps.determinations import services
from quanze.apps.determinations.casework.describing import described
from quanze.apps.determinations.casework.faults import faults_of
from quanze.apps.determinations.casework.filling import put
from quanze.apps.determinations.casework.notes import settle
from quanze.apps.determinations.casework.settings import settings_given
from quanze.apps.determinations.casework.text import Case, as_text, read_text
from quanze.apps.determinations.models import Draft
from quanze.apps.determinations.selectors import draft_of, drafts_of
from quanze.apps.determinations.views.forms import form_told, refused, today_of
from quanze.apps.determinations.views.shared import words
from quanze.apps.pages.exporting import as_download
from quanze.core.casefile.decoding import check_size
from quanze.core.refusals import Refusal

_both = require_http_methods(["GET", "HEAD", "POST"])


@declared(actor="caller", action="determination:ask", object="unit")
@_both
def determination_new(request: Any) -> HttpResponse:
    """An empty form (?unit=, ?person=, ?post= filled in), one's drafts and the upload; sent, it becomes a draft."""
    if request.method == "POST":
        return _sent(request, {}, None)
    return _start(request, _begun(request))


def _begun(request: Any) -> Case:
    day = today_of(request)
    case: Case = {"id": f"case-{day:%Y%m%d}-{token_hex(2)}", "dates": {"asked_on": day}}
    for name, path in (("unit", "incident.organization"),):
        if request.GET.get(name):
            put(case, path, request.GET[name][:200])
    row = {key: request.GET[key][:200] for key in ("person", "post") if request.GET.get(key)}
    return case | ({"violations": [row]} if row else {})


def _start(request: Any, case: Case, fault: Refusal | None = None) -> HttpResponse:
    told = form_told(request, case, {})
    told |= {"drafts": drafts_of(request.caller), "draft": None}
    told["upload_fault"] = None if fault is None else refused(fault).popitem()[1]
    return render(request, "determinations/form.html", told, status=200 if fault is None else 400)


@declared(actor="caller", action="determination:ask", object="unit")
@require_POST
def determination_upload(request: Any) -> HttpResponse:
    """A case file becomes a draft; what cannot be read at all is refused with place and mend."""
    file = request.FILES.get("file")
    try:
        if file is None:
            raise Refusal("no_file", zh="请选择一个案件文件", en="choose a case file", where="file")
        check_size(file.size, name=file.name)
        data = file.read()
        case = read_text(data, name=file.name)
        kept = services.keep_draft(text=as_text(case), by=request.caller, at=request.at)
    except Refusal as refusal:
        return _start(request, _begun(request), refusal)
    return redirect(reverse("determination_draft", args=[kept.public_id]) + "?check=1")


@declared(actor="caller", action="determination:ask", object="unit")
@_both
def draft(request: Any, draft: str) -> HttpResponse:
    """A draft to go on with; ?check=1 shows what is wrong with it so far."""
    found = draft_of(draft, by=request.caller)
    case = read_text(found.text.encode("utf-8"))
    if request.method == "POST":
        return _sent(request, case, found)
    faults = dict(faults_of(case)) if request.GET.get("check") else {}
    told = form_told(request, case, faults, spare=request.GET.get("add", ""), settings=found.settings)
    told |= {"draft": found, "saved": request.GET.get("saved")}
    return render(request, "determinations/form.html", told, status=200)


def _sent(request: Any, case: Case, found: Draft | None) -> HttpResponse:
    """Keep what was typed, whatever is wrong with it; then do what the button says."""
    told, act = described(case, request.POST), request.POST.get("act", "save")
    told.setdefault("id", f"case-{today_of(request):%Y%m%d}-{token_hex(2)}")
    query = _pressed(told, act)
    settle(case, told)
    settings = settings_given(request.POST, words())
    kept = services.keep_draft(
        text=as_text(told), draft=found.public_id if found else "", reason=found.reason if found else "",
        unclear=found.unclear if found else (), settings=settings, by=request.caller, at=request.at,
    )  # fmt: skip
    # Judged as it is kept: what is written of itself, such as the format, is nothing that anybody forgot.
    if act == "next" and not faults_of(read_text(kept.text.encode("utf-8"))):
        return redirect("determination_facts", kept.public_id)
    if act == "next":
        query = "?check=1"
    return redirect(reverse("determination_draft", args=[kept.public_id]) + query)


def _pressed(case: Case, act: str) -> str:
    """What a button beside "next" changes; the query of the page that follows."""
    verb, _, place = act.partition(":")
    if verb == "add":
        return f"?add={place}#{place}" if place in ("violations", "findings") else ""
    name, _, rest = place.partition("[")
    rows, number = case.get(name), rest.partition("]")[0]
    if not isinstance(rows, list) or not number.isdecimal() or int(number) >= len(rows):
        return "?saved=1"
    if verb == "remove":
        del rows[int(number)]
        return f"#{name}"
    if verb == "take" and isinstance(rows[int(number)], dict):
        rows[int(number)]["post"] = place.partition("=")[2][:200]
        return f"#{name}-{number}"
    return "?saved=1"


@declared(actor="caller", action="determination:ask", object="unit")
@require_safe
def draft_file(request: Any, draft: str) -> HttpResponse:
    """The draft as the case file it is."""
    found = draft_of(draft, by=request.caller)
    name = read_text(found.text.encode("utf-8")).get("id") or found.public_id
    return as_download(found.text.encode("utf-8"), f"{name}.yaml", "application/yaml; charset=utf-8")


@declared(actor="caller", action="determination:ask", object="unit")
@require_POST
def draft_discard(request: Any, draft: str) -> HttpResponse:
    """Throw the draft away."""
    services.discard_draft(draft=draft, by=request.caller, at=request.at)
    return redirect("determination_new")
