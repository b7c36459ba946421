"""quanze accounts …, as somebody at a terminal or a script meets it."""

from __future__ import annotations

import io
import sys
from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from quanze.apps.accounts.models import Account, Grant, Session
from quanze.apps.accounts.tests.factories import AT, PASSWORD, Installation, installation
from quanze.apps.audit.models import Entry
from quanze.apps.organizations.models import Official
from quanze.apps.organizations.services import establish_unit
from quanze.apps.organizations.tests.factories import city, lay_out, unit
from quanze.apps.organizations.tests.factories import keeper as register_keeper
from quanze.apps.people.models import Person
from quanze.cli import accounts, database
from quanze.cli.console import Console, WrongUse
from quanze.core.refusals import Refusal

pytestmark = pytest.mark.django_db


def run(words: str, *given: str, stdin: str = "", lang: str = "zh") -> str:
    """What a command prints. Raises Refusal."""
    out = io.StringIO()
    console = Console(lang, out, io.StringIO())
    args = accounts.arguments(words, console).read(given)
    old, sys.stdin = sys.stdin, io.StringIO(stdin)
    try:
        assert accounts.run(args, console) == 0
    finally:
        sys.stdin = old
    return out.getvalue()


@pytest.fixture
def place(monkeypatch: pytest.MonkeyPatch) -> Installation:
    made = installation()
    monkeypatch.setattr(database, "now", lambda: made.clock.at)
    monkeypatch.setattr(accounts, "now", lambda: made.clock.at)
    monkeypatch.setattr(timezone, "now", lambda: made.clock.at)
    return made


def words_of(place: Installation, who: str) -> str:
    """Password and one-time code, each on its line."""
    at = place.clock.tick()
    return f"{PASSWORD}\n{getattr(place, who).code(at)}\n"


BOOTSTRAP = ("--system", "傅衡", "fuheng", "--security", "贺钧", "hejun", "--audit", "鲁笙", "lusheng")


def test_bootstrap_prints_three_secrets_once() -> None:
    said = run("accounts bootstrap", *BOOTSTRAP)
    logins = [line.split()[0] for line in said.splitlines()[:3]]
    assert logins == ["fuheng", "hejun", "lusheng"]
    assert "七天" in said
    with pytest.raises(Refusal, match="accounts already"):
        run("accounts bootstrap", *BOOTSTRAP)
    assert Account.everything(reason="test").count() == 3


def test_an_account_is_opened_granted_listed_revoked_and_disabled(place: Installation) -> None:
    lay_out(city(), at=AT - timedelta(days=9), as_recorded=False)
    said = run("accounts open", "shiyan", "--name", "石岩", "--as", "fuheng", stdin=words_of(place, "system"))
    assert said.startswith("shiyan  ")
    granted = run(
        "accounts grant", "shiyan", "unit_head", "--unit", "bureau", "--until", "2026-12-31", "--as", "hejun",
        stdin=words_of(place, "security"),
    )  # fmt: skip
    number = granted.split()[0]
    assert granted == f"{number} shiyan  单位主要负责人  单位 bureau  2026-03-02 至 2026-12-30\n"
    listed = run("accounts list", "--as", "fuheng", stdin=words_of(place, "system"), lang="en")
    assert "shiyan  石岩" in listed
    assert "unit head  unit bureau  2026-03-02 to 2026-12-30" in listed
    taken = run("accounts revoke", number, "--reason", "调离", "--as", "hejun", stdin=words_of(place, "security"))
    assert "单位 bureau" in taken
    assert "（已收回）" in run("accounts list", "--as", "hejun", stdin=words_of(place, "security"))
    run("accounts disable", "shiyan", "--reason", "调离", "--as", "fuheng", stdin=words_of(place, "system"))
    assert "石岩（已停用）" in run("accounts list", "--as", "fuheng", stdin=words_of(place, "system"))


def test_an_account_is_opened_for_a_person_of_the_register_by_his_code(place: Installation) -> None:
    lay_out(city(), at=AT - timedelta(days=9), as_recorded=False)
    official = Official.everything(reason="test").order_by("code").first()
    assert official is not None
    run("accounts open", "shiyan", "--person", official.code, "--as", "fuheng", stdin=words_of(place, "system"))
    assert Account.everything(reason="test").get(login_name="shiyan").person_id == official.pk
    for code in ("nobody", str(official.pk)):
        with pytest.raises(Refusal) as refusal:
            run("accounts open", "other", "--person", code, "--as", "fuheng", stdin=words_of(place, "system"))
        assert refusal.value.code == "not_found"


def test_who_opens_by_name_records_a_name_and_nothing_else(place: Installation) -> None:
    before = Person.everything(reason="test").count()
    run("accounts open", "shiyan", "--name", "石岩", "--as", "fuheng", stdin=words_of(place, "system"))
    assert Person.everything(reason="test").count() == before + 1
    last = list(Entry.everything(reason="test").order_by("-seq").values_list("event", "actor_account")[:3])
    assert [event for event, _ in last] == [
        "accounts:session:closed", "accounts:account:opened", "people:person:recorded",
    ]  # fmt: skip
    assert len({account for _, account in last}) == 1, "the administrator stands for all of it"
    with pytest.raises(Refusal):
        run("accounts open", "other", "--name", "", "--as", "fuheng", stdin=words_of(place, "system"))
    with pytest.raises(Refusal) as refusal:
        run("accounts open", "third", "--name", "石三", "--as", "hejun", stdin=words_of(place, "security"))
    assert refusal.value.code == "not_permitted"
    assert Person.everything(reason="test").count() == before + 1


def test_a_grant_names_a_code_and_codes_of_sealed_units_are_not_found(place: Installation) -> None:
    lay_out(city(), at=AT - timedelta(days=9), as_recorded=False)
    keeper = replace(register_keeper(), compartments=frozenset({"determination:x"}))
    establish_unit(unit=unit("§1", "bureau"), by=keeper, at=AT, compartment="determination:x")
    run("accounts open", "shiyan", "--name", "石岩", "--as", "fuheng", stdin=words_of(place, "system"))
    said = set()
    for code in ("§1", "absent", "7"):
        with pytest.raises(Refusal) as refusal:
            run(
                "accounts grant",
                "shiyan",
                "unit_head",
                "--unit",
                code,
                "--as",
                "hejun",
                stdin=words_of(place, "security"),
            )
        said.add((refusal.value.code, refusal.value.zh, refusal.value.where))
    assert len(said) == 1
    assert {code for code, _, _ in said} == {"not_found"}


def test_somebody_without_a_part_in_administration_lists_his_own_account_alone(place: Installation) -> None:
    holder = place.holder("unit_head", unit_id=3)
    at = place.clock.tick()
    said = run("accounts list", "--as", holder.login_name, stdin=f"{PASSWORD}\n{holder.code(at)}\n")
    assert said.count("\n") == 2
    assert said.startswith(holder.login_name)


def test_a_command_leaves_no_session_behind(place: Installation) -> None:
    living = Session.everything(reason="test").filter(ended_at=None)
    before = living.count()
    run("accounts list", "--as", "fuheng", stdin=words_of(place, "system"))
    with pytest.raises(Refusal):
        run("accounts disable", "nobody", "--reason", "x", "--as", "fuheng", stdin=words_of(place, "system"))
    assert living.count() == before


def test_no_command_is_run_without_the_second_factor(place: Installation) -> None:
    place.clock.tick()
    for words, code in (
        (f"{PASSWORD}\n\n", "sign_in_unfinished"),
        ("wrong\n000000\n", "wrong_credentials"),
        ("", "wrong_credentials"),
    ):
        with pytest.raises(Refusal) as refusal:
            run("accounts list", "--as", "fuheng", stdin=words)
        assert refusal.value.code == code


def test_nobody_grants_to_himself_at_the_terminal_either(place: Installation) -> None:
    with pytest.raises(Refusal) as refusal:
        run("accounts grant", "hejun", "official", "--as", "hejun", stdin=words_of(place, "security"))
    assert refusal.value.code == "grant_to_oneself"
    assert Grant.everything(reason="test").count() == 3


def test_wrong_use_is_told_before_anything_is_asked() -> None:
    with pytest.raises(WrongUse):
        run("accounts grant", "x", "unit_head", "--unit", "1", "--compartment", "y", "--as", "hejun")
    for given in ((), ("--person", "p1", "--name", "石岩")):
        with pytest.raises(WrongUse):
            run("accounts open", "x", *given, "--as", "fuheng")
    with pytest.raises(WrongUse):
        run("accounts grant", "x", "unit_head", "--from", "昨天", "--as", "hejun")
    with pytest.raises(WrongUse):
        run("accounts revoke", "one", "--reason", "x", "--as", "hejun")


def test_every_command_has_its_place_in_the_table_of_commands() -> None:
    table: dict[str, tuple[str, str, str]] = {}
    accounts.add_commands(table)
    assert set(table) == {
        f"accounts {each}" for each in ("bootstrap", "open", "grant", "revoke", "disable", "attach", "list")
    }
    assert {module for module, _, _ in table.values()} == {"accounts"}


def test_settings_that_may_not_start_are_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        from quanze.config.environment import refuse

        raise refuse("密钥过短", "the secret is short")

    monkeypatch.setattr("django.setup", fail)
    with pytest.raises(Refusal) as refusal:
        database.open_database()
    assert (refusal.value.zh, refusal.value.en) == ("密钥过短", "the secret is short")


def test_an_account_opened_by_name_is_bound_to_the_person_of_the_register(place: Installation) -> None:
    run("accounts open", "ship6", "--name", "石p6", "--as", "fuheng", stdin=words_of(place, "system"))
    lay_out(city(), at=place.clock.at, as_recorded=False)
    asked = ("ship6", "--person", "p6", "--reason", "已列入台账", "--as", "hejun")
    assert "p6" in run("accounts attach", *asked, stdin=words_of(place, "security"), lang="en")
    bound = Account.everything(reason="test").get(login_name="ship6").person_id
    assert bound == Official.everything(reason="test").get(code="p6").pk
