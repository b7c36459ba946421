"""Is it fair and regular? Warnings on what is proposed, each with its reason and rule (formats.md; guiding case 5)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from quanze.core.determination.candidate import Candidate, Freed, Unsettled
from quanze.core.determination.case import Proposal
from quanze.core.determination.ground import Ground
from quanze.core.determination.result import Cite, Decided, Party, Text, Warning_
from quanze.core.determination.selection import begun
from quanze.core.rulebook.library import Library
from quanze.core.rulebook.models import Rulebook
from quanze.core.words import label

CASE = "ZD5"
# Where a warning's rule stands if no gate of the texts of the day names it.
PLACES: Mapping[str, tuple[str, str | None, str | None, str | None]] = {
    "only_deputies": ("WZ2019", "6", "3", None),
    "only_lower_levels": ("WZ2019", "6", "3", None),
    "staff_as_target": ("WZ2019", "5", None, None),
    "direct_for_leadership": ("WZ2019", "5", None, None),
    "person_for_body": ("RZ2010", "25", None, None),
    "catch_all_unreasoned": ("WZ2019", "7", None, "11"),
    "same_facts_again": ("ZD5", None, None, None),
    "several_in_a_month": ("ZD5", None, None, None),
    "label_missing": ("WZ2019", "6", "1", None),
    "approval_missing": ("WZ2019", "9", "1", None),
    "hearing_missing": ("WZ2019", "11", "1", None),
    "fact_meeting_missing": ("WZ2019", "11", "1", None),
    "no_collective_decision": ("WZ2019", "11", "2", None),
    "nominal_post_only": ("ZD5", None, None, None),
    "under_filed_review": ("WZ2019", "9", "3", None),
    "superior_by_level_only": ("WZ2019", "6", "1", None),
    "village_cadre": ("WZ2019", "5", None, None),
    "non_party_target": ("WZ2019", "5", None, None),
    "retired_method": ("ZW2020", "27", None, None),
    "own_organ_cannot_decide": ("WZ2019", "12", None, None),
    "sanction_pair_missing": ("CF2023", "35", "2", None),
    "prior_bar_running": ("CF2023", "21", None, None),
    "deputy_heavier_than_head": ("WZ2019", "3", None, None),
    "organ_not_named": ("YY2009", None, None, None),
    "below_threshold": ("ZD5", None, None, None),
    "wording_unverified": ("WZ2019", "7", None, None),
}


@dataclass(frozen=True, slots=True)
class Scene:
    """Everything a warning may look at."""

    ground: Ground
    parties: Sequence[Party]
    freed: Sequence[Freed]
    unsettled: Sequence[Unsettled]
    candidates: Sequence[Candidate]
    decided: Sequence[Decided]
    books: Sequence[Rulebook]
    conduct_books: Sequence[Rulebook]
    library: Library
    short_of_consequence: frozenset[str] = frozenset()

    def party(self, about: str) -> Party | None:
        """The party with this id, if the determination holds one."""
        return next((p for p in self.parties if about in p.party.values()), None)

    def role(self, person: str) -> str:
        """The role of a person's post at the conduct; "" if none is known."""
        found = next(
            (
                c.role
                for c in (*self.candidates, *(f.candidate for f in self.freed), *(u.candidate for u in self.unsettled))
                if c.id == person
            ),
            "",
        )
        if found:
            return found
        post = self.ground.post_then(person)
        return post.role if post else ""

    def is_person(self, about: str) -> bool:
        """True for a natural person."""
        return self.ground.view.person(about) is not None


Check = Callable[[Scene], Iterator[tuple[str, str | None]]]


def warnings(scene: Scene, checks: Sequence[Check]) -> tuple[Warning_, ...]:
    """Every warning once per person, with its rule."""
    found = dict.fromkeys(pair for check in checks for pair in check(scene))
    own = {"wording_unverified": _unverified(scene)}
    return tuple(
        Warning_(code=code, text=_text(scene, code, about), cite=own.get(code) or place(scene, code), about=about)
        for code, about in found
    )


def _unverified(scene: Scene) -> Cite | None:
    """The first clause on the sheet whose wording awaits comparison."""
    return next((c.cite for p in scene.parties for c in p.clauses if c.cite.mark == "M+"), None)


def place(scene: Scene, code: str) -> Cite:
    """The gate of a text of the day that carries this warning, else the standing place."""
    for book in sorted(scene.books, key=lambda b: b.id not in ("WZ2019", "ZD5")):
        for row in book.gates:
            if row.warning == code:
                return Cite(
                    rulebook=book.id,
                    version=book.identity.in_force.starts_on or "?",
                    article=row.cite.article,
                    paragraph=row.cite.paragraph,
                    item=row.cite.item,
                    row=row.id,
                    mark=row.mark,
                )
    rulebook, article, paragraph, item = PLACES[code]
    if rulebook == CASE and not begun(scene.library, rulebook, scene.ground.case):
        return _before_the_case(scene)
    known = scene.library.identities.get(rulebook)
    start = known.in_force.starts_on if known else None
    return Cite(rulebook=rulebook, version=start or "?", article=article, paragraph=paragraph, item=item)


def _before_the_case(scene: Scene) -> Cite:
    """Before the guiding case was published: the accountability text of the day, without an article."""
    book = next((b for b in scene.books if b.identity.family == "WZ"), None)
    if book is None:
        return Cite(rulebook="RZ2010", version="2010-11-10", article="25", mark="Q")
    return Cite(rulebook=book.id, version=book.identity.in_force.starts_on or "?")


def about_persons(scene: Scene) -> Iterator[Proposal]:
    """The proposals about natural persons."""
    return (p for p in scene.ground.case.proposals if scene.is_person(p.about))


def _text(scene: Scene, code: str, about: str | None) -> Text:
    zh, en = label("warning", code, "zh"), label("warning", code, "en")
    if about is None:
        return {"zh": zh, "en": en}
    name = scene.ground.name(about)
    return {"zh": f"{name}：{zh}", "en": f"{name}: {en}"}
