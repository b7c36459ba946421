"""What the register says, in sentences and as data: chains of those who answer, rows with their two clocks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from quanze.apps.organizations.words import LINES, NOBODY, RELATIONS
from quanze.apps.pages.plain import plain
from quanze.cli.console import Console, one_line
from quanze.cli.told import span_told
from quanze.core.register.known import period_of
from quanze.core.words import Label, Words, label

if TYPE_CHECKING:
    from quanze.apps.organizations.selectors import Chain, Moment
    from quanze.apps.organizations.selectors.chains import Holder, Place, Seat

LISTS: Words = {
    "organizations": Label("机构", "unit"), "bodies": Label("班子、党组织", "body"), "posts": Label("职务", "post"),
    "people": Label("人员", "person"), "tenures": Label("任职", "tenure"), "portfolios": Label("分工", "portfolio"),
    "absences": Label("离岗", "absence"),
}  # fmt: skip
FIELDS: Words = {
    "id": Label("编号", "id"), "name": Label("名称", "name"), "kind": Label("类别", "kind"),
    "level": Label("层级", "level"), "superior": Label("上级", "superior"),
    "line_superior": Label("业务主管", "line superior"), "line": Label("条线关系", "line"),
    "supervises": Label("监督", "supervises"), "dispatched_by": Label("派出机关", "dispatched by"),
    "succeeded_by": Label("承继单位", "succeeded by"), "of": Label("所属机构", "of"),
    "organization": Label("机构", "unit"), "title": Label("名称", "title"), "role": Label("职务类别", "role"),
    "rank": Label("级别", "rank"), "managed_by": Label("管理机关", "managed by"),
    "co_managed_by": Label("协管机关", "co-managed by"), "seats": Label("职数", "seats"),
    "now": Label("现状", "now"), "party_member": Label("中共党员", "party member"),
    "category": Label("人员类别", "category"), "person": Label("人员", "person"), "post": Label("职务", "post"),
    "acting": Label("代理", "acting"), "covers": Label("分管对象", "covers"), "fields": Label("分管领域", "fields"),
    "manner": Label("方式", "manner"), "reason": Label("事由", "reason"),
}  # fmt: skip
_CLOCKS = ("starts_on", "ends_before", "recorded_at", "superseded_at")
_GROUPS = frozenset({"level", "line", "role", "rank", "now", "category", "manner"})


def chain_words(chain: Chain, console: Console) -> Iterator[str]:
    """A chain in lines of text, level by level."""
    known = "" if chain.known is None else plain(chain.known)
    yield console.say(
        f"{chain.on} 对 {chain.unit} 负责的人{f'（按 {known} 已登记）' if known else ''}：",
        f"Who answers for {chain.unit} on {chain.on}{f', as recorded by {known}' if known else ''}:",
    )
    for number, level in enumerate(chain.levels):
        yield console.say(
            "本级" if number == 0 else f"上 {number} 级", "own level" if number == 0 else f"level {number} above"
        )
        for place in level:
            yield from (
                f"  {one_line(line)}" if flat else f"    {one_line(line)}" for flat, line in _place(place, console)
            )


def _place(place: Place, console: Console) -> Iterator[tuple[bool, str]]:
    line = LINES[place.line].text(console.lang) if place.line in LINES else place.line
    yield True, console.say(f"{line}：{_named(place.name, place.unit)}", f"{line}: {_named(place.name, place.unit)}")
    if place.seats is None:
        yield (
            False,
            console.say(
                "不在您的查看范围内，并非无人负责：请向该单位或其上级查询",
                "beyond what you may see, which does not mean nobody: ask there or above it",
            ),
        )
        return
    for seat in place.seats:
        yield False, _seat(seat, console)
    if not place.seats:
        why = NOBODY[place.standing].text(console.lang)
        yield False, console.say(f"{why}（以可见的登记为限）", f"{why}, as far as you may see")


def _seat(seat: Seat, console: Console) -> str:
    relation = RELATIONS[seat.relation].text(console.lang)
    sitting = console.say("；", "; ").join(_holder(holder, console) for holder in seat.holders)
    sitting = sitting or console.say("可见的登记中当日无人在任", "nobody in it that day, as far as you may see")
    colon, comma = console.say("：", ": "), console.say("，", ", ")
    return f"{relation}{colon}{_named(seat.title, seat.post)}{comma}{sitting}"


def _holder(holder: Holder, console: Console) -> str:
    said = [_named(holder.name, holder.person)]
    if holder.acting:
        said.append(console.say("代理", "acting"))
    if holder.away:
        said.append(console.say("当日离岗", "absent that day"))
    if holder.since is not None:
        said.append(console.say(f"{holder.since} 起", f"since {holder.since}"))
    return console.say("，", ", ").join(said)


def moment_data(moment: Moment) -> dict[str, Any]:
    """One record of a timeline as data: its row with both clocks, and what wrote it."""
    return {
        "list": moment.list, "record": moment.record, "act": moment.act, "event": moment.event,
        "replaces": moment.replaces, "row": plain(moment.row),
    }  # fmt: skip


def moment_words(moment: Moment, events: Words, console: Console) -> Iterator[str]:
    """One record of a timeline in two lines: when it was so and what, then who wrote it and when we knew."""
    row = moment.row
    colon, comma = console.say("：", ": "), console.say("，", ", ")
    said = comma.join(_said(moment.list, row, console))
    yield one_line(f"{span_told(period_of(row), console)}{comma}{LISTS[moment.list].text(console.lang)}{colon}{said}")
    known = [console.say(f"记录 {moment.record}", f"record {moment.record}"), events[moment.event].text(console.lang)]
    if row.recorded_at is not None:
        known.append(console.say(f"登记于 {plain(row.recorded_at)}", f"recorded {plain(row.recorded_at)}"))
    if row.superseded_at is not None:
        known.append(console.say(f"更正于 {plain(row.superseded_at)}", f"superseded {plain(row.superseded_at)}"))
    yield f"    {one_line(comma.join(known))}"


def _said(name: str, row: Any, console: Console) -> Iterator[str]:
    for field in fields(row):
        value = getattr(row, field.name)
        if field.name in _CLOCKS or value in (None, (), False):
            continue
        group = field.name if field.name in _GROUPS else {"organizations": "kind", "bodies": "body_kind"}.get(name, "")
        in_words = field.name in _GROUPS or field.name == "kind"
        text = label(group, value, console.lang) if in_words else _joined(value, console)
        yield f"{FIELDS[field.name].text(console.lang)} {text}".rstrip()


def _joined(value: Any, console: Console) -> str:
    if value is True:
        return console.say("是", "yes")
    return console.say("、", ", ").join(map(str, value)) if isinstance(value, tuple) else str(value)


def _named(name: str | None, code: str) -> str:
    return f"{name}（{code}）" if name else code
