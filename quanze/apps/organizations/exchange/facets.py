"""A post has two sheets: what it is (职务) and who holds its management authority (管理权限); one record holds both.

Both sheets are merged apart, each with its own side of the standing records, and joined again: a record ends where
either side changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any

from quanze.apps.organizations.exchange.building import Authority, Given, Source
from quanze.apps.organizations.exchange.findings import Findings, Reason
from quanze.apps.organizations.exchange.merging import Count, Merged, Piece, by_thing, merge, tell_overlaps, upserted
from quanze.apps.organizations.services.change import Draft
from quanze.core.register.rows import Post

Numbered = Sequence[tuple[int, Post]]


def merge_posts(
    posts: Sequence[Given[Post]], authorities: Sequence[Given[Authority]], stored: Iterable[tuple[int, Post]],
    findings: Findings,
) -> tuple[Merged, Count]:  # fmt: skip
    """The drafts of posts, and the counts of the authorities' sheet; the posts' counts stand in the drafts' Merged."""
    standing = by_thing(stored, lambda pair: pair[1].id)
    if not standing and not authorities:
        return merge(posts, (), lambda row: row.id, findings), Count()
    merged, of_authorities = Merged(), Merged()
    of_posts = by_thing(posts, lambda each: each.row.id)
    held = by_thing(authorities, lambda each: each.row.post)
    for code in dict.fromkeys((*of_posts, *held)):
        _merge_post(
            of_posts.get(code, []), held.get(code, []), standing.get(code, []), merged, of_authorities, findings
        )
    return merged, of_authorities.count


def what_it_is(rows: Iterable[Post]) -> list[Post]:
    """One side of a post's records: rows without authority, joined where only the authority changed."""
    return _joined([replace(row, managed_by=None, co_managed_by=None) for row in rows])


def who_holds_it(rows: Iterable[Post]) -> list[Authority]:
    """The other side: authorities, joined where only the post itself changed; nothing where nobody is named."""
    held = [_authority(row) for row in rows]
    return [row for row in _joined(held) if row.managed_by is not None or row.co_managed_by is not None]


def _authority(row: Post) -> Authority:
    return Authority(row.id, row.managed_by, row.co_managed_by, row.starts_on, row.ends_before)


def _joined(rows: Sequence[Any]) -> list[Any]:
    """Rows by start; neighbours that say the same become one."""
    found: list[Any] = []
    for row in sorted(rows, key=lambda row: row.starts_on or date.min):
        last = found[-1] if found else None
        if (
            last is not None
            and last.ends_before == row.starts_on is not None
            and last == replace(row, starts_on=last.starts_on, ends_before=last.ends_before)
        ):
            found[-1] = replace(last, ends_before=row.ends_before)
        else:
            found.append(row)
    return found


def _merge_post(
    posts: list[Given[Post]], held: list[Given[Authority]], there: Numbered, merged: Merged, of_authorities: Merged,
    findings: Findings,
) -> None:  # fmt: skip
    rows = [row for _, row in there]
    own = _side(posts, what_it_is(rows), merged, findings)
    over = _side(held, who_holds_it(rows), of_authorities, findings)
    # Without a row of the post itself, that row has a fault of its own or is not the caller's to see.
    if not own or over is None:
        return
    if not _differs(own, what_it_is(rows)) and not _differs(over, who_holds_it(rows)):
        return
    _tell_beyond(own, over, findings)
    _draft(list(_split(own, over)), there, merged)


def _side(given: list[Given[Any]], standing: list[Any], merged: Merged, findings: Findings) -> list[Piece] | None:
    """One side merged and counted; None if rows of it overlap."""
    pieces = upserted(given, list(enumerate(standing)))
    if len(pieces) > 1 and tell_overlaps(pieces, findings):
        return None
    for piece in pieces:
        if piece.source is not None:
            same = piece.number is not None and standing[piece.number] == piece.row
            merged.counted(same=same, changed=piece.number is not None and not same, added=piece.number is None)
    return pieces


def _differs(pieces: Sequence[Piece], standing: list[Any]) -> bool:
    return _joined([piece.row for piece in pieces]) != standing


def _tell_beyond(posts: Sequence[Piece], held: Sequence[Piece], findings: Findings) -> None:
    """An authority over a post that does not stand on any of its days is a slip."""
    for piece in held:
        if piece.source is not None and not any(_common(piece.row, post.row) for post in posts):
            zh, en = "这段时间内该职务不存在，请核对日期", "the post does not stand in this period; check the dates"
            findings.fault(piece.source.place("starts_on"), Reason("beyond_post", zh, en))


def _split(posts: Sequence[Piece], held: Sequence[Piece]) -> Iterator[tuple[Post, Source | None]]:
    """The records wanted: each post row cut at the ends of authorities, with the source that brought it."""
    for piece in posts:
        row = piece.row
        cuts = {edge for other in held for edge in (other.row.starts_on, other.row.ends_before) if edge is not None}
        low, high = row.starts_on or date.min, row.ends_before or date.max
        edges = [row.starts_on, *sorted(cut for cut in cuts if low < cut < high), row.ends_before]
        for start, end in pairwise(edges):
            part = replace(row, starts_on=start, ends_before=end)
            over = next((other for other in held if _common(other.row, part)), None)
            if over is not None:
                part = replace(part, managed_by=over.row.managed_by, co_managed_by=over.row.co_managed_by)
            yield part, piece.source or (over.source if over is not None else None)


def _common(one: Any, other: Any) -> bool:
    low = max(one.starts_on or date.min, other.starts_on or date.min)
    return low < min(one.ends_before or date.max, other.ends_before or date.max)


def _draft(wanted: Sequence[tuple[Post, Source | None]], there: Numbered, merged: Merged) -> None:
    """Drafts for what does not stand yet; standing records that are not wanted any more are superseded."""
    standing = dict(there)
    alike = {row: number for number, row in standing.items()}
    fresh = [(row, source) for row, source in wanted if alike.pop(row, None) is None]
    left = {row.starts_on: number for row, number in alike.items()}
    some_source = next((source for _, source in wanted if source is not None), None)
    for row, source in fresh:
        merged.add(Draft(row, left.pop(row.starts_on, None)), source or some_source)  # type: ignore[arg-type]
    merged.ends += left.values()
