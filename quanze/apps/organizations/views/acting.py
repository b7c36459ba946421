"""The verbs of the register as forms: choose, fill in, look at what would change, do it once."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from quanze.apps.access.caller import CHINA_TIME
from quanze.apps.access.checks import not_found
from quanze.apps.access.declarations import declared
from quanze.apps.organizations.forms import drafts
from quanze.apps.organizations.forms.asks import LISTS
from quanze.apps.organizations.forms.building import arguments, reason_of
from quanze.apps.organizations.forms.chosen import KINDS, Chosen, Standing, choose
from quanze.apps.organizations.forms.doing import Prepared, prepared
from quanze.apps.organizations.forms.filling import choices_of, initial_of
from quanze.apps.organizations.forms.making import VerbForm, codes_typed
from quanze.apps.organizations.forms.verbs import GROUPS, VERBS, Verb, lists_of
from quanze.apps.organizations.forms.wording import last_day, lines_of, said_row, thing_of
from quanze.apps.organizations.selectors.acted import act_under
from quanze.apps.organizations.selectors.names import is_seen, names_of
from quanze.apps.organizations.selectors.records import record_numbered
from quanze.apps.organizations.services.keeping import drop
from quanze.core.refusals import Refusal

_both = require_http_methods(["GET", "HEAD", "POST"])
ACTION = "register:write"


@declared(actor="caller", action=ACTION, object="register")
@require_safe
def register_verbs(request: Any) -> HttpResponse:
    """The verbs that fit what was chosen, by group, and one's own drafts."""
    chosen = choose(request.GET, by=request.caller, at=request.at)
    fitting = [verb for verb in VERBS.values() if not chosen.codes or set(verb.about) & set(chosen.codes)]
    groups = [
        (label, [(verb, _address(verb, chosen)) for verb in fitting if verb.group == group])
        for group, label in GROUPS.items()
    ]
    told = {
        "groups": [(label, verbs) for label, verbs in groups if verbs], "chosen": chosen, "things": _things(chosen),
        "drafts": drafts.kept_drafts(request.caller) if not chosen.codes else [],
    }  # fmt: skip
    return render(request, "organizations/acting/verbs.html", told)


@declared(actor="caller", action=ACTION, object="register")
@_both
def register_verb(request: Any, name: str) -> HttpResponse:
    """One verb: its form, its preview, its doing."""
    verb = VERBS.get(name)
    if verb is None:
        raise not_found()
    chosen = choose(request.GET, by=request.caller, at=request.at)
    record = _record(request, verb, chosen)
    if lists_of(verb) and record is None:
        return _choose_record(request, verb, chosen)
    sitting = Sitting(request, verb, chosen, record)
    if request.method == "POST":
        return sitting.step()
    return sitting.form_page(sitting.fresh())


@declared(actor="caller", action=ACTION, object="draft")
@require_POST
def register_draft_drop(request: Any, token: str) -> HttpResponse:
    """Delete a draft of one's own."""
    drop(token=token, by=request.caller, at=request.at)
    return redirect("register_verbs")


def _address(verb: Verb, chosen: Chosen, **more: str) -> str:
    query = urlencode({**chosen.codes, **more})
    return reverse("register_verb", args=[verb.name]) + (f"?{query}" if query else "")


def _things(chosen: Chosen) -> list[str]:
    return [chosen.names.any(code) for code in chosen.codes.values()]


def _record(request: Any, verb: Verb, chosen: Chosen) -> Standing | None:
    """The record that the address names (?record=tenures-12), or the only one that fits what was chosen."""
    lists, asked = lists_of(verb), request.GET.get("record", "")
    if not lists:
        return None
    name, _, number = asked.partition("-")
    if name in lists and number.lstrip("-").isdecimal() and len(number) <= 18:
        row = record_numbered(name=name, number=int(number), by=request.caller, at=request.at)
        return Standing(name, int(number), row)
    fitting = _fitting(verb, chosen)
    return fitting[0] if len(fitting) == 1 and verb.corrects != "any" else None


def _fitting(verb: Verb, chosen: Chosen) -> list[Standing]:
    own = {"organizations": "unit", "posts": "post", "people": "person"}
    found = [each for each in chosen.rows if each.list in lists_of(verb)]
    return [each for each in found if each.list not in own or each.row.id == chosen.code(own[each.list])]


def _choose_record(request: Any, verb: Verb, chosen: Chosen) -> HttpResponse:
    rows = [
        {
            "list": LISTS[each.list], "thing": thing_of(each.row, chosen.names), "row": each.row,
            "last_on": last_day(each.row), "told": said_row(each.list, each.row, chosen.names),
            "href": _address(verb, chosen, record=f"{each.list}-{each.record}"),
        }
        for each in _fitting(verb, chosen)
    ]  # fmt: skip
    return render(request, "organizations/acting/records.html", {"verb": verb, "rows": rows, "chosen": chosen})


class Sitting:
    """One request about one verb."""

    def __init__(self, request: Any, verb: Verb, chosen: Chosen, record: Standing | None) -> None:
        self.request, self.verb, self.chosen, self.record = request, verb, chosen, record
        self.day = request.at.astimezone(CHINA_TIME).date()
        self.choices = choices_of(verb, chosen, self.day)

    def fresh(self) -> VerbForm:
        """The form with what the register holds, or with a draft."""
        initial = initial_of(self.verb, self.chosen, self.day, self.record and self.record.row)
        token = self.request.GET.get("draft", "")
        if token:
            initial |= drafts.open_draft(self.request.caller, token, self.verb.name)
        return VerbForm(self.verb, self.choices, initial=initial)

    def step(self) -> HttpResponse:
        """What the button asks: look at it (preview), do it, keep a draft, or go back to the form."""
        asked = self.request.POST.get("step", "preview")
        form = VerbForm(self.verb, self.choices, data=self.request.POST)
        if asked == "keep":
            drafts.keep_draft(
                self.verb.name, form.raw, self.request.GET.dict(), by=self.request.caller, at=self.request.at
            )
            return redirect("register_verbs")
        if asked == "edit":
            return self.form_page(VerbForm(self.verb, self.choices, initial=form.raw))
        if not form.is_valid():
            self._tell_unknown(form)
            return self.form_page(form, status=400)
        try:
            return self._do_once(form) if asked == "do" else self._preview(form)
        except Refusal as refusal:
            form.tell(refusal)
            return self.form_page(form, status=409 if refusal.code == "stale" else 400)

    def _tell_unknown(self, form: VerbForm) -> None:
        """Beside what is missing or misspelt, the codes that stand for nothing he may see: all mended at once."""
        for each in self.verb.asks:
            code = form.cleaned_data.get(each.name)
            if each.kind in KINDS and code and not is_seen(self.request.caller, each.kind, code):
                form.tell(not_found(each.name))

    def _do_once(self, form: VerbForm) -> HttpResponse:
        """A second submission of the same page leads to what the first one did."""
        key = _key(self.request)
        done = act_under(self.request.caller, key)
        if done is not None:
            return redirect("register_act", done)
        try:
            return self._do(form, key)
        except Refusal:
            done = act_under(self.request.caller, key)
            if done is None:
                raise
            return redirect("register_act", done)

    def _prepared(self, form: VerbForm, key: str) -> Prepared:
        by, at = self.request.caller, self.request.at
        given = arguments(self.verb, form.cleaned_data, self.record, by)
        return prepared(self.verb, given, by=by, at=at, key=key, reason=reason_of(form.cleaned_data))

    def _preview(self, form: VerbForm, *, changed: bool = False) -> HttpResponse:
        key = uuid4().hex
        ready = self._prepared(form, key)
        told = {
            "verb": self.verb, "form": form, "kept": list(_as_hidden(form)), "key": key, "seen": ready.print,
            "lines": lines_of(ready.rehearsal.changes, ready.rehearsal.names), "changed": changed,
            "whole": ready.rehearsal.changes.is_whole, "because": reason_of(form.cleaned_data),
        }  # fmt: skip
        return render(self.request, "organizations/acting/preview.html", told, status=409 if changed else 200)

    def _do(self, form: VerbForm, key: str) -> HttpResponse:
        ready = self._prepared(form, key)
        if ready.print != self.request.POST.get("seen", ""):
            return self._preview(form, changed=True)
        done = ready.do()
        token = self.request.GET.get("draft", "")
        if token:
            drafts.forget_draft(token, by=self.request.caller, at=self.request.at)
        return redirect("register_act", done.act)

    def form_page(self, form: VerbForm, status: int = 200) -> HttpResponse:
        """The form as a page."""
        names = self.chosen.names
        typed = codes_typed(value for each in form for value in [each.value()])
        more = names_of(self.request.caller, typed)
        for mine, found in ((names.units, more.units), (names.people, more.people)):
            mine.update(found)
        names.posts.update(more.posts)
        told = {
            "verb": self.verb, "form": form, "fields": form.shown(names), "chosen": self.chosen,
            "recorded": self.record and said_row(self.record.list, self.record.row, names),
            "thing": self.record and thing_of(self.record.row, names),
        }  # fmt: skip
        return render(self.request, "organizations/acting/form.html", told, status=status)


def _key(request: Any) -> str:
    """The key of this submission, as our own page gave it."""
    try:
        return UUID(request.POST.get("key", "")).hex
    except ValueError:
        return uuid4().hex


def _as_hidden(form: VerbForm) -> Any:
    """Every value that was typed, as (field, text), for the next step."""
    for name, value in form.raw.items():
        for each in value if isinstance(value, list) else [value]:
            yield name, each
