"""What a case says twice must agree: ends after starts, whose violation, findings beside the decision entry."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from quanze.core.casefile.kinds import each_path
from quanze.core.casefile.shapes import at
from quanze.core.refusals import Refusal

_ROW_LISTS = ("organizations", "bodies", "posts", "people", "tenures", "portfolios", "absences")


def check_order(typed: Mapping[str, Any]) -> None:
    """Refuse every end that comes before its start.

    Half-open rows need an end after their start (equal would be no day at all); conduct, reviews and the
    dates of violations and decisions are inclusive, so equal is allowed. Raises Refusal "end_before_start".
    """
    for path, row, first, last, half_open in _spans(typed):
        start, end = row.get(first), row.get(last)
        if start is None or end is None or end > start or (end == start and not half_open):
            continue
        zh, en = ("不晚于", "is not after") if half_open else ("早于", "comes before")
        raise Refusal(
            "end_before_start",
            zh=f"结束 {end} {zh}开始 {start}，请核对两个日期",
            en=f"the end {end} {en} the start {start}; check both",
            where=at(path, {"last": "to"}.get(last, last)),
        )


def _spans(typed: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any], str, str, bool]]:
    for path, conduct in _conducts(typed):
        yield path, conduct, "first", "last", False
    for name in _ROW_LISTS:
        for path, row in each_path(f"register.{name}", typed.get("register", {}).get(name, ())):
            yield path, row, "starts_on", "ends_before", True
            yield path, row, "recorded_at", "superseded_at", True
    for name, first, last in (
        ("violations", "filed_on", "concluded_on"), ("reviews", "filed_on", "closed_on"),
        ("decisions", "decided_on", "restored_on"),
    ):  # fmt: skip
        for path, row in each_path(name, typed.get(name, ())):
            yield path, row, first, last, False


def _conducts(typed: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    yield "dates.conduct", typed.get("dates", {}).get("conduct", {})
    for name in ("violations", "decisions"):
        for path, row in each_path(name, typed.get(name, ())):
            yield f"{path}.conduct", row.get("conduct", {})


def check_whose(typed: Mapping[str, Any]) -> None:
    """Refuse a violation or decision that says of nobody, or of several, whose it is.

    A violation names exactly one of person, organization, count; a decision one of person, organization.
    Raises Refusal "whose".
    """
    for name, keys in (("violations", ("person", "organization", "count")), ("decisions", ("person", "organization"))):
        for path, row in each_path(name, typed.get(name, ())):
            if sum(key in row for key in keys) != 1:
                raise Refusal(
                    "whose",
                    zh=f"{'、'.join(keys)} 须恰好写一项",
                    en=f"give exactly one of {', '.join(keys)}",
                    where=path,
                )


def check_counts(typed: Mapping[str, Any]) -> None:
    """Refuse more ballots than valid ones, and a place beyond the number ranked. Raises Refusal "out_of_range"."""
    for path, vote in each_path("votes", typed.get("votes", ())):
        cast = sum(vote.get(key, 0) for key in ("excellent", "competent", "basic", "poor"))
        if cast > vote["valid"]:
            raise Refusal(
                "out_of_range", zh=f"各档票数合计 {cast}，多于有效票 {vote['valid']}，请核对",
                en=f"the ballots add up to {cast}, more than the {vote['valid']} valid ones; check them", where=path,
            )  # fmt: skip
    for path, placing in each_path("ranks", typed.get("placings", ())):
        if placing["place"] > placing["of"]:
            raise Refusal(
                "out_of_range", zh=f"名次 {placing['place']} 大于参评数 {placing['of']}，请核对",
                en=f"place {placing['place']} is beyond the {placing['of']} ranked; check it", where=at(path, "place"),
            )  # fmt: skip


def check_findings(typed: Mapping[str, Any]) -> None:
    """Refuse two findings of one thing about one, of which one says no and the other does not: people decide which stands.

    Raises Refusal "contradictory_findings" at the later one.
    """
    said: dict[tuple[Any, str], tuple[str, bool]] = {}
    for path, finding in each_path("findings", typed.get("findings", ())):
        if finding.get("value") is None:
            continue
        first, no = said.setdefault((finding.get("about"), finding["finding"]), (path, finding["value"] is False))
        if no != (finding["value"] is False):
            raise Refusal(
                "contradictory_findings", zh=f"与 {first} 对同一对象的同一认定相反，请只保留生效的一项",
                en=f"it says the contrary of {first} about the same; keep the one that stands", where=path,
            )  # fmt: skip


def check_decision_entry(typed: Mapping[str, Any]) -> None:
    """Refuse an entry on the decision that contradicts itself, and findings that contradict it (formats.md, reading 6).

    ``decided_by`` includes dissenters and those who reserved their opinion. Raises Refusal
    "contradicts_decision" at the finding, or at the list in which somebody is missing.
    """
    entry = typed["incident"].get("decision")
    if entry is None:
        return
    if "decided_by" in entry:
        _check_members(entry)
    for path, finding in each_path("findings", typed.get("findings", ())):
        if _contradicts(entry, finding):
            raise Refusal(
                "contradicts_decision", zh="该认定与 incident.decision 的记载矛盾，请更正其中一处",
                en="the finding contradicts incident.decision; correct one of them", where=path,
            )  # fmt: skip


def _check_members(entry: Mapping[str, Any]) -> None:
    for key in ("dissented", "reserved"):
        for path, person in each_path(f"incident.decision.{key}", entry.get(key, ())):
            if person not in entry["decided_by"]:
                raise Refusal(
                    "contradicts_decision", zh=f"“{person}”不在 decided_by 中；参与决策的人（含反对者）都应列入",
                    en=f"“{person}” is not in decided_by, which names all who took part, dissenters included",
                    where=path,
                )  # fmt: skip


def _contradicts(entry: Mapping[str, Any], finding: Mapping[str, Any]) -> bool:
    about, value = finding.get("about"), finding.get("value")
    deciders = entry.get("decided_by", ())
    present = {*deciders, *entry.get("dissented", ()), *entry.get("reserved", ())}
    no_to = {
        "took_part": about in present,
        "dissented": about in entry.get("dissented", ()),
        "reserved_opinion": about in entry.get("reserved", ()),
        "personally_approved": entry.get("by") == "personal" and deciders == (about,),
    }
    if value is False:
        return no_to.get(finding["finding"], False)
    approved_alone = finding["finding"] == "personally_approved" and value is True
    return approved_alone and entry.get("by") == "collective" and about in deciders
