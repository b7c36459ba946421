"""Acts on the register: the list of them, the page of one, and taking one back."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from quanze.apps.access.checks import not_found
from quanze.apps.access.context import reading
from quanze.apps.access.declarations import declared
from quanze.apps.organizations.act_words import ACT_WORDS, act_word
from quanze.apps.organizations.forms.wording import codes_in, lines_of, with_own
from quanze.apps.organizations.selectors.acted import Acted, act_read, acts_between
from quanze.apps.organizations.selectors.names import names_of
from quanze.apps.organizations.services import undo_act
from quanze.apps.pages.dates import day_of
from quanze.apps.pages.exporting import exported, wanted
from quanze.apps.pages.language import said
from quanze.apps.pages.lists import Column, Link, Listing, page_of
from quanze.core.refusals import Refusal
from quanze.core.words import Label

COLUMNS = (
    Column("at", Label("办理时间", "When")), Column("act", Label("办理号", "Number")),
    Column("event", Label("事项", "What")), Column("state", Label("状态", "State")),
)  # fmt: skip
UNDONE = Label("已撤销", "undone")
_MOST = 100_000


@declared(actor="caller", action="register:write", object="act")
@require_safe
def register_acts(request: Any) -> HttpResponse:
    """The acts that one may see, the newest first, by event and days."""
    event, first, last = request.GET.get("event", ""), day_of(request, "from"), day_of(request, "until")
    if event and event not in ACT_WORDS:
        raise Refusal("bad_event", zh="没有这样的事项", en="there is no such event", where="event")
    turned = first is not None and last is not None and first > last
    if turned:
        first, last = last, first
    acts = acts_between(request.caller, event=event, first=first, last=last)
    if wanted(request):
        with reading(request.caller):
            rows = [_row(each) for each in acts.values(*_VALUES)[:_MOST]]
        return exported(request, COLUMNS, rows, name=said("办理记录", "acts"))
    with reading(request.caller):
        page = page_of(request, acts, by=("-at", "-pk"), values=_VALUES)
    shown = Listing(
        columns=COLUMNS, rows=[_row(each) for each in page.rows], next=page.next, is_first=page.is_first,
        about=Label("台账办理记录", "Acts on the register"),
        empty=Label("没有符合条件的办理。办理机构、职务、任免变动或导入台账后，会列在这里。",
                    "No act fits. Whatever is recorded or imported in the register is listed here."),
    )  # fmt: skip
    told = {"shown": shown, "words": ACT_WORDS.items(), "event": event, "first": first, "last": last, "turned": turned}
    return render(request, "organizations/acting/acts.html", told)


_VALUES = ("pk", "at", "event", "undone_by")


def _row(found: dict[str, Any]) -> tuple[Any, ...]:
    number = Link(str(found["pk"]), reverse("register_act", args=[found["pk"]]))
    return (found["at"], number, act_word(found["event"]), UNDONE if found["undone_by"] is not None else "")


@declared(actor="caller", action="register:read", object="act")
@require_safe
def register_act(request: Any, act: str) -> HttpResponse:
    """One act: who, when, why, what changed; the button that undoes it for whom that is permitted."""
    return _act_page(request, act_read(number=_number(act), by=request.caller, at=request.at))


@declared(actor="caller", action="register:undo", object="act")
@require_http_methods(["GET", "HEAD", "POST"])
def register_act_undo(request: Any, act: str) -> HttpResponse:
    """Take an act back as one act, with its reason."""
    number = _number(act)
    if request.method != "POST":
        return redirect("register_act", act)
    reason = request.POST.get("because", "").replace("\0", "").strip()[:500]
    key = request.POST.get("key", "")[:64]
    try:
        if not reason:
            raise Refusal("no_reason", zh="请填写撤销的理由", en="say why it is undone", where="because")
        done = undo_act(act=number, by=request.caller, at=request.at, reason=reason, key=key)
    except Refusal as refusal:
        if refusal.code in ("not_found", "not_permitted", "step_up_needed"):
            raise
        found = act_read(number=number, by=request.caller, at=request.at)
        return _act_page(request, found, refusal=refusal, reason=reason)
    return redirect("register_act", done.act)


def _number(text: str) -> int:
    if not text.lstrip("-").isdecimal() or len(text) > 18:
        raise not_found()
    return int(text)


def _act_page(request: Any, found: Acted, refusal: Refusal | None = None, reason: str = "") -> HttpResponse:
    names = with_own(names_of(request.caller, codes_in(found.changes)), found.changes.rows)
    may_undo = request.caller.may("register:undo") is not None and found.undone_by is None
    told = {
        "act": found, "event": act_word(found.event), "key": uuid4().hex,
        "lines": lines_of(found.changes, names, undoing=found.undoes is not None), "written": sum(found.changes.written.values()),
        "ended": sum(found.changes.ended.values()), "may_undo": may_undo, "reason": reason,
        "refusal": refusal and Label(refusal.zh, refusal.en),
    }  # fmt: skip
    return render(request, "organizations/acting/act.html", told, status=400 if refusal else 200)
