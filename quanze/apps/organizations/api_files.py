"""The register as files by API: a token made for exports takes them out, as far as its holder may."""

from __future__ import annotations

from io import BytesIO
from typing import Any, Literal
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.http import HttpResponse
from ninja import Query, Router
from ninja.params.functions import Query as given

from quanze.apps.access.checks import check_fresh_factor
from quanze.apps.access.context import acting
from quanze.apps.access.declarations import declared
from quanze.apps.audit.services import record_read
from quanze.apps.organizations.api import POST_HEADS, post_cells
from quanze.apps.organizations.exchange.exporting import export
from quanze.apps.organizations.selectors.for_programs import posts_taken_out
from quanze.apps.organizations.selectors.post_lists import COLUMNS, ORDER
from quanze.apps.pages.api import Clocked, answers, raw
from quanze.apps.pages.dates import clocks_of
from quanze.apps.pages.exporting import FORMATS, MOST, as_csv, as_download
from quanze.core.refusals import Refusal

router = Router(tags=["exports"])
CSV = {"type": "string", "description": "UTF-8 with a mark, one line a post · UTF-8（带 BOM），每职务一行"}
ZIP = "application/zip"
FILE = {"type": "string", "format": "binary"}


@router.get(
    "units/{code}/posts.csv", response=answers(None), operation_id="posts_file", summary="职务清单文件 · posts as a file",
    openapi_extra=raw(CSV, kind=FORMATS["csv"]),
)  # fmt: skip
@declared(actor="caller", action="register:export", object="unit")
def posts_file(request: Any, code: str, clock: Query[Clocked]) -> HttpResponse:
    """Every post under a unit on a day with its holders, as csv; the token must be made for register:export."""
    by, clocks = request.caller, clocks_of(request)
    check_fresh_factor(by)
    with acting(by):
        record_read(
            by=by, at=request.at, event="pages:list:exported", object_kind="list", object_id=f"posts {code}"[:200]
        )
        rows = list(
            posts_taken_out(by, code, clocks.on, clocks.known).order_by(*ORDER).values(*COLUMNS)[: MOST + 1]
        )  # fmt: skip
    if len(rows) > MOST:
        raise Refusal(
            "too_many_rows", zh=f"超过 {MOST} 行，请按下级单位分别导出", en=f"over {MOST} rows: take out the units below one by one"
        )  # fmt: skip
    return as_download(as_csv(POST_HEADS, post_cells(rows)), f"posts-{code}-{clocks.on}.csv", FORMATS["csv"])


@router.get(
    "register/export", response=answers(None), operation_id="register_file", summary="导出台账 · the register as files",
    openapi_extra={"responses": {200: {"content": {kind: {"schema": FILE} for kind in (FORMATS["xlsx"], ZIP)}}}},
)  # fmt: skip
@declared(actor="caller", action="register:export", object="register")
def register_file(
    request: Any, form: Literal["xlsx", "csv"] = given("xlsx", description="csv 为各表的 zip · csv: a zip of its sheets"),
    reason: str = given("", max_length=200, description="理由，缺省为令牌用途 · why; the token's purpose if left out"),
) -> HttpResponse:  # fmt: skip
    """What stands now, of every period, as quanze register export writes it."""
    found = export(by=request.caller, at=request.at, form=form, reason=reason or request.caller.reason)
    if form == "xlsx":
        return as_download(found["register.xlsx"], "register.xlsx", FORMATS["xlsx"])
    return as_download(_zipped(found), "register.zip", ZIP)


def _zipped(files: dict[str, bytes]) -> bytes:
    """The files in one, with no time of day in it: the same files give the same bytes."""
    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as into:
        for name, data in files.items():
            into.writestr(ZipInfo(name), data, ZIP_DEFLATED)
    return target.getvalue()
