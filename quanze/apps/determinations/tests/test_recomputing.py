"""Computed again on what was known and seen then, the answer is the same, whatever has changed since."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from importlib import import_module

import pytest

import quanze
from quanze.apps.access.caller import Caller
from quanze.apps.accounts.tests.factories import AT, caller_of
from quanze.apps.determinations import recomputing, selectors
from quanze.apps.determinations.facts import Seen, Sight, seen
from quanze.apps.determinations.recomputing import Recomputed, recompute
from quanze.apps.determinations.rules import Settings
from quanze.apps.determinations.selectors import compared, shown
from quanze.apps.determinations.tests.cases import BUREAU, rules, violator
from quanze.apps.determinations.tests.laid_out import Place, named_for, place
from quanze.apps.organizations.demo import builder
from quanze.apps.organizations.models import TenureRecord
from quanze.apps.organizations.services import write_rows
from quanze.core.register.register import Register
from quanze.core.register.rows import Tenure
from quanze.core.sheet.diff import diff

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(days=30)
CONDUCT = date(2009, 7, 1)


def again(number: str, by: Caller | None = None) -> Recomputed:
    return recompute(number, rules=rules(), by=by or caller_of("conduct_officer", at=LATER), at=LATER)


def correct_the_heads(town: Place, at: datetime) -> None:
    """It turns out that the bureau's heads of the conduct left their posts before it: their tenures are superseded."""
    rows = TenureRecord.everything(reason="test").filter(unit__code=BUREAU, superseded_at=None)
    heads = rows.filter(post__code__contains="principal", starts_on__lt=CONDUCT).exclude(ends_before__lte=CONDUCT)
    found = list(heads.select_related("post", "person"))
    assert found
    shorter = tuple(
        Tenure(person=each.person.code, post=each.post.code, starts_on=each.starts_on, ends_before=CONDUCT)
        for each in found
    )
    write_rows(
        Register(tenures=shorter), by=builder(at), at=at, act="correction",
        ends={"tenures": tuple(each.pk for each in found)},
        replaces={("tenures", number): each.pk for number, each in enumerate(found)},
    )  # fmt: skip


def test_a_correction_of_the_register_changes_the_next_answer_and_not_this_one() -> None:
    town = place()
    first = town.ask()
    correct_the_heads(town, AT + timedelta(days=1))
    found = again(first.determination.public_id)
    assert found.identical
    assert found.same_register
    assert found.notes == ()
    second = town.ask(at=LATER)
    assert second.answered.data != first.answered.data


def test_a_planted_look_at_what_is_known_now_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    town = place()
    first = town.ask()
    correct_the_heads(town, AT + timedelta(days=1))

    def of_today(sight: Sight, *, known_at: datetime, at: datetime) -> Seen:
        return seen(sight, known_at=at, at=at)

    monkeypatch.setattr(recomputing, "seen", of_today)
    found = again(first.determination.public_id)
    assert not found.same_register


def test_grants_that_changed_since_change_nothing() -> None:
    town = place()
    first = town.ask()
    reader = named_for(first.determination.public_id, person=920_000, at=LATER)
    assert reader.units == frozenset()
    assert again(first.determination.public_id, reader).identical


def with_program(monkeypatch: pytest.MonkeyPatch, version: str) -> None:
    for module in (quanze, import_module("quanze.core.determination.determine"), selectors):
        monkeypatch.setattr(module, "__version__", version)


def test_after_an_upgrade_the_answer_is_the_same_and_says_which_program_gave_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first = place().ask()
    number = first.determination.public_id
    old = first.determination.program
    with_program(monkeypatch, "9.9.9")
    found = again(number)
    assert not found.identical
    assert found.same_answer
    assert old in found.notes[0]["zh"]
    assert "9.9.9" in found.notes[0]["en"]
    older = shown(number, by=caller_of("conduct_officer"), at=LATER)
    assert older.sheet == first.answered.data
    assert old in older.notes[0]["en"]


def test_other_rules_are_named_as_the_reason() -> None:
    first = place().ask()
    library = rules().library
    other = replace(library, digest="sha256:other")
    found = recompute(
        first.determination.public_id, rules=replace(rules(), library=other), by=caller_of("conduct_officer"), at=LATER
    )
    assert found.same_answer
    assert "规则包" in found.notes[0]["zh"]


def test_history_written_behind_the_back_of_an_answer_is_noticed() -> None:
    town = place()
    first = town.ask()
    post = next(row.id for row in town.register.posts if row.organization == BUREAU and row.role == "deputy")
    late = Tenure(
        person=violator(town.register)[0],
        post=post,
        acting=True,
        starts_on=date(2009, 7, 1),
        ends_before=date(2009, 8, 1),
    )
    write_rows(Register(tenures=(late,)), by=builder(LATER), at=LATER, act="planted", as_recorded=True)
    found = again(first.determination.public_id)
    assert not found.same_register
    assert "审计记录" in found.notes[0]["zh"]


def test_settings_and_the_earlier_instant_are_kept() -> None:
    town = place()
    chosen = Settings(rulebooks=("YY2009",), parameters={"YY2009.two_heads_months": 12})
    early = datetime(2008, 5, 1, 1, 0, tzinfo=AT.tzinfo)
    made = town.ask(settings=chosen, known_at=early)
    assert "WZ2009" not in {use.rulebook for use in made.answered.sheet.rulebooks}
    assert again(made.determination.public_id).identical


def test_two_answers_are_compared_in_sentences() -> None:
    town = place()
    first = town.ask()
    correct_the_heads(town, AT + timedelta(days=1))
    second = town.ask(at=LATER)
    by = replace(
        named_for(first.determination.public_id, person=920_000),
        compartments=frozenset(row.determination.compartment for row in (first, second)), holdings=None,
    )  # fmt: skip
    old, new = compared(first.determination.public_id, second.determination.public_id, by=by, at=LATER)
    for lang in ("zh", "en"):
        text = diff(old.data, new.data, lang, titles=rules().titles, findings=rules().findings)
        assert len(text.splitlines()) > 1
