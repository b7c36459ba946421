"""What if; the same again; against another sheet, another day, other knowledge, other rulebooks. Nothing here is kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from quanze.apps.access.declarations import declared
from quanze.apps.determinations import services
from quanze.apps.determinations.answering import Asking
from quanze.apps.determinations.casework.describing import described
from quanze.apps.determinations.casework.faults import faults_of
from quanze.apps.determinations.casework.filling import put, value_at
from quanze.apps.determinations.casework.notes import settle
from quanze.apps.determinations.casework.settings import known_by, settings_given
from quanze.apps.determinations.casework.text import Case, as_text, read_text
from quanze.apps.determinations.recomputing import asking_of, recompute
from quanze.apps.determinations.rules import Settings
from quanze.apps.determinations.selectors import Shown, compared, determinations_of, shown, to_compare
from quanze.apps.determinations.trying import varied
from quanze.apps.determinations.views.forms import form_told, refused
from quanze.apps.determinations.views.shared import Differences, differences, rules, words
from quanze.apps.pages.dates import day_of
from quanze.core.refusals import Refusal
from quanze.core.sheet.data import as_data
from quanze.core.words import Label


@declared(actor="caller", action="determination:compare", object="determination")
@require_http_methods(["GET", "HEAD", "POST"])
def what_if(request: Any, number: str) -> HttpResponse:
    """The case of a kept sheet as a form; sent with other facts, findings or dates, it shows what would differ."""
    found = to_compare(number, by=request.caller, at=request.at)
    case = _as_asked(found)
    if request.method != "POST":
        return _what_if(request, found, case, {}, None)
    changed, act = described(case, request.POST), request.POST.get("act", "")
    if act.startswith("add:"):
        return _what_if(request, found, changed, {}, None, spare=act[4:])
    if act.startswith("remove:"):
        _remove(changed, act[7:])
    settle(case, changed)
    faults = faults_of(changed)
    if faults:
        return _what_if(request, found, changed, faults, None)
    try:
        kept = settings_given(request.POST, words())
        asking = _changed(asking_of(found), changed, kept, request)
        told = varied(found, asking, rules=rules(), by=request.caller, at=request.at)
    except Refusal as refusal:
        return _what_if(request, found, changed, refused(refusal), None)
    lines = differences(found.data, as_data(told.answered.sheet))
    return _what_if(request, found, changed, {}, lines, narrowed=told.narrowed)


def _as_asked(found: Shown) -> Case:
    """The case as given then, with the day that it was asked about."""
    case = read_text(found.case_text, name=found.case_name)
    put(case, "dates.asked_on", found.asked_on)
    return case


def _changed(asking: Asking, case: Case, kept: Mapping[str, Any], request: Any) -> Asking:
    named = kept.get("rulebooks")
    chosen = Settings(
        rulebooks=asking.settings.rulebooks if named is None else tuple(named),
        unverified=asking.settings.unverified or bool(kept.get("unverified")), parameters=asking.settings.parameters,
    )  # fmt: skip
    known = known_by(kept, request.at) if kept.get("known") else asking.known_at
    return replace(asking, data=as_text(case).encode("utf-8"), asked_on=None, settings=chosen, known_at=known)


def _remove(case: Case, place: str) -> None:
    name, _, rest = place.partition("[")
    rows, number = case.get(name), rest.partition("]")[0]
    if isinstance(rows, list) and number.isdecimal() and int(number) < len(rows):
        del rows[int(number)]


def _what_if(
    request: Any, found: Shown, case: Case, faults: Mapping[str, Label], lines: Differences | None, *, spare: str = "",
    narrowed: bool = False,
) -> HttpResponse:  # fmt: skip
    told = form_told(request, case, faults, spare=spare)
    told |= {"found": found, "lines": lines, "narrowed": narrowed, "title": value_at(case, "title.zh") or found.case_id}
    return render(request, "determinations/what_if.html", told, status=400 if faults else 200)


@declared(actor="caller", action="determination:read", object="determination")
@require_safe
def again(request: Any, number: str) -> HttpResponse:
    """The same question computed again on what was known and seen then, and whether the answer is the same."""
    found = recompute(number, rules=rules(), by=request.caller, at=request.at)
    lines = None if found.identical else differences(found.then.data, found.data)
    return render(request, "determinations/again.html", {"found": found, "lines": lines})


@declared(actor="caller", action="determination:compare", object="determination")
@require_safe
def compare(request: Any, number: str) -> HttpResponse:
    """Against ?with= another number, or the same case asked ?on= another day, ?known= otherwise, under ?rulebook= others."""
    told: dict[str, Any] = {"titles": rules().titles, "asked": request.GET}
    other = request.GET.get("with", "").strip()
    try:
        if other:
            found, later = compared(number, other, by=request.caller, at=request.at)
            told |= {"found": found, "later": later, "lines": differences(found.data, later.data)}
        else:
            told |= _otherwise(request, number)
    except Refusal as refusal:
        if refusal.where is None or "found" not in told:
            told["found"] = shown(number, by=request.caller, at=request.at)
        told["fault"] = Label(refusal.zh, refusal.en)
    told["others"] = [
        line for line in determinations_of(by=request.caller, at=request.at)[:50] if line.public_id != number
    ]
    chosen = request.GET.getlist("rulebook")
    told["packs"] = [(name, title, name in chosen) for name, title in sorted(told["titles"].items())]
    return render(request, "determinations/compare.html", told, status=400 if "fault" in told else 200)


def _otherwise(request: Any, number: str) -> dict[str, Any]:
    """The same case asked otherwise, if the address asks for it."""
    found = to_compare(number, by=request.caller, at=request.at)
    on, kept = day_of(request, "on"), settings_given(_Named(request), words())
    if on is None and not kept.get("rulebooks") and not kept.get("known"):
        return {"found": found}
    case = _as_asked(found)
    asking = _changed(asking_of(found), case, kept, request)
    made = varied(found, replace(asking, asked_on=on or _day(found)), rules=rules(), by=request.caller, at=request.at)
    lines = differences(found.data, as_data(made.answered.sheet))
    return {"found": found, "lines": lines, "narrowed": made.narrowed}


def _day(found: Shown) -> date:
    return found.asked_on


class _Named:
    """The address read like the form of settings: ?rulebook= may stand several times."""

    def __init__(self, request: Any) -> None:
        self._query = request.GET

    def getlist(self, key: str) -> list[str]:
        """Every value of a name."""
        found: list[str] = self._query.getlist({"rulebooks": "rulebook"}.get(key, key))
        return found

    def __contains__(self, key: object) -> bool:
        return key in self._query

    def __iter__(self) -> Any:
        return iter(self._query)


@declared(actor="caller", action="determination:ask", object="determination")
@require_POST
def as_draft(request: Any, number: str) -> HttpResponse:
    """A draft of one's own with the case of a kept determination, to be asked anew."""
    found = shown(number, by=request.caller, at=request.at)
    text = as_text(read_text(found.case_text, name=found.case_name))
    kept = services.keep_draft(text=text, by=request.caller, at=request.at)
    return redirect("determination_draft", kept.public_id)
