"""Pages and API are doors too: who has no right gets the same bytes from every address, whether or not the secret exists."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from zlib import crc32

import pytest
from django.db.models import Q
from django.urls import resolve
from django.utils import timezone
from pytest_django.plugin import DjangoDbBlocker

from quanze.apps.access import prepared
from quanze.apps.access.caller import Caller
from quanze.apps.access.checks import not_permitted
from quanze.apps.determinations.models import Draft
from quanze.apps.determinations.views import drafting
from quanze.apps.organizations import api, lasting
from quanze.apps.organizations.models import Act, UnitRecord
from quanze.apps.organizations.models.base import Labelled
from quanze.apps.organizations.views import reading_unit
from quanze.config.api import described
from quanze.web import desk
from tests.conftest import PLANTED_FAULTS, Counted, full_size, shared
from tests.journeys.two_worlds.doors import addresses, routes, words_asked
from tests.journeys.two_worlds.pairs import Hidden, Pairs, act_in_public, hide, pair, soon
from tests.journeys.two_worlds.seats import ABSENT, OWN, Seats, begin_hidden
from tests.journeys.two_worlds.visiting import shown, visited
from tests.laws.sources import python_sources

pytestmark = pytest.mark.django_db(transaction=True)
Answers = dict[tuple[str, str], str]
Visit = Callable[[str, Iterable[str]], dict[str, str]]
# Of the addresses everybody asks one in so many in each pair, others in each; at full size in every fifth pair.
PART, PAIRS = full_size(120, 8), full_size(2, 20)


@pytest.fixture(scope="module")
def seats() -> Seats:
    return Seats()


@pytest.fixture(scope="module")
def pairs(
    seats: Seats, tmp_path_factory: pytest.TempPathFactory, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[Pairs]:
    """One base for all tests of this file; they do not write in it."""
    with django_db_blocker.unblock():
        made = Pairs(tmp_path_factory.mktemp("worlds"), seats.take)
        yield made
        made.end()


@contextmanager
def world(pairs: Pairs, seats: Seats, hidden: Hidden) -> Iterator[Visit]:
    """A world in which everybody can visit addresses, each at an instant of his own."""
    with pairs.world(), pytest.MonkeyPatch.context() as patch:
        numbers = ABSENT | hide(hidden, soon(0)) | begin_hidden(hidden) | seats.own
        act_in_public(soon(5))
        instants = {name: soon(10) + timedelta(seconds=number) for number, name in enumerate(seats.of)}

        def visit(name: str, asked: Iterable[str]) -> dict[str, str]:
            patch.setattr(timezone, "now", lambda: instants[name])
            return visited(seats.of[name], asked, numbers)

        yield visit


def answers(pairs: Pairs, seats: Seats, hidden: Hidden, seed: int, every: Collection[str]) -> Answers:
    """What everybody is answered in a world to the addresses that are his in this pair."""
    with world(pairs, seats, hidden) as visit:
        asked = {
            name: [each for each in every if crc32(f"{seed} {name} {each}".encode()) % PART == 0] for name in seats.of
        }
        return {(name, each): said for name in asked for each, said in visit(name, asked[name]).items()}


def differences(one: Answers, other: Answers) -> list[tuple[tuple[str, str], str]]:
    """The addresses that answer otherwise, with the place where."""
    assert one.keys() == other.keys()
    return [(asked, shown(one[asked], other[asked])) for asked in one if one[asked] != other[asked]]


def test_no_address_tells_two_worlds_apart(pairs: Pairs, seats: Seats, counted: Counted) -> None:
    every = [address for _, address in addresses()]
    visits, seeds = 0, shared(range(0, 100, 100 // PAIRS))
    for seed in seeds:
        one, other = (answers(pairs, seats, hidden, seed, every) for hidden in pair(seed))
        assert differences(one, other) == [], f"pair {seed}"
        visits += len(one)
    assert visits > len(seeds) * full_size(60, 1000)
    counted("网页和接口的对世界 pairs of worlds by pages and API", len(seeds))
    counted("网页和接口的比对答复 answers of pages and API compared", visits)


def test_a_planted_leak_of_a_page_or_of_the_api_is_caught(pairs: Pairs, seats: Seats, counted: Counted) -> None:
    """Usually both worlds give each of these addresses the same answer, with its fault they do not."""
    told: list[list[tuple[str, str]]] = []
    for hidden in (Hidden("office-chief", "bureau", 1), Hidden()):
        with world(pairs, seats, hidden) as visit:
            told.append([])
            for plant, name, address in PLANTED:
                usual = visit(name, [address])[address]
                with bent(plant):
                    told[-1].append((usual, visit(name, [address])[address]))
    for (plant, _, address), here, there in zip(PLANTED, *told, strict=True):
        assert here[0] == there[0], address
        assert here[1] != there[1], plant.__doc__
    counted(PLANTED_FAULTS, len(PLANTED))


@contextmanager
def bent(plant: Callable[[pytest.MonkeyPatch], None]) -> Iterator[None]:
    """A fault for as long as it lasts: queries are made and asked anew with it, and again without it."""
    with pytest.MonkeyPatch.context() as patch:
        plant(patch)
        nothing_kept()
        yield
    nothing_kept()


def nothing_kept() -> None:
    prepared.TEXTS.clear()
    lasting.KEPT.clear()


def hidden_rows_counted(patch: pytest.MonkeyPatch) -> None:
    """The page of a unit counts the hidden units below it."""

    def count(_: object, units: Collection[str], *__: object) -> dict[str, int]:
        rows = UnitRecord.everything(reason="test")
        return {code: rows.filter(superior__code=code).count() for code in units}

    patch.setattr(reading_unit, "how_many_under", count)


def acts_of_all_on_the_desk(patch: pytest.MonkeyPatch) -> None:
    """The desk shows the last acts of anybody."""
    patch.setattr(desk, "acts_visible", lambda _: Act.everything(reason="test").order_by("-at", "-pk"))


def another_status_for_what_there_is(patch: pytest.MonkeyPatch) -> None:
    """Another's draft is forbidden, one that there is not is not found."""
    usual = drafting.draft_of

    def found(number: str, *, by: Caller, **more: Any) -> Any:
        if Draft.everything(reason="test").filter(public_id=number).exclude(made_by=by.person).exists():
            raise not_permitted()
        return usual(number, by=by, **more)

    patch.setattr(drafting, "draft_of", found)


def seals_forgotten(patch: pytest.MonkeyPatch) -> None:
    """Compartments of the register are open to everybody."""
    patch.setattr(Labelled, "open_to", classmethod(lambda *_: Q()))


def units_of_all_listed(patch: pytest.MonkeyPatch) -> None:
    """The API lists units by what there is, not by what may be seen."""
    patch.setattr(api, "units_listed", lambda *_: UnitRecord.everything(reason="test"))


PLANTED: list[tuple[Callable[[pytest.MonkeyPatch], None], str, str]] = [
    (hidden_rows_counted, "head", "/units/bureau"),
    (acts_of_all_on_the_desk, "clerk", "/"),
    (another_status_for_what_there_is, "conduct", "/determinations/drafts/{draft}"),
    (seals_forgotten, "clerk", "/persons/office-chief"),
    (units_of_all_listed, "group", "/api/v1/units"),
]


def test_every_route_is_asked_and_every_address_leads_to_its_route() -> None:
    found = list(addresses())
    assert {route for route, _ in found} == set(routes())
    numbers = dict.fromkeys((*ABSENT, *OWN), "0123456789abcdef")
    astray = [
        address for route, address in found
        if resolve(address.partition("?")[0].format(**numbers)).route != route
    ]  # fmt: skip
    assert astray == []


def test_a_planted_route_that_nothing_is_asked_of_is_seen() -> None:
    with pytest.raises(KeyError):
        list(addresses(["secrets/<int:number>"]))


_READ = re.compile(
    r"""(?:GET\.get(?:list)?\(|GET\[|"(?=\w+" in request\.GET)|(?:day_of|known_of|asked_code)\(request, )"?(\w+)"""
)


def test_every_word_that_a_page_or_operation_reads_from_an_address_is_asked() -> None:
    views = [each for each in python_sources("quanze/apps", "quanze/web") if "/tests/" not in each.path]
    read = {word for each in views for word in _READ.findall(each.text)} - {"name", "key"}
    assert {"under", "levels", "later", "rulebook"} <= read
    offered = {
        each["name"] for verbs in described()["paths"].values() if "get" in verbs
        for each in verbs["get"].get("parameters", ()) if each["in"] == "query"
    }  # fmt: skip
    assert sorted((read | offered) - words_asked()) == []
