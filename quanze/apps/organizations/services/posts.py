"""Posts: establish, close, set who manages them; and what a post looks after."""

from __future__ import annotations

from datetime import date, datetime

from quanze.apps.access.caller import Caller
from quanze.apps.access.compartments import REGISTER
from quanze.apps.organizations.services.change import Change, Done, Draft, change_of
from quanze.apps.organizations.services.verbs import Look, carry_out, ended, from_day, together, verb
from quanze.apps.organizations.services.writing import Order
from quanze.core.register import Portfolio, Post
from quanze.core.register.check_rows import check_covering


@verb(event="register:post:established")
def establish_post(
    *, post: Post, by: Caller, at: datetime, key: str = "", reason: str = "", compartment: str = REGISTER
) -> Done:
    """Establish a post in a unit (设置职务). Raises Refusal: not_found, undeclared_id, no_seats, …"""
    order = Order(
        by=by, at=at, event="register:post:established", object=("post", post.id), key=key, reason=reason,
        compartment=compartment,
    )  # fmt: skip
    return carry_out(order, [post], lambda: change_of(Draft(post)))


@verb(event="register:post:closed", of="post")
def close_post(
    *, post: str, on: date, by: Caller, at: datetime, version: int | None = None, key: str = "", reason: str = ""
) -> Done:
    """Close a post from a day on (撤销职务), with its tenures and portfolios."""
    order = Order(by=by, at=at, event="register:post:closed", object=("post", post), key=key, reason=reason)

    def make() -> Change:
        look = Look(by)
        found = look.on("posts", on, version=version, post__code=post)
        later = [each for each in look.all("posts", post__code=post) if each[0] != found[0]]
        return together(
            ended("posts", [found, *later], on),
            ended("tenures", look.all("tenures", post__code=post), on),
            ended("portfolios", look.all("portfolios", post__code=post), on),
        )

    return carry_out(order, [on, version], make)


@verb(event="register:post:authority_set", of="post")
def set_authority(
    *, post: str, managed_by: str | None, on: date, by: Caller, at: datetime, co_managed_by: str | None = None,
    version: int | None = None, key: str = "", reason: str = "",
) -> Done:  # fmt: skip
    """Set who manages the cadres in a post, and who beside, from a day on (干部管理权限)."""
    order = Order(by=by, at=at, event="register:post:authority_set", object=("post", post), key=key, reason=reason)

    def make() -> Change:
        found = Look(by).on("posts", on, version=version, post__code=post)
        return from_day("posts", found, on, managed_by=managed_by, co_managed_by=co_managed_by)

    return carry_out(order, [managed_by, co_managed_by, on, version], make)


@verb(event="register:portfolio:assigned")
def assign_portfolio(*, portfolio: Portfolio, by: Caller, at: datetime, key: str = "", reason: str = "") -> Done:
    """Assign to a post what it looks after: units, posts or fields, in one manner (分工). Raises "empty_portfolio"."""
    named = ("post", portfolio.post)
    order = Order(by=by, at=at, event="register:portfolio:assigned", object=named, key=key, reason=reason)

    def make() -> Change:
        check_covering(portfolio, "covers")
        return change_of(Draft(portfolio))

    return carry_out(order, [portfolio], make)


@verb(event="register:portfolio:ended", of="version")
def end_portfolio(*, version: int, on: date, by: Caller, at: datetime, key: str = "", reason: str = "") -> Done:
    """End a portfolio, named by its record number, from a day on. Raises Refusal: not_found, stale."""
    order = Order(
        by=by, at=at, event="register:portfolio:ended", object=("record", str(version)), key=key, reason=reason
    )

    def make() -> Change:
        return ended("portfolios", [(version, Look(by).numbered("portfolios", version))], on)

    return carry_out(order, [on], make)
