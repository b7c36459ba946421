"""One request for each action of the table: it goes through, or raises the refusal for what is not permitted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from quanze.apps.access.caller import Caller
from quanze.apps.access.checks import not_found
from quanze.apps.access.context import reading
from quanze.apps.accounts import selectors as account_reads
from quanze.apps.accounts import services as accounts
from quanze.apps.audit import services as audit
from quanze.apps.audit.selectors import entries_visible
from quanze.apps.organizations import selectors as reads
from quanze.apps.organizations import services as register
from quanze.apps.organizations.exchange.exporting import export as export_register
from quanze.apps.organizations.exchange.services import import_files, preview
from quanze.apps.organizations.exchange.tests.samples import row, separate
from quanze.apps.organizations.models import PersonRecord, PostRecord
from quanze.apps.organizations.tests.factories import post, unit
from quanze.apps.people import selectors as people_reads
from quanze.apps.people import services as people
from quanze.apps.people.models import Kinship
from quanze.apps.people.services import PersonFacts
from quanze.core.refusals import Refusal
from quanze.core.register import Absence, Body, Person, Portfolio, Post
from tests.journeys.matrix.world import NOW, UNITS, WHERE, World

ON = date(2026, 3, 1)
Request = Callable[[World, Caller, str], Any]
REFUSED = frozenset(
    "not_permitted not_found step_up_needed grant_to_oneself import_refused kin_named undeclared_id".split()
)


def in_list(found: bool) -> None:
    """Not in the list is the same as not found."""
    if not found:
        raise not_found()


def _unit(world: World, state: str) -> str:
    return str(world.one(*UNITS[state]))


def _post(state: str, which: str = "p1") -> str:
    return f"{WHERE.get(state, 'nowhere')}-{which}"


def _w(by: Caller) -> dict[str, Any]:
    return {"by": by, "at": NOW, "reason": "test"}


def listed(by: Caller, name: str, code: str) -> None:
    """Is a thing among the rows that the caller gets of the register?"""
    in_list(code in {each.id for each in getattr(reads.register_from_database(by), name)})


UNIT: dict[str, Request] = {
    "see": lambda world, by, state: reads.unit_of(by, _unit(world, state)),
    "list": lambda world, by, state: listed(by, "organizations", _unit(world, state)),
    "timeline": lambda world, by, state: reads.timeline(by, "unit", _unit(world, state)),
    "count": lambda world, by, state: reads.count_under(by, _unit(world, state), ON),
    "posts": lambda world, by, state: reads.posts_under(by, _unit(world, state), ON),
    "holders": lambda world, by, state: reads.holders_under(by, _unit(world, state), ON),
    "answers": lambda world, by, state: reads.who_answers(by, unit=_unit(world, state), on=ON, levels=2),
    "rename": lambda world, by, state: register.rename_unit(unit=_unit(world, state), name="新名", on=ON, **_w(by)),
    "close": lambda world, by, state: register.close_unit(unit=WHERE.get(state, "nowhere"), on=ON, **_w(by)),
    "establish": lambda world, by, state: register.establish_unit(unit=unit("new", _unit(world, state)), **_w(by)),
    "move_in": lambda world, by, state: register.move_unit(
        unit="office" if state == "below" else WHERE.get(state, "nowhere"),
        superior="archive" if state == "below" else "bureau", on=ON, **_w(by),
    ),
    "move_out": lambda world, by, state: register.move_unit(
        unit=_unit(world, state), superior=world.one("college", "library", "government", "§cell"), on=ON, **_w(by)
    ),
    "set_line": lambda world, by, state: register.set_line(
        unit=_unit(world, state), line_superior="archive", line="guides", on=ON, **_w(by)
    ),
    "name_body": lambda world, by, state: register.name_body(
        body=Body(id="new-group", of=_unit(world, state), kind="party_group"), **_w(by)
    ),
    "merge": lambda world, by, state: register.merge_units(
        units={"below": ["office", "archive"], "outside": ["library", "museum"], "sealed": ["office", "§cell"]}[state],
        into=unit("merged", "bureau"), on=ON, **_w(by),
    ),
    "split": lambda world, by, state: register.split_unit(
        unit=WHERE[state], into=[unit("one", "bureau"), unit("two", "bureau")], on=ON, **_w(by)
    ),
}  # fmt: skip


def _correct_post(world: World, by: Caller, state: str) -> None:
    code = _post(state, "p3")
    version = PostRecord.everything(reason="test").filter(post__code=code).values_list("pk", flat=True).get()
    register.correct_post(
        version=version, row=Post(id=code, organization=WHERE[state], role="staff", seats=4), **_w(by)
    )


POST: dict[str, Request] = {
    "see": lambda world, by, state: reads.who_holds(by, post=_post(state), on=ON),
    "list": lambda world, by, state: listed(by, "posts", _post(state)),
    "timeline": lambda world, by, state: reads.timeline(by, "post", _post(state)),
    "establish": lambda world, by, state: register.establish_post(
        post=post("new", WHERE.get(state, "nowhere")), **_w(by)
    ),
    "close": lambda world, by, state: register.close_post(post=_post(state), on=ON, **_w(by)),
    "set_authority": lambda world, by, state: register.set_authority(
        post=_post(state), managed_by="bureau", on=ON, **_w(by)
    ),
    "assign_portfolio": lambda world, by, state: register.assign_portfolio(
        portfolio=Portfolio(post=_post(state), fields=("finance",)), **_w(by)
    ),
    "appoint_new": lambda world, by, state: register.appoint(
        person="archive-free", post=_post(state, "p3"), on=ON, **_w(by)
    ),
    "let_act": lambda world, by, state: register.let_act(
        person="archive-second", post=_post(state), on=ON, **_w(by)
    ),
    "correct": _correct_post,
}  # fmt: skip


def _correct_official(world: World, by: Caller, state: str) -> None:
    code = world.official(state)
    version = PersonRecord.everything(reason="test").filter(person__code=code).values_list("pk", flat=True).get()
    register.correct_person(version=version, row=Person(id=code, name="石更正"), **_w(by))


def _remove(world: World, by: Caller, state: str) -> None:
    code = world.official(state)
    seat = f"{code.rpartition('-')[0]}-{'p1' if code.endswith('chief') else 'p2'}"
    register.remove(person=code, post=seat, on=ON, **_w(by))


OFFICIAL: dict[str, Request] = {
    "timeline": lambda world, by, state: reads.timeline(by, "person", world.official(state)),
    "list": lambda world, by, state: listed(by, "people", world.official(state)),
    "record_absence": lambda world, by, state: register.record_absence(
        absence=Absence(person=world.official(state), reason="学习"), **_w(by)
    ),
    "retire": lambda world, by, state: register.retire(person=world.official(state), on=ON, **_w(by)),
    "remove": _remove,
    "correct": _correct_official,
}  # fmt: skip


def _kinship_seen(world: World, by: Caller, state: str) -> None:
    with reading(by):
        in_list(Kinship.visible.to(by).filter(pk=world.kinships[state].pk).exists())


def _new_kin(world: World, by: Caller, state: str) -> Kinship:
    codes = {"in": ("bureau-chief", "office-second"), "outside": ("college-second", "library-second")}
    one, other = codes.get(state, (world.me, "office-second"))
    return people.record_kinship(world.persons[one], world.persons[other], relation="cousin", by=by, at=NOW)


KINSHIP: dict[str, Request] = {
    "see": _kinship_seen,
    "record": _new_kin,
    "end": lambda world, by, state: people.end_kinship(world.kinships[state], ends_before=ON, **_w(by)),
    "withdraw": lambda world, by, state: people.withdraw_kinship(world.kinships[state], **_w(by)),
}


def _in_people(world: World, by: Caller, state: str) -> None:
    with reading(by):
        in_list(people_reads.visible_to(by).filter(pk=world.person(state).pk).exists())


def _unit_of_state(world: World, state: str) -> int | None:
    return None if state == "unplaced" else world.units[WHERE[state]]


PERSON: dict[str, Request] = {
    "see": lambda world, by, state: people_reads.person_of(by, world.person(state).public_id),
    "list": _in_people,
    "read_identity": lambda world, by, state: people_reads.identity_number(world.person(state), by=by, at=NOW),
    "correct": lambda world, by, state: people.correct_person(
        world.person(state), changes={"gender": "female"}, **_w(by)
    ),
    "place": lambda world, by, state: people.place_person(
        world.person(state), unit_id=world.units["bureau"], **_w(by)
    ),
    "record": lambda world, by, state: people.record_person(
        PersonFacts(name="石新登", unit_id=_unit_of_state(world, state)), by=by, at=NOW
    ),
}  # fmt: skip


def _login(world: World, state: str) -> str:
    return {"self": "myself", "absent": "nobody-here"}.get(state, "other")


def _account_seen(world: World, by: Caller, state: str) -> None:
    with reading(by):
        account_reads.account_of(by, _login(world, state))


def _grants_seen(world: World, by: Caller, state: str) -> None:
    with reading(by):
        in_list(account_reads.grants_visible_to(by).filter(account__login_name=_login(world, state)).exists())


ACCOUNT: dict[str, Request] = {
    "see": _account_seen,
    "grants": _grants_seen,
    "open": lambda world, by, state: accounts.open_account(
        person=world.persons["office-second"], login_name="newcomer", by=by, at=NOW
    ),
    "disable": lambda world, by, state: accounts.disable(login_name=_login(world, state), **_w(by)),
    "renew": lambda world, by, state: accounts.renew_secret(login_name=_login(world, state), **_w(by)),
    "bind": lambda world, by, state: accounts.bind_outside(
        login_name=_login(world, state), subject="outside-1", by=by, at=NOW
    ),
    "grant": lambda world, by, state: accounts.grant(
        login_name=_login(world, state), role="unit_head", unit_id=world.units["museum"], starts_on=ON, **_w(by)
    ),
    "attach": lambda world, by, state: register.attach_account(
        login_name=_login(world, state).replace("other", "named"), person="archive-free", **_w(by)
    ),
    "revoke": lambda world, by, state: accounts.revoke(
        grant=world.grants.get(state, world.grants["other"]), **_w(by)
    ),
    "reset_factor": lambda world, by, state: accounts.reset_factor(login_name=_login(world, state), **_w(by)),
}  # fmt: skip


def _files(state: str) -> Any:
    return separate(
        {"posts": [row("posts", code="imported", organization=WHERE[state], title="科员", role="一般工作人员")]}
    )


def _preview(world: World, by: Caller, state: str) -> None:
    in_list(not preview(_files(state), by=by).faults)


def _exported(world: World, by: Caller, state: str) -> None:
    content = b"".join(export_register(by=by, at=NOW, form="csv").values()).decode()
    marks = {"in": "某bureau", "outside": "某college", "sealed": "某§cell"}
    in_list(marks[state] in content or f"石{WHERE[state]}-chief" in content)


EXCHANGE: dict[str, Request] = {
    "preview": _preview,
    "import": lambda world, by, state: import_files(_files(state), by=by, at=NOW),
    "undo": lambda world, by, state: register.undo_act(act=world.acts[state], **_w(by)),
    "export": lambda world, by, state: export_register(by=by, at=NOW, form=world.one("csv", "xlsx")),
    "exported": _exported,
}


def _read_record(world: World, by: Caller, state: str) -> None:
    with reading(by):
        entries_visible(by)


RECORD: dict[str, Request] = {
    "read": _read_record,
    "verify": lambda world, by, state: audit.verify(by=by, at=NOW),
    "anchor": lambda world, by, state: audit.anchor(by=by, at=NOW),
    "prove": lambda world, by, state: audit.prove(seq=1, by=by, at=NOW),
    "export": lambda world, by, state: list(audit.export(by=by, at=NOW)),
}

REQUESTS: dict[str, dict[str, Request]] = {
    "unit": UNIT, "post": POST, "official": OFFICIAL, "kinship": KINSHIP, "person": PERSON, "account": ACCOUNT,
    "exchange": EXCHANGE, "record": RECORD,
}  # fmt: skip


def ends(request: Callable[[], Any]) -> str:
    """How a request ends: "" when it goes through, else the code of its refusal."""
    try:
        request()
    except Refusal as refusal:
        return refusal.code
    return ""


def stale(by: Caller, state: str) -> Caller:
    """The caller whose second factor is too old, where the state says so."""
    return replace(by, fresh_factor=False) if state == "stale" else by
