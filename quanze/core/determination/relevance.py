"""Which open clauses a reader needs: those some recorded fact already speaks for; all of the main track if none does."""

from __future__ import annotations

from collections.abc import Sequence

from quanze.core.determination.clause_lines import Judged
from quanze.core.determination.ground import Ground

SUPERVISORS = frozenset({"discipline_head", "resident_group", "discipline_body"})


def relevant(judged: Sequence[Judged]) -> list[Judged]:
    """Applying clauses, and open ones with something recorded for them; where nothing is, those of the first text open.

    Once a clause of accountability applies, a clause of which only the consequence is recorded adds nothing to know.
    """
    live = [j for j in judged if j.verdict.value is not False]
    applying = [j for j in live if j.verdict.value or j.only_status_open]
    answers = any(j.line.track == "accountability" for j in applying)
    near = [j for j in live if j not in applying and spoken_for(j, answers) and not (j.clause.catch_all and _bare(j))]
    if applying or near:
        return [j for j in live if j in applying or j in near]
    plain = [j for j in live if j.clause.track == "accountability" and not j.clause.catch_all]
    return _nearest([j for j in plain if j.rulebook is plain[0].rulebook]) if plain else live


def _nearest(plain: Sequence[Judged]) -> list[Judged]:
    """Where nothing is recorded for a party: the clauses that ask what the case found elsewhere, or that his duty names."""
    candidate, ground = plain[0].candidate, plain[0].facts.ground
    duty = {"finding.supervision_duty_weak", "finding.supervision_duty_not_performed"}
    found = {f"finding.{f.finding}" for f in ground.case.findings if f.value not in (None, False)}
    wanted = duty if set(candidate.relations) <= SUPERVISORS else found
    near = [j for j in plain if any(m.fact in wanted for m in j.verdict.missing)]
    return near or list(plain)


def displaced(ground: Ground, judged: Sequence[Judged]) -> list[Judged]:
    """The responsibility system's circumstances without a consequence element yield where the accountability regulation,
    in force and reaching the party, finds every consequence recorded as absent (later over earlier; guiding case 5)."""
    if not (without_consequence(judged) and nothing_followed(ground)):
        return list(judged)
    return [j for j in judged if j.rulebook.identity.family != "RZ" or j.clause.consequence is not None]


def without_consequence(judged: Sequence[Judged]) -> bool:
    """True if a circumstance of the accountability regulation has its conduct but none has its consequence."""
    regulation = [j for j in judged if j.rulebook.identity.family == "WZ"]
    if any(_grave(j.facts.ground) for j in regulation[:1]):
        return False
    if any(j.verdict.value is not False for j in regulation if j.conduct.value is not None and not j.clause.catch_all):
        return False
    return any(j.conduct.value and j.consequence.value is False for j in regulation)


def _grave(ground: Ground) -> bool:
    """A consequence of the weight that the regulation names: serious, vile, or a heavy loss."""
    incident = ground.case.incident
    return incident.consequence == "serious" or incident.influence == "vile" or incident.loss in ("heavy", "serious")


def nothing_followed(ground: Ground) -> bool:
    """People recorded that no influence, no serious consequence and no loss followed."""
    incident = ground.case.incident
    return (
        incident.influence == "none"
        and incident.consequence in (None, "none", "ordinary")
        and incident.loss in (None, "none")
    )


def spoken_for(judged: Judged, answers: bool = False) -> bool:
    """Something positive is recorded: the conduct element or a part of it, or (while nobody answers yet) the consequence."""
    if judged.conduct.value or judged.conduct.because:
        return True
    return not answers and judged.clause.consequence is not None and judged.consequence.value is True


def _bare(judged: Judged) -> bool:
    """A catch-all nobody has argued for."""
    return judged.conduct.value is None and not judged.conduct.because
