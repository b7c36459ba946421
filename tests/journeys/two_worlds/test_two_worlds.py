"""Who has no right gets the same answers, byte for byte, whether or not the secret exists."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from zlib import crc32

import pytest
from django.db.models import Q

from quanze.apps.access.compartments import REGISTER
from quanze.apps.determinations.models import Determination
from quanze.apps.organizations import storage
from quanze.apps.organizations.models.base import Labelled
from quanze.apps.organizations.selectors import subtrees
from quanze.apps.organizations.services import inserting, writing
from tests.conftest import PLANTED_FAULTS, Counted, full_size, shared
from tests.journeys.matrix.world import SEALED
from tests.journeys.two_worlds.pairs import Hidden, Pairs, act_in_public, hide, officer, pair, soon
from tests.journeys.two_worlds.personas import PERSONAS, persona
from tests.journeys.two_worlds.questions import Question, answers, asked, commanded

pytestmark = pytest.mark.django_db(transaction=True)
# What the audit administrator reads of the record itself: that acts were done he is meant to know.
OF_THE_RECORD = {"record", "verify", "prove", "record export"}
Answers = dict[tuple[str, str, str], str]


@pytest.fixture
def pairs(tmp_path: Path) -> Iterator[Pairs]:
    made = Pairs(tmp_path)
    yield made
    made.end()


def world(pairs: Pairs, hidden: Hidden, seed: int = 0) -> Answers:
    """Every answer that every persona gets in a world: reads, then commands, then reads again."""
    found: Answers = {}
    with pairs.world():
        hide(hidden, soon(0))
        act_in_public(soon(5))
        for number, name in enumerate(PERSONAS):
            by = persona(name, soon(10 + number))
            for turn, questions in (("first", asked(by)), ("then", commanded(by, name)), ("again", asked(by))):
                some = chosen(questions, f"{seed} {name} {turn}", *PARTS[turn])
                found |= {(name, turn, question): said for question, said in answers(some)}
    return found


# Of the questions of each turn one in so many is asked, usually and at full size; others in each pair.
PARTS = {"first": (8, 1), "then": (3, 1), "again": (8, 4)}


def chosen(questions: Iterable[Question], key: str, small: int, full: int) -> list[Question]:
    """One question in so many."""
    part = full_size(small, full)
    return [each for each in questions if crc32(f"{key} {each[0]}".encode()) % part == 0]


def differences(one: Answers, other: Answers, *, of_one_number: bool) -> list[tuple[tuple[str, str, str], str, str]]:
    """The questions answered otherwise. Worlds with other numbers of acts have other records, nothing else."""
    assert one.keys() == other.keys()
    differing = [(question, one[question], other[question]) for question in one if one[question] != other[question]]
    return [each for each in differing if of_one_number or each[0][2] not in OF_THE_RECORD]


def test_nobody_without_right_can_tell_two_worlds_apart(pairs: Pairs, counted: Counted) -> None:
    asked_in_all, seeds = 0, shared(range(full_size(4, 100)))
    for seed in seeds:
        here, there = pair(seed)
        one, other = world(pairs, here, seed), world(pairs, there, seed)
        asked_in_all += len(one)
        assert differences(one, other, of_one_number=bool(there.subject)) == [], f"pair {seed}"
    assert asked_in_all > len(seeds) * full_size(300, 1500)
    counted("对世界 pairs of worlds", len(seeds))
    counted("身份 personas", len(PERSONAS))
    counted("比对的答复 answers compared", asked_in_all)


def test_a_planted_leak_is_caught(pairs: Pairs, monkeypatch: pytest.MonkeyPatch, counted: Counted) -> None:
    """Each fault shows in the answers to at least one question."""
    here, there = Hidden("office-chief", "bureau", 1), Hidden()
    for plant, name, question in PLANTED:
        with monkeypatch.context() as patch:
            plant(patch)
            one, other = (answer_of(pairs, hidden, name, question) for hidden in (here, there))
        assert one != other, plant.__doc__
        assert answer_of(pairs, here, name, question) == answer_of(pairs, there, name, question), question
    counted(PLANTED_FAULTS, len(PLANTED))


def answer_of(pairs: Pairs, hidden: Hidden, name: str, question: str) -> list[tuple[str, str]]:
    """What one persona is answered to one question in a world."""
    with pairs.world():
        hide(hidden, soon(0))
        act_in_public(soon(5))
        by = persona(name, soon(10))
        return answers([each for each in (*asked(by), *commanded(by, name)) if each[0] == question])


def seals_forgotten(patch: pytest.MonkeyPatch) -> None:
    """Compartments of the register are open to everybody."""
    patch.setattr(Labelled, "open_to", classmethod(lambda *_: Q()))


def numbers_in_a_row(patch: pytest.MonkeyPatch) -> None:
    """Sealed records take their numbers from the common row."""
    usual = storage.numbers
    for module in (inserting, writing):
        patch.setattr(module, "numbers", lambda model, count, _: usual(model, count, REGISTER))


def determinations_listed(patch: pytest.MonkeyPatch) -> None:
    """Whoever sees determinations at all sees all of them."""
    patch.setattr(Determination, "reached", classmethod(lambda *_: Q()))


def reach_into_seals(patch: pytest.MonkeyPatch) -> None:
    """A grant over a unit reaches what is sealed below it."""
    usual = subtrees.walked
    patch.setattr(subtrees, "walked", lambda walk: usual(walk._replace(labels=None)))


PLANTED: list[tuple[Callable[[pytest.MonkeyPatch], None], str, str]] = [
    (seals_forgotten, "clerk", "timeline office-chief"),
    (numbers_in_a_row, "head", "timeline annex"),
    (determinations_listed, "conduct", "determinations"),
    (reach_into_seals, "hr", "people"),
]


def test_canaries_reach_nobody_but_those_who_may_know(pairs: Pairs) -> None:
    here, _ = pair(1)
    canaries = ("§cell", "§secret", "留置", "立案审查")
    with pairs.world():
        hide(here, soon(0))
        mine = officer(soon(20))
        for name in PERSONAS:
            by = persona(name, soon(30))
            told = answers(each for each in asked(by) if not set(canaries) & set(each[0].split()))
            hits = [(name, question, each) for question, said in told for each in canaries if each in said]
            assert hits == []
        assert any("town-case" in said for _, said in answers(asked(mine))), "his own he sees"
        sealed = replace(persona("clerk", soon(40)), compartments=frozenset({SEALED}), holdings=None)
        assert any("留置" in said for _, said in answers(asked(sealed))), "who was given the compartment sees it"
