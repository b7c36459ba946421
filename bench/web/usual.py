"""The list of posts as a Django page is usually made: model objects, Paginator with its count, a loop in the template.

No rights are checked. Names of units and holders come in one query each, as a careful hand would fetch them.
"""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from quanze.apps.access.declarations import declared
from quanze.apps.organizations.models import PersonRecord, PostRecord, TenureRecord, UnitRecord, in_force

WHY = "bench"
SIZE = 50


@declared(actor="anyone", action="session:open", object="")
@require_safe
def usual_posts(request: HttpRequest) -> HttpResponse:
    """A page of all posts in force today."""
    now = in_force(timezone.localdate())
    rows = PostRecord.whole(reason=WHY).filter(now, superseded_at=None).select_related("post", "unit")
    page = Paginator(rows.order_by("unit__path", "post_id"), SIZE).get_page(request.GET.get("page"))
    posts = list(page)
    names = _names(UnitRecord, "unit_id", now, {each.unit_id for each in posts})
    held = TenureRecord.whole(reason=WHY).filter(now, superseded_at=None, post_id__in=[each.post_id for each in posts])
    tenures = list(held.select_related("person"))
    people = _names(PersonRecord, "person_id", now, {each.person_id for each in tenures})
    for post in posts:
        post.unit_name = names.get(post.unit_id, post.unit.code)
        post.holders = [people.get(each.person_id) for each in tenures if each.post_id == post.post_id]
    return render(request, "bench/usual.html", {"page": page, "posts": posts}, using="usual")


def _names(table: Any, column: str, now: Any, ids: set[int]) -> dict[int, str]:
    rows = table.whole(reason=WHY).filter(now, superseded_at=None, **{f"{column}__in": ids})
    return {getattr(row, column): row.name for row in rows}
