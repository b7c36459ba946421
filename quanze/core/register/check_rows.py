"""Checks that need one row at a time: its two clocks and its seats."""

from __future__ import annotations

from datetime import datetime

from quanze.core.refusals import Refusal
from quanze.core.register.places import Place, Places
from quanze.core.register.rows import Portfolio, Row

FIRST_YEAR, LAST_YEAR = 1949, 2100
"""Both inclusive; a date outside them is taken for a slip of the pen."""


def check_clocks(places: Places) -> None:
    """Refuse ends not after their start, years out of range, and instants with and without a time zone together."""
    zoned: bool | None = None
    for place in places.all():
        _check_years(place)
        _check_order(place)
        for instant in (place.row.recorded_at, place.row.superseded_at):
            if instant is not None:
                zoned = _check_zone(place, instant, zoned)
        _check_superseding(place)


def check_seats_given(places: Places) -> None:
    """Refuse a post with fewer than one seat."""
    for place in places.posts:
        if place.row.seats < 1:
            raise Refusal(
                "no_seats",
                zh=f"职务“{place.row.id}”的职数为 {place.row.seats}，至少应为 1",
                en=f"post “{place.row.id}” has {place.row.seats} seats; give at least 1",
                where=f"{place.path}.seats",
            )


def check_covering(portfolio: Portfolio, where: str) -> None:
    """Refuse a new portfolio with neither units or posts nor fields; older files may hold such rows, which say nothing.

    Raises Refusal "empty_portfolio".
    """
    if not portfolio.covers and not portfolio.fields:
        raise Refusal(
            "empty_portfolio", where=where,
            zh="没有写明分管什么：请填写分管的机构、职务，或者分管的领域，至少一项",
            en="it says nothing that is looked after: give units or posts covered, or fields, or both",
        )  # fmt: skip


def _check_years(place: Place[Row]) -> None:
    row = place.row
    for name, day in (
        ("starts_on", row.starts_on),
        ("ends_before", row.ends_before),
        ("recorded_at", row.recorded_at),
        ("superseded_at", row.superseded_at),
    ):
        if day is not None and not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise Refusal(
                "year_out_of_range",
                zh=f"年份 {day.year} 不在 {FIRST_YEAR} 至 {LAST_YEAR} 之间，请核对日期",
                en=f"the year {day.year} lies outside {FIRST_YEAR} to {LAST_YEAR}; check the date",
                where=f"{place.path}.{name}",
            )


def _check_order(place: Place[Row]) -> None:
    row = place.row
    if row.starts_on is not None and row.ends_before is not None and row.ends_before <= row.starts_on:
        raise Refusal(
            "end_not_after_start",
            zh=f"止日 {row.ends_before} 应晚于起日 {row.starts_on}（止日当天不计入）",
            en=f"ends_before {row.ends_before} must come after starts_on {row.starts_on} (the end day is not included)",
            where=f"{place.path}.ends_before",
        )


def _check_zone(place: Place[Row], instant: datetime, zoned: bool | None) -> bool:
    has_zone = instant.tzinfo is not None
    if zoned is not None and zoned != has_zone:
        raise Refusal(
            "mixed_instants",
            zh="登记时刻有的带时区、有的不带，请统一写法",
            en="some instants carry a time zone and some do not; write all of them the same way",
            where=place.path,
        )
    return has_zone


def _check_superseding(place: Place[Row]) -> None:
    row = place.row
    if row.recorded_at is not None and row.superseded_at is not None and row.superseded_at <= row.recorded_at:
        raise Refusal(
            "end_not_after_start",
            zh=f"更正时刻 {row.superseded_at} 应晚于登记时刻 {row.recorded_at}",
            en=f"superseded_at {row.superseded_at} must come after recorded_at {row.recorded_at}",
            where=f"{place.path}.superseded_at",
        )
