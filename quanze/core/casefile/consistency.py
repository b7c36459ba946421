"""What a case says twice must agree: ends after starts, whose violation, findings beside the decision entry.

Each check yields a refusal for every place that is wrong, in the order of the file; a value that could not be read
stands in the row as None and is passed over. The reader raises the first, a form shows them all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from quanze.core.casefile.kinds import each_path
from quanze.core.casefile.shapes import at
from quanze.core.refusals import Refusal

_ROW_LISTS = ("organizations", "bodies", "posts", "people", "tenures", "portfolios", "absences")


WHOSE = {
    "violations": {"person": "当事人", "organization": "单位", "count": "人数"},
    "decisions": {"person": "当事人", "organization": "单位"},
}


def disagreements(typed: Mapping[str, Any]) -> Iterator[Refusal]:
    """All checks of a case by itself: codes end_before_start, whose, out_of_range, contradictory_findings, …"""
    yield from ends_before_starts(typed)
    yield from of_nobody_or_several(typed)
    yield from impossible_counts(typed)
    yield from contrary_findings(typed)
    yield from against_the_decision(typed)


def ends_before_starts(typed: Mapping[str, Any]) -> Iterator[Refusal]:
    """Every end that comes before its start: "end_before_start".

    Half-open rows need an end after their start (equal would be no day at all); conduct, reviews and the
    dates of violations and decisions are inclusive, so equal is allowed.
    """
    for path, row, first, last, half_open in _spans(typed):
        start, end = (row or {}).get(first), (row or {}).get(last)
        if start is None or end is None or end > start or (end == start and not half_open):
            continue
        zh, en = ("不晚于", "is not after") if half_open else ("早于", "comes before")
        yield Refusal(
            "end_before_start",
            zh=f"结束 {end} {zh}开始 {start}，请核对两个日期",
            en=f"the end {end} {en} the start {start}; check both",
            where=at(path, {"last": "to"}.get(last, last)),
        )


def _spans(typed: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any], str, str, bool]]:
    for path, conduct in _conducts(typed):
        yield path, conduct, "first", "last", False
    for name in _ROW_LISTS:
        for path, row in each_path(f"register.{name}", (typed.get("register") or {}).get(name, ())):
            yield path, row, "starts_on", "ends_before", True
            yield path, row, "recorded_at", "superseded_at", True
    for name, first, last in (
        ("violations", "filed_on", "concluded_on"), ("reviews", "filed_on", "closed_on"),
        ("decisions", "decided_on", "restored_on"),
    ):  # fmt: skip
        for path, row in each_path(name, typed.get(name, ())):
            yield path, row, first, last, False


def _conducts(typed: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    yield "dates.conduct", (typed.get("dates") or {}).get("conduct", {})
    for name in ("violations", "decisions"):
        for path, row in each_path(name, typed.get(name, ())):
            yield f"{path}.conduct", row.get("conduct", {})


def of_nobody_or_several(typed: Mapping[str, Any]) -> Iterator[Refusal]:
    """Violations and decisions that say of nobody, or of several, whose they are: "whose".

    A violation names exactly one of person, organization, count; a decision one of person, organization.
    """
    for name, labels in WHOSE.items():
        for path, row in each_path(name, typed.get(name, ())):
            given = [key for key in labels if key in row]
            if len(given) != 1:
                yield _whose(path, labels, given)


def _whose(path: str, labels: Mapping[str, str], given: list[str]) -> Refusal:
    """Refusal "whose", at what was given beside the first, else at the row."""
    zh = f"{'、'.join(labels.values())}须恰好写一项"
    en = f"give exactly one of {', '.join(labels)}"
    if given:
        zh += f"，现写了{'、'.join(labels[key] for key in given)}，请只留一项"
        en += f"; it gives {' and '.join(given)}, keep one"
    return Refusal("whose", zh=zh, en=en, where=at(path, given[-1]) if given else path)


def impossible_counts(typed: Mapping[str, Any]) -> Iterator[Refusal]:
    """More ballots than valid ones, and places beyond the number ranked: "out_of_range"."""
    for path, vote in each_path("votes", typed.get("votes", ())):
        cast = sum(vote.get(key) or 0 for key in ("excellent", "competent", "basic", "poor"))
        if vote.get("valid") is not None and cast > vote["valid"]:
            yield Refusal(
                "out_of_range", zh=f"各档票数合计 {cast}，多于有效票 {vote['valid']}，请核对",
                en=f"the ballots add up to {cast}, more than the {vote['valid']} valid ones; check them", where=path,
            )  # fmt: skip
    for path, placing in each_path("ranks", typed.get("placings", ())):
        place, of = placing.get("place"), placing.get("of")
        if place is not None and of is not None and place > of:
            yield Refusal(
                "out_of_range", zh=f"名次 {place} 大于参评数 {of}，请核对",
                en=f"place {place} is beyond the {of} ranked; check it", where=at(path, "place"),
            )  # fmt: skip


def contrary_findings(typed: Mapping[str, Any]) -> Iterator[Refusal]:
    """Two findings of one thing about one, of which one says no and the other does not: people decide which stands.

    "contradictory_findings", at the later one.
    """
    said: dict[tuple[Any, str], tuple[str, bool]] = {}
    for path, finding in each_path("findings", typed.get("findings", ())):
        if finding.get("value") is None or finding.get("finding") is None:
            continue
        first, no = said.setdefault((finding.get("about"), finding["finding"]), (path, finding["value"] is False))
        if no != (finding["value"] is False):
            yield Refusal(
                "contradictory_findings", zh=f"与 {first} 对同一对象的同一认定相反，请只保留生效的一项",
                en=f"it says the contrary of {first} about the same; keep the one that stands", where=path,
            )  # fmt: skip


def against_the_decision(typed: Mapping[str, Any]) -> Iterator[Refusal]:
    """An entry on the decision that contradicts itself, and findings that contradict it (formats.md, reading 6).

    ``decided_by`` includes dissenters and those who reserved their opinion. "contradicts_decision", at the list in
    which somebody is missing or at the finding.
    """
    entry = (typed.get("incident") or {}).get("decision")
    if entry is None:
        return
    if entry.get("decided_by") is not None:
        yield from _missing_members(entry)
    for path, finding in each_path("findings", typed.get("findings", ())):
        if _contradicts(entry, finding):
            yield Refusal(
                "contradicts_decision", zh="该认定与 incident.decision 的记载矛盾，请更正其中一处",
                en="the finding contradicts incident.decision; correct one of them", where=path,
            )  # fmt: skip


def _missing_members(entry: Mapping[str, Any]) -> Iterator[Refusal]:
    for key in ("dissented", "reserved"):
        for path, person in each_path(f"incident.decision.{key}", entry.get(key) or ()):
            if person not in entry["decided_by"]:
                yield Refusal(
                    "contradicts_decision", zh=f"“{person}”不在 decided_by 中；参与决策的人（含反对者）都应列入",
                    en=f"“{person}” is not in decided_by, which names all who took part, dissenters included",
                    where=path,
                )  # fmt: skip


def asked_too_early(typed: Mapping[str, Any], asked_on: date) -> Iterator[Refusal]:
    """Conduct that began after the day asked about: on that day there was nothing to answer for. "asked_too_early"."""
    for path, conduct in _conducts(typed):
        first = (conduct or {}).get("first")
        if first is not None and first > asked_on:
            yield Refusal(
                "asked_too_early", zh=f"行为从 {first} 开始，晚于询问日 {asked_on}，请核对两个日期",
                en=f"the conduct begins on {first}, after the day asked about, {asked_on}; check both",
                where=at(path, "from"),
            )  # fmt: skip


def _contradicts(entry: Mapping[str, Any], finding: Mapping[str, Any]) -> bool:
    about, value = finding.get("about"), finding.get("value")
    deciders = entry.get("decided_by") or ()
    dissented = entry.get("dissented") or ()
    present = {*deciders, *dissented, *(entry.get("reserved") or ())}
    no_to: Mapping[Any, bool] = {
        "took_part": about in present,
        "dissented": about in dissented,
        "reserved_opinion": about in (entry.get("reserved") or ()),
        "personally_approved": entry.get("by") == "personal" and deciders == (about,),
    }
    if value is False:
        return no_to.get(finding.get("finding"), False)
    approved_alone = finding.get("finding") == "personally_approved" and value is True
    return approved_alone and entry.get("by") == "collective" and about in deciders
