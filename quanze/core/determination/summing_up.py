"""The rest of the sheet: rules used, who is not responsible, what to check and to ask, both halves of 一案双查."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from functools import cached_property
from typing import TYPE_CHECKING, Any

from quanze.core.determination import warning_acts, warning_targets
from quanze.core.determination.candidate import Freed, Gap
from quanze.core.determination.methods import status_open
from quanze.core.determination.outcome import Outcome
from quanze.core.determination.questions import names, questions
from quanze.core.determination.result import (
    Cite,
    Competence,
    Competent,
    DoubleCheck,
    NotResponsible,
    Party,
    Question,
    Routed,
    RulebookUse,
    Text,
    ToCheck,
    Unverified,
    Warning_,
)
from quanze.core.determination.routing import objects_of_accountability
from quanze.core.determination.rulebooks_used import rulebooks_used
from quanze.core.determination.selection import begun
from quanze.core.determination.texts import both, say
from quanze.core.determination.warning_lines import Check, Scene, warnings

if TYPE_CHECKING:
    from quanze.core.determination.assembling import Assembly

CHECKS: Sequence[Check] = (
    warning_targets.only_deputies,
    warning_targets.only_lower_levels,
    warning_targets.staff_as_target,
    warning_targets.direct_for_leadership,
    warning_targets.person_for_body,
    warning_targets.superior_by_level_only,
    warning_targets.nominal_post_only,
    warning_targets.village_cadre,
    warning_targets.non_party_target,
    warning_targets.retired_method,
    warning_targets.deputy_heavier_than_head,
    warning_targets.below_threshold,
    warning_acts.skipped_steps,
    warning_acts.label_missing,
    warning_acts.catch_all_unreasoned,
    warning_acts.same_facts_again,
    warning_acts.several_in_a_month,
    warning_acts.under_filed_review,
    warning_acts.own_organ_cannot_decide,
    warning_acts.sanction_pair_missing,
    warning_acts.prior_bar_running,
    warning_acts.organ_not_named,
    warning_acts.wording_unverified,
)
# Where a reason for not answering stands, by its ground.
GROUNDS: Mapping[str, tuple[str, str, str | None, str | None, str]] = {
    "absent": ("ZD5", "2021", None, None, "T"),
    "not_in_charge": ("RZ2010", "2010-11-10", "25", None, "Q"),
    "dissented": ("RZ2010", "2010-11-10", "25", None, "Q"),
    "reserved": ("WZ2019", "2019-09-01", "17", "1", "Q"),
    "personal_decision": ("RZ2010", "2010-11-10", "25", None, "Q"),
}


class Summary:
    """The parts of the sheet that look at everything else."""

    def __init__(self, assembly: Assembly, parties: Sequence[Party], routed: Sequence[Routed]) -> None:
        self.assembly, self.parties, self.routed = assembly, parties, routed
        self.ground = assembly.ground

    def rulebooks(self) -> tuple[RulebookUse, ...]:
        """Every rulebook that speaks on the sheet, with its uses and why."""
        return rulebooks_used(self.assembly, self.parties)

    @cached_property
    def not_responsible(self) -> tuple[NotResponsible, ...]:
        """Those reached by the trace who do not answer, each with the reason and its rule."""
        found = [
            self._freed(f) for f in (*self.assembly.shared_out, *self.assembly.traced.freed) if not self._answers(f)
        ]
        found += [self._excused(o) for o in self.assembly.outcomes if o.fate in ("excused", "no_conduct")]
        kept = {(tuple(n.party.items()), n.post): n for n in reversed(found)}
        return tuple(sorted(kept.values(), key=lambda n: (n.relation, next(iter(n.party.values())), n.post or "")))

    def _answers(self, freed: Freed) -> bool:
        """A person who answers in one post is not listed as free for another; dissent and absence are about one post."""
        return any(freed.candidate.id in p.party.values() for p in self.parties)

    def _freed(self, freed: Freed) -> NotResponsible:
        c = freed.candidate
        rulebook, version, article, paragraph, mark = self._ground(freed.ground)
        return NotResponsible(
            party=c.ref,
            post=c.post,
            relation=c.relation,
            why=freed.why,
            unit=c.unit,
            cite=Cite(rulebook=rulebook, version=version, article=article, paragraph=paragraph, mark=mark),
        )

    def _ground(self, name: str) -> tuple[str, str, str | None, str | None, str]:
        """Where the reason stands: before the responsibility provisions of 2010, in those of 1998."""
        texts = {b.id for b in self.assembly.conduct_books}
        if GROUNDS[name][0] == "RZ2010" and "RZ2010" not in texts and "RZ1998" in texts:
            return "RZ1998", "1998-11-21", "13", None, "M+"
        if name == "absent" and not begun(self.assembly.library, "ZD5", self.assembly.case):
            return self._ground("not_in_charge")  # who really is in charge (直接主管), before the guiding case says it
        return GROUNDS[name]

    def _excused(self, outcome: Outcome) -> NotResponsible:
        c = outcome.candidate
        if outcome.fate == "excused":
            row = next(
                a
                for a in outcome.adjustments
                if a.status == "applies" and a.effect in ("not_accountable", "exempt", "not_or_exempt")
            )
            return NotResponsible(
                party=c.ref,
                post=c.post,
                relation=c.relation,
                unit=c.unit,
                cite=row.cite,
                why={lang: say("excused", summary=row.summary[lang])[lang] for lang in ("zh", "en")},
            )
        place = outcome.every[0].line.cite if outcome.every else objects_of_accountability(self.assembly)
        below = any(j.below_threshold for j in outcome.every)
        return NotResponsible(
            party=c.ref,
            post=c.post,
            relation=c.relation,
            unit=c.unit,
            cite=place,
            why=say("below" if below else "no_clause" if outcome.candidate.kind == "body" else "no_conduct"),
        )

    @cached_property
    def to_check(self) -> tuple[ToCheck, ...]:
        """Members and superiors who would answer only on a finding of their own."""
        done = {(f.candidate.id, f.candidate.post) for f in self.assembly.shared_out}
        done |= {(i, p.post) for p in self.parties for i in p.party.values()}
        rows = [
            ToCheck(
                party=u.candidate.ref,
                why=u.why,
                post=u.candidate.post,
                relation=u.candidate.relation,
                unit=u.candidate.unit,
                levels_up=u.candidate.levels_up,
                cite=self._check_place(u.ground),
            )
            for u in self.assembly.traced.unsettled
            if (u.candidate.id, u.candidate.post) not in done
        ]
        kept = {(tuple(r.party.items()), r.post): r for r in rows}
        return tuple(sorted(kept.values(), key=lambda r: (r.levels_up, r.relation or "", next(iter(r.party.values())))))

    def _check_place(self, ground: str) -> Cite:
        if ground == "superior":
            return Cite(rulebook="WZ2019", version="2019-09-01", article="6", paragraph="1", mark="Q")
        return Cite(rulebook="RZ2010", version="2010-11-10", article="25", mark="Q")

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """Everything still to be found out."""
        judged = {next(iter(o.candidate.ref.values())): o.judged for o in self.assembly.outcomes if o.answers}
        return questions(
            self.ground, self.assembly.library, judged, [*self.assembly.traced.gaps, *self._more_gaps()], self._status()
        )

    def _more_gaps(self) -> Iterator[Gap]:
        for d in self.assembly.case.decisions:
            if "party_probation" in d.methods and d.restored_on is None and d.person:
                ask = say("restored", person=self.ground.name(d.person))
                yield Gap(fact="decision.restored_on", about=d.person, decides=("bars",), ask=ask)
        for o in self.assembly.outcomes:
            post = self.ground.view.latest_post(o.candidate.post) if o.candidate.post else None
            if o.answers and o.candidate.kind == "person" and post is not None and post.managed_by is None:
                yield Gap(
                    fact="post.managed_by",
                    about=o.candidate.id,
                    decides=("competence",),
                    ask=say("managed_by", person=self.ground.name(o.candidate.id)),
                )

    def _status(self) -> Iterator[tuple[str, str, tuple[str, ...]]]:
        books = {b.id: b for b in (*self.assembly.conduct_books, *self.assembly.selection.acting)}
        for party in self.parties:
            outcome = next(
                o
                for o in self.assembly.outcomes
                if o.answers and o.candidate.ref == party.party and o.candidate.post == party.post
            )
            if outcome.candidate.kind != "person":
                continue
            for fact, methods in status_open(
                self.ground, outcome.candidate, party.methods.permitted, tuple(books.values()), self.assembly.switches
            ):
                yield outcome.candidate.id, fact, methods
            for line in outcome.judged:
                for missing in line.verdict.missing:
                    if missing.fact.startswith("party.") and missing.fact in (
                        "party.member",
                        "party.category",
                        "party.now",
                        "party.party_post",
                    ):
                        yield outcome.candidate.id, missing.fact, line.line.permits

    def double_check(self) -> DoubleCheck:
        """Both halves of 一案双查: main-body and supervision responsibility, "none" included."""
        supervision = [p for p in self.parties if p.duty == "supervision"]
        main = [p for p in self.parties if p.duty != "supervision"]
        freed = [o for o in self.assembly.outcomes if o.fate in ("no_conduct", "excused")]
        return DoubleCheck(
            main_body=_half(
                main,
                any(
                    o.candidate.relation not in ("discipline_head", "resident_group", "discipline_body") for o in freed
                ),
                "主体责任",
                "main-body responsibility",
            ),
            supervision=_half(
                supervision,
                any(o.candidate.relation in ("discipline_head", "resident_group", "discipline_body") for o in freed),
                "监督责任",
                "supervision responsibility",
            ),
        )

    def warnings(self) -> tuple[Warning_, ...]:
        """What looks unfair or irregular, each with its rule."""
        a = self.assembly
        scene = Scene(
            ground=self.ground,
            parties=self.parties,
            freed=(*a.shared_out, *a.traced.freed),
            unsettled=a.traced.unsettled,
            candidates=a.traced.candidates,
            decided=a.decided,
            books=a.selection.acting,
            conduct_books=a.conduct_books,
            library=a.library,
            short_of_consequence=frozenset(o.candidate.id for o in a.outcomes if o.short_of_consequence),
        )
        return warnings(scene, CHECKS)

    def unverified(self) -> tuple[Unverified, ...]:
        """Every citation used whose wording or content is not verified."""
        cites = {repr(c): c for p in self.parties for c in _cites(p) if c.mark in ("M+", "M")}
        return tuple(Unverified(cite=c, mark=c.mark) for _, c in sorted(cites.items()))

    def names(self) -> Mapping[str, str]:
        """Ids with their names, for readers."""
        a = self.assembly
        ids: list[str | None] = [a.case.incident.organization]
        ids += [r.person for r in self.routed] + [v.post for v in a.case.violations]
        ids += [i for n in self.not_responsible for i in (*n.party.values(), n.post, n.unit)]
        ids += [i for t in self.to_check for i in (*t.party.values(), t.post, t.unit)]
        ids += [q.about for q in self.questions] + [d.about for d in a.decided]
        ids += [unit for p in self.parties for unit in _organs(p.competence)]
        ids += [p.now.post for p in self.parties if p.now]
        return names(self.ground, self.parties, ids)

    def parameters(self) -> Mapping[str, Any]:
        """Visible parameters of the rulebooks in use, null while unspecified."""
        known = self.assembly.library.parameters({b.id for b in self.assembly.conduct_books})
        given = self.assembly.case.parameters
        return {key: given.get(key, p.value) for key, p in known.items()}


def _organs(competence: Competence) -> Iterator[str | None]:
    """The units whose organs act in any phase."""
    for phase in fields(competence):
        found: Competent | None = getattr(competence, phase.name)
        for each in () if found is None else (found, *found.by_method):
            yield each.of


def _half(parties: Sequence[Party], freed: bool, zh: str, en: str) -> Text:
    answering = [p for p in parties if any(c.status == "applies" and c.track != "first_form" for c in p.clauses)]
    waiting = [p for p in parties if p not in answering and any(c.status == "depends" for c in p.clauses)]
    if answering:
        return both(
            f"{zh}：依已记录的事实，{len(answering)}个主体的情形成立。",
            f"{en}: on the recorded facts, clauses apply to {len(answering)} parties.",
        )
    if waiting:
        return both(f"{zh}：尚无结论，取决于待查事实。", f"{en}: no conclusion yet; it depends on open facts.")
    if freed or parties:
        return both(
            f"{zh}：无（已记录的事实不构成问责情形）。",
            f"{en}: none (the recorded facts make no circumstance of accountability).",
        )
    return both(
        f"{zh}：登记中没有该项责任的主体，须查明后作出结论（包括“无”）。",
        f'{en}: the register shows nobody who owes it; find out and conclude, "none" included.',
    )


def _cites(party: Party) -> Iterator[Cite]:
    yield from (c.cite for c in party.clauses)
    yield from (a.cite for a in party.adjustments)
    yield from (b.cite for b in party.bars)
    yield from (e.cite for e in party.methods.excluded)
    for phase in ("start", "investigate", "decide", "execute", "record", "appeal", "correct"):
        found = getattr(party.competence, phase)
        if found is not None:
            yield found.cite
            yield from (m.cite for m in found.by_method)
