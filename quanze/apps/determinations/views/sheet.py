"""One determination: its sheet as prose with the picture of the chain, and as files."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from quanze.apps.access.caller import CHINA_TIME
from quanze.apps.access.declarations import declared
from quanze.apps.determinations.casework.text import read_text
from quanze.apps.determinations.evidence import HEADS, Rests, abouts, rests_on, rests_part
from quanze.apps.determinations.recomputing import case_then
from quanze.apps.determinations.rereading import sheet_of
from quanze.apps.determinations.selectors import Shown, asker_of, shown, taken_out
from quanze.apps.determinations.showing import sections_of
from quanze.apps.determinations.views.shared import rule_address, rules
from quanze.apps.documents.papers import About, pdf_of, word_of
from quanze.apps.organizations.selectors.names import names_of
from quanze.apps.pages.exporting import as_download
from quanze.apps.pages.language import language
from quanze.core.refusals import Refusal
from quanze.core.sheet.data import as_yaml
from quanze.core.sheet.reader import Reader
from quanze.core.words import Label

KINDS = {
    "json": "application/json",
    "yaml": "application/yaml; charset=utf-8",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@declared(actor="caller", action="determination:read", object="determination")
@require_safe
def determination(request: Any, number: str) -> HttpResponse:
    """The sheet as it was answered, who asked it, why, and as known when."""
    found = shown(number, by=request.caller, at=request.at)
    may_compare = request.caller.may("determination:compare") is not None
    told: dict[str, Any] = {
        "found": found, "rests": _rests(request, found), "case_text": found.case_text.decode("utf-8", "replace"),
        "heads": HEADS,
        "asker": asker_of(found, request.caller), "may_compare": may_compare,
        "may_ask": request.caller.may("determination:ask") is not None,
    }  # fmt: skip
    try:
        made = sections_of(found, language(), rules=rules(), rule=rule_address, at=request.at)
        # Every text in the sections was escaped where it was set (core.sheet.markup).
        told |= {"sheet": made, "body": mark_safe(made.html)}  # noqa: S308 (escaped where it is set)
    except Refusal as refusal:
        told["unset"] = Label(refusal.zh, refusal.en)
    return render(request, "determinations/sheet.html", told)


def _rests(request: Any, found: Shown) -> list[Rests]:
    """What the case's facts and findings rest on; names as the sheet has them, else as far as the reader may see them."""
    try:
        case = read_text(found.case_text, name=found.case_name)
    except Refusal:
        return []
    used, named = rules(), {key: name for key, name in found.data.get("names", {}).items() if name}
    others = names_of(request.caller, set(abouts(case)) - named.keys())
    told = Reader(lang=language(), titles=used.titles, findings=used.findings, names=named)
    return rests_on(case, told, lambda code: named.get(code) or others.any(code, told.lang))


@declared(actor="caller", action="determination:read", object="determination")
@require_safe
def determination_file(request: Any, number: str) -> HttpResponse:
    """The sheet as a file: ?as=json (the very bytes kept), yaml, pdf or docx (in the page's language)."""
    kind = request.GET.get("as", "")
    if kind not in KINDS:
        raise Refusal("bad_format", zh="文件只有 json、yaml、pdf、docx", en="files: json, yaml, pdf, docx", where="as")
    found = taken_out(number, by=request.caller, at=request.at, kind=kind)
    return as_download(_bytes(found, kind, request), f"{found.case_id}-{found.public_id}.{kind}", KINDS[kind])


def _bytes(found: Shown, kind: str, request: Any) -> bytes:
    if kind == "json":
        return found.sheet
    sheet = sheet_of(found.sheet)
    if kind == "yaml":
        return as_yaml(sheet).encode("utf-8")
    used = rules()
    about = About(
        case=case_then(found, rules=used, at=request.at), titles=used.titles, findings=used.findings,
        by=request.caller.name, at=request.at.astimezone(CHINA_TIME),
        more=(rests_part(_rests(request, found), language()),),
    )  # fmt: skip
    return (pdf_of if kind == "pdf" else word_of)(sheet, language(), about)
