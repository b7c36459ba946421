"""Import on a page: template, upload, preview with every fault, one button, all or nothing."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from quanze.apps.access.declarations import declared
from quanze.apps.organizations.exchange.laying_out import template_csv, template_xlsx
from quanze.apps.organizations.exchange.reading import File
from quanze.apps.organizations.exchange.services import ImportRefused, import_files
from quanze.apps.organizations.exchange.sheets import SHEETS
from quanze.apps.organizations.forms.waiting import (
    MOST_BYTES,
    Waiting,
    all_waiting,
    check_files,
    look_at,
    too_much,
    waiting,
)
from quanze.apps.organizations.selectors import last_written
from quanze.apps.organizations.selectors.acted import act_under
from quanze.apps.organizations.services.keeping import drop
from quanze.apps.pages.exporting import FORMATS, as_csv, as_download
from quanze.apps.pages.language import language, said
from quanze.apps.pages.lists import Column, Listing
from quanze.core.refusals import Refusal
from quanze.core.words import Label

ACTION = "register:import"
PAGE = 50
SHEET_WORDS = {sheet.key: sheet.label for sheet in SHEETS} | {"people": Label("人员", "people")}
FAULT_COLUMNS = (
    Column("sheet", Label("表", "Sheet")), Column("row", Label("行", "Row")), Column("column", Label("列", "Column")),
    Column("reason", Label("问题", "What is wrong")), Column("suggestion", Label("建议", "Suggestion")),
)  # fmt: skip
_both = require_http_methods(["GET", "HEAD", "POST"])


@declared(actor="caller", action=ACTION, object="register")
@_both
def imports(request: Any) -> HttpResponse:
    """Templates, the upload, and what waits of one's own."""
    if request.method != "POST":
        return _start(request)
    try:
        if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_BYTES:
            raise too_much()
        files = [File(file.name, file.read()) for file in request.FILES.getlist("files")]
        check_files(files)
        token = look_at(files, by=request.caller, at=request.at)
    except Refusal as refusal:
        return _start(request, refusal)
    return redirect("import_preview", token)


def _start(request: Any, refusal: Refusal | None = None) -> HttpResponse:
    told = {
        "refusal": refusal and Label(refusal.zh, refusal.en), "waiting": all_waiting(request.caller),
        "about_template": refusal is not None and refusal.code in ("no_sheet", "empty_file"),
        "sheets": SHEETS, "most": MOST_BYTES // 2**20,
    }  # fmt: skip
    return render(request, "organizations/importing/start.html", told, status=400 if refusal else 200)


@declared(actor="caller", action=ACTION, object="template")
@require_safe
def import_template(request: Any) -> HttpResponse:
    """An empty workbook, or with ?sheet= an empty csv of one sheet (?encoding=gb18030 for old programs)."""
    asked = request.GET.get("sheet", "")
    if not asked:
        name = said("台账导入模板", "register-template")
        return as_download(template_xlsx(at=request.at), f"{name}.xlsx", FORMATS["xlsx"])
    sheet = next((each for each in SHEETS if each.key == asked), None)
    if sheet is None:
        raise Refusal("no_sheet", zh="没有这张表", en="there is no such sheet", where="sheet")
    encoding = "gb18030" if request.GET.get("encoding") == "gb18030" else "utf-8"
    return as_download(template_csv(sheet, encoding=encoding), f"{sheet.label.zh}.csv", f"text/csv; charset={encoding}")


@declared(actor="caller", action=ACTION, object="register")
@_both
def import_preview(request: Any, token: str) -> HttpResponse:
    """What the files would do; its button imports them, all or nothing, once."""
    done = act_under(request.caller, _key(token))
    if done is not None:
        return redirect("register_act", done)
    found = waiting(request.caller, token)
    if request.method != "POST":
        return _faults_file(request, found) if request.GET.get("format") == "csv" else _preview(request, found)
    if request.POST.get("step") == "drop":
        drop(token=token, by=request.caller, at=request.at)
        return redirect("imports")
    return _import(request, found)


def _import(request: Any, found: Waiting) -> HttpResponse:
    by, at = request.caller, request.at
    last = last_written(by)
    if found.faults or (last is not None and last > found.at):
        again = waiting(by, look_at(found.files, by=by, at=at))
        drop(token=found.token, by=by, at=at)
        if again.faults or (again.counts, again.lines) != (found.counts, found.lines):
            return redirect(f"{reverse('import_preview', args=[again.token])}?changed=1")
        found = again
    reason = request.POST.get("because", "").replace("\0", "").strip()[:500]
    try:
        imported = import_files(found.files, by=by, at=at, reason=reason, key=_key(found.token))
    except ImportRefused:
        return redirect(f"{reverse('import_preview', args=[look_at(found.files, by=by, at=at)])}?changed=1")
    except Refusal as refusal:
        if refusal.code in ("not_permitted", "step_up_needed"):
            raise
        return _preview(request, found, refusal)
    drop(token=found.token, by=by, at=at)
    return redirect("imports") if imported.done.act is None else redirect("register_act", imported.done.act)


def _key(token: str) -> str:
    return f"import:{token}"[:100]


def _preview(request: Any, found: Waiting, refusal: Refusal | None = None) -> HttpResponse:
    told = {
        "found": found, "files": "、".join(file.name for file in found.files), "faults": _faults(request, found),
        "counts": [(SHEET_WORDS.get(name, Label(name, name)), *count) for name, count in found.counts.items() if any(count)],
        "notices": found.notices[:PAGE], "more_notices": max(0, len(found.notices) - PAGE),
        "changed": "changed" in request.GET, "refusal": refusal and Label(refusal.zh, refusal.en),
    }  # fmt: skip
    return render(request, "organizations/importing/preview.html", told, status=400 if refusal else 200)


def _faults(request: Any, found: Waiting) -> Listing:
    after = request.GET.get("after", "")
    first = int(after) if after.isascii() and after.isdecimal() and len(after) < 8 else 0
    rows = [_row(each) for each in found.faults[first : first + PAGE]]
    further = str(first + PAGE) if first + PAGE < len(found.faults) else ""
    about = Label("导入文件的错误", "Faults in the files")
    return Listing(columns=FAULT_COLUMNS, rows=rows, about=about, next=further, is_first=first == 0)


def _row(told: dict[str, Any]) -> tuple[Any, ...]:
    return (told["sheet"], str(told["row"] or ""), told["column"], told["reason"], told["suggestion"])


def _faults_file(request: Any, found: Waiting) -> HttpResponse:
    """The faults as csv: they come from his own files, so no second factor is asked."""
    heads = [column.label.text(language()) for column in FAULT_COLUMNS]
    data = as_csv(heads, [_row(each) for each in found.faults])
    return as_download(data, f"{said('导入错误', 'import-faults')}.csv", FORMATS["csv"])
