"""Old law or new (从旧兼从轻): two whole evaluations of one party compared, never a single date switch.

CF2023 art. 158; CF2015 art. 133(2); ZW2020 art. 67; regulations §0.2: violation or not, heaviest, lightest,
longest bar, in this order; equal means old.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from quanze.core.determination.bars import rows_of
from quanze.core.determination.candidate import Candidate
from quanze.core.determination.clause_lines import Judged, judge
from quanze.core.determination.ground import Ground
from quanze.core.determination.result import Cite, Evaluated, Evaluation
from quanze.core.determination.selection import Chosen, Selection, Switches
from quanze.core.determination.texts import both
from quanze.core.effects import longest_bar_months
from quanze.core.ladders import LADDERS
from quanze.core.rulebook.models import Rulebook

SCALE = (*LADDERS["party_sanction"], *LADDERS["state_sanction"])


@dataclass(frozen=True, slots=True)
class Pair:
    """The version of the conduct and the version of the day asked, where they differ."""

    old: Chosen
    new: Rulebook


def pairs(selection: Selection, compares: str) -> Iterator[Pair]:
    """Families of which the version changed between conduct and question."""
    for chosen in selection.conduct:
        identity = chosen.rulebook.identity
        new = selection.of_family(identity.family)
        if identity.compares == compares and chosen.certain and new is not None and new.id != identity.id:
            yield Pair(chosen, new)


def compare(
    ground: Ground, candidate: Candidate, pair: Pair, switches: Switches
) -> tuple[Evaluation, list[Judged]] | None:
    """The evaluation of one party under both versions, and the clauses of the one that is taken."""
    old = judge(ground, candidate, [pair.old], switches)
    new = judge(ground, candidate, [Chosen(pair.new, ("sanction",))], switches)
    live = [j for j in (*old, *new) if j.verdict.value is not False]
    if not live:
        return None
    before, after = (
        evaluated(ground, candidate, pair.old.rulebook, old, switches),
        evaluated(ground, candidate, pair.new, new, switches),
    )
    settled = before.violation is not None and after.violation is not None
    milder = weight(after) < weight(before) and (settled or after.violation is False)
    line = Evaluation(
        party=candidate.ref,
        for_="sanction",
        old=before,
        new=after,
        taken="new" if milder else "old",
        why=_why(milder, settled),
        cite=_cite(pair),
    )
    return line, new if milder else old


def for_people(candidate: Candidate, pair: Pair, old: Evaluated, new: Evaluated) -> Evaluation:
    """Methods that are no sanctions: no text decides between versions, so both are shown and people choose."""
    return Evaluation(
        party=candidate.ref,
        for_="method",
        old=old,
        new=new,
        taken="people",
        cite=None,
        why=both(
            "非处分类问责方式新旧规定如何适用，现有文本未作规定；两种评价并列，由有权机关选择。",
            "No text says which version governs methods other than sanctions; both are shown and people choose.",
        ),
    )


def evaluated(
    ground: Ground, candidate: Candidate, book: Rulebook, judged: Sequence[Judged], switches: Switches
) -> Evaluated:
    """One version's whole evaluation: violation or not, heaviest, lightest, longest bar in months."""
    applying = [j for j in judged if j.verdict.value or j.only_status_open]
    violation = True if applying else None if any(j.verdict.value is None for j in judged) else False
    methods = {m for j in applying for m in j.line.permits}
    sanctions = sorted((m for m in methods if m in SCALE), key=SCALE.index)
    rows = rows_of([book], ground, candidate, switches)
    return Evaluated(
        rulebook=book.id,
        violation=violation,
        heaviest=sanctions[-1] if sanctions else None,
        lightest=sanctions[0] if sanctions else None,
        longest_bar=longest_bar_months(sorted(methods), rows) if methods else None,
    )


def weight(evaluation: Evaluated) -> tuple[int, int, int, int]:
    """An evaluation as a number to compare: lower is milder."""

    def step(method: str | None) -> int:
        return -1 if method is None else SCALE.index(method)

    violation = 0 if evaluation.violation is False else 1  # a version still open is not taken for the milder one
    return violation, step(evaluation.heaviest), step(evaluation.lightest), evaluation.longest_bar or 0


def _why(milder: bool, settled: bool) -> dict[str, str]:
    if milder:
        return dict(
            both(
                "新规定处理较轻，适用新规定（从旧兼从轻）。",
                "The new text is milder and applies (old law unless the new is milder).",
            )
        )
    if not settled:
        return dict(
            both(
                "有关事实尚未查明，两种评价还不能比较；查明前按行为时的规定列示，新规定较轻的，查明后适用新规定。",
                "Facts are open, so the two cannot be compared yet; the text of the conduct stands until the new one proves milder.",
            )
        )
    return dict(
        both(
            "行为时的规定不重于新规定，适用行为时的规定（从旧兼从轻）。",
            "The text of the conduct is no harsher than the new one and applies (old law unless the new is milder).",
        )
    )


def _cite(pair: Pair) -> Cite:
    identity = pair.new.identity
    place = identity.compares_cite
    return Cite(
        rulebook=identity.id,
        version=identity.in_force.starts_on or "?",
        article=place.article if place else None,
        paragraph=place.paragraph if place else None,
        item=place.item if place else None,
        mark=identity.compares_mark,
    )
