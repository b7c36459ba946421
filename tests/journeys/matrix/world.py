"""The city in which the matrix is tried: one bureau that the roles are held over, and everything around it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta
from random import Random
from typing import Any

from quanze.apps.access.caller import Caller, Holding, system_caller
from quanze.apps.access.context import acting
from quanze.apps.accounts.models import Account
from quanze.apps.accounts.roles import ADMINISTRATORS, EVERYBODY
from quanze.apps.accounts.services import bootstrap, grant, open_account, open_account_by_name
from quanze.apps.accounts.tests.factories import caller_of
from quanze.apps.organizations.models import Act, Official, Unit
from quanze.apps.organizations.selectors import subtree_ids
from quanze.apps.organizations.services import establish_post, establish_unit, write_rows
from quanze.apps.organizations.tests.factories import AT, EVERYTHING, keeper, person, post, tenure, unit
from quanze.apps.people.models import Kinship, Person
from quanze.apps.people.services import PersonFacts, record_kinship, record_person
from quanze.core.register import Absence, Register

ROLES = {
    "sys": "system_administrator", "sec": "security_administrator", "aud": "audit_administrator",
    "clerk": "register_clerk", "conduct": "conduct_officer", "case": "case_officer", "group": "leading_group_officer",
    "org": "organization_officer", "chief": "commission_principal", "head": "unit_head",
    "disc": "unit_discipline_officer", "official": "official", "nobody": "",
}  # fmt: skip
SEALED = "register:sealed"
NOW = AT + timedelta(hours=1)
INSIDE = ("bureau", "office", "archive")
UNITS = {
    "in": ("bureau",), "below": ("office", "archive"), "outside": ("college", "library"),
    "above": ("government", "committee", "city"), "sealed": ("§cell",), "absent": ("nowhere", ""),
}  # fmt: skip
WHERE = {"in": "office", "below": "archive", "outside": "library", "above": "government", "sealed": "§cell"}


def register() -> Register:
    """Two bureaus with two sections each; in every unit a head, a deputy, three vacant seats and somebody without post."""
    units = {
        "city": None, "committee": "city", "government": "city", "bureau": "government", "office": "bureau",
        "archive": "bureau", "college": "government", "library": "college", "museum": "college",
    }  # fmt: skip
    kinds = {"city": "territory", "committee": "party_committee", "government": "government"}
    staffed = [each for each in units if each != "city"]
    return Register(
        organizations=tuple(unit(each, above, kinds.get(each, "department")) for each, above in units.items()),
        posts=tuple(row for each in staffed for row in _posts(each)),
        people=tuple(person(f"{each}-{who}") for each in staffed for who in ("chief", "second", "free")),
        tenures=tuple(row for each in staffed for row in _tenures(each)),
    )


def _posts(of: str) -> list[Any]:
    return [
        post(f"{of}-p1", of, "principal"), post(f"{of}-p2", of, "deputy"), post(f"{of}-p3", of, "staff", seats=3),
    ]  # fmt: skip


def _tenures(of: str) -> list[Any]:
    return [
        tenure(f"{of}-chief", f"{of}-p1", "2020-01-01"), tenure(f"{of}-second", f"{of}-p2", "2021-01-01"),
        tenure(f"{of}-free", f"{of}-p3", "2015-01-01", "2019-01-01"),
    ]  # fmt: skip


@dataclass
class World:
    """What the drivers need to know of the city: ids and public ids by code, accounts, grants, acts."""

    units: dict[str, int]
    persons: dict[str, Person]
    account: Account
    other: Account
    grants: dict[str, int]
    acts: dict[str, int]
    kinships: dict[str, Kinship]
    me: str = "museum-second"
    kin: str = "bureau-second"
    reach: frozenset[int] = frozenset()
    random: Random = field(default_factory=Random)

    def caller(self, short: str, *, fresh: bool = True) -> Caller:
        """Somebody with one role over the bureau and all below it, sealed section included; or with none at all."""
        me, account = self.persons[self.me].pk, self.account.pk
        more = {"person": me, "account": account, "kin": [self.persons[self.kin].pk], "at": NOW, "fresh_factor": fresh}
        if short == "nobody":
            return _bare(replace(caller_of("official", **more)))
        return caller_of(ROLES[short], units=self.reach, reason="test", **more)

    def one(self, *listed: Any) -> Any:
        """One of several that fit a state."""
        return self.random.choice(listed)

    def official(self, state: str) -> str:
        """The code of an official in a state."""
        inside = (f"{self.one(*INSIDE)}-chief", "office-second", "archive-second")
        codes = {
            "in": inside, "outside": (f"{self.one('college', 'library', 'government')}-{self.one('chief', 'second')}",),
            "self": (self.me,), "kin": (self.kin,), "sealed": ("§cell-chief",), "absent": ("nobody", ""),
        }  # fmt: skip
        return str(self.one(*codes[state]))

    def person(self, state: str) -> Person:
        """The natural person in a state."""
        if state == "absent":
            return Person(pk=999_999_999, public_id="0" * 16, name="无此人")
        return self.persons["unplaced" if state == "unplaced" else self.official(state)]


def _bare(caller: Caller) -> Caller:
    return replace(caller, permissions=EVERYBODY, holdings=(Holding(permissions=EVERYBODY),))


def build() -> World:
    """The city laid out, with accounts, kinship and acts to undo."""
    by = keeper(AT)
    inside = write_rows(register(), by=by, at=AT, act="test")
    sealing = replace(system_caller("test", permissions=EVERYTHING, at=AT), compartments=frozenset({SEALED}))
    establish_unit(unit=unit("§cell", "bureau"), by=sealing, at=AT, compartment=SEALED)
    establish_post(post=post("§cell-p1", "§cell", "principal"), by=sealing, at=AT, compartment=SEALED)
    establish_post(post=post("§cell-p3", "§cell", "staff", seats=3), by=sealing, at=AT, compartment=SEALED)
    held = Register(people=(person("§cell-chief"),), tenures=(tenure("§cell-chief", "§cell-p1", "2020-01-01"),))
    write_rows(held, by=sealing, at=AT, act="test", compartment=SEALED)
    acts = {"outside": _small_act("library-chief"), "in": _small_act("archive-second"), "absent": 999_999_999}
    assert inside.act
    return _world(acts)


def _small_act(who: str) -> int:
    done = write_rows(Register(absences=(Absence(person=who, reason="学习"),)), by=keeper(AT), at=AT, act="test")
    assert done.act is not None
    return done.act


def _world(acts: dict[str, int]) -> World:
    everywhere = system_caller("test", permissions=(*EVERYTHING, "all:kinship:write"), at=AT)
    with acting(everywhere):
        reach = subtree_ids(Unit.everything(reason="test").get(code="bureau").pk, NOW.date())
        officials = Official.everything(reason="test").select_related("person")
        units = dict(Unit.everything(reason="test").values_list("code", "pk"))
        persons = {each.code: Person.everything(reason="test").get(pk=each.pk) for each in officials}
    persons["unplaced"] = record_person(PersonFacts(name="柳无属"), by=everywhere, at=AT)
    kinships = {}
    for state, ends in {"in": ("bureau-chief", "archive-chief"), "outside": ("college-chief", "library-chief"),
                        "self": ("museum-second", "museum-chief")}.items():  # fmt: skip
        one, other = (persons[each] for each in ends)
        kinships[state] = record_kinship(one, other, relation="sibling", by=everywhere, at=AT)
    assert Act.everything(reason="test").filter(pk__in=[acts["in"], acts["outside"]]).count() == 2
    account, other, grants = _accounts(persons, units)
    return World(units, persons, account, other, grants, acts, kinships, reach=reach)


def _accounts(persons: dict[str, Person], units: dict[str, int]) -> tuple[Account, Account, dict[str, int]]:
    bootstrap({role: (f"唐{number}", f"tang{number}") for number, role in enumerate(ADMINISTRATORS)}, at=AT)
    they = persons["committee-chief"].pk
    opening = caller_of("system_administrator", person=they, at=AT)
    granting = caller_of("security_administrator", person=they, at=AT)
    opened, made = {}, {}
    for login, code in {"other": "college-second", "myself": "museum-second"}.items():
        opened[login], _ = open_account(person=persons[code], login_name=login, by=opening, at=AT)
        made[login] = grant(
            login_name=login, role="unit_head", by=granting, at=AT, starts_on=AT.date(), unit_id=units["library"]
        ).pk
    open_account_by_name(name=persons["archive-free"].name, login_name="named", by=opening, at=AT)
    return opened["myself"], opened["other"], {"other": made["other"], "self": made["myself"], "absent": 999_999_999}
