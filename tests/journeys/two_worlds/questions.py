"""Everything that can be asked or commanded, and each answer as text: what a persona gets to know of a world."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields, is_dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Model, QuerySet

from quanze.apps.access.caller import Caller
from quanze.apps.accounts import selectors as account_reads
from quanze.apps.accounts import services as accounts
from quanze.apps.audit import services as audit
from quanze.apps.audit.selectors import entries_visible
from quanze.apps.determinations.recomputing import recompute
from quanze.apps.determinations.selectors import compared, determinations_of, shown
from quanze.apps.determinations.services import ask
from quanze.apps.determinations.tests.cases import asking, case_text, rules
from quanze.apps.organizations import selectors as reads
from quanze.apps.organizations import services as register
from quanze.apps.organizations.exchange.exporting import export
from quanze.apps.organizations.exchange.services import ImportRefused, import_files, preview
from quanze.apps.organizations.exchange.tests.samples import row, separate
from quanze.apps.organizations.selectors.recorded import chain_read, timeline_read
from quanze.apps.organizations.tests.factories import person, post, unit
from quanze.apps.people import selectors as people_reads
from quanze.apps.people import services as people
from quanze.apps.people.models import Kinship
from quanze.apps.people.services import PersonFacts
from quanze.core.refusals import Refusal
from quanze.core.register import Absence, Body, Portfolio
from tests.journeys.two_worlds.personas import standing_person

ON, OLD = date(2026, 3, 3), date(2022, 5, 1)
UNITS = ("city", "government", "bureau", "office", "archive", "annex", "college", "§cell", "nowhere")
POSTS = ("bureau-p1", "office-p1", "archive-p3", "college-p1", "§cell-p1", "nowhere-p1")
PEOPLE = ("office-chief", "office-second", "bureau-chief", "college-chief", "§secret-0", "nobody")
GUESS = "0123456789abcdef"
Question = tuple[str, Callable[[], Any]]
# Not compared: rows' numbers that no door shows, and the running number of an entry, which counts every act, sign-in
# and read of the whole installation.
_UNSHOWN = {"id", "entry", "person", "person_id", "recorded_by", "opened_by", "granted_by", "unit_id", "password"}
NONCE = re.compile(r"[0-9a-f]{32,}|\b[0-9a-f]{16}\b|\b[A-Za-z2-9]{5}(?:-[A-Za-z2-9]{5,8}){3}\b")


def asked(by: Caller) -> Iterator[Question]:
    """Every read, for each thing there is in either world and for what is in none."""
    yield from _of_register(by)
    yield from _of_people(by)
    yield from _of_accounts(by)
    yield from _of_determinations(by)
    yield from _of_record(by)


def _of_register(by: Caller) -> Iterator[Question]:
    before = by.at - timedelta(hours=1)
    for code in UNITS:
        yield f"unit {code}", lambda code=code: str(reads.unit_of(by, code))
        yield f"timeline {code}", lambda code=code: timeline_read(kind="unit", code=code, by=by, at=by.at)
        for on in (ON, OLD):
            yield f"count {code} {on}", lambda code=code, on=on: reads.count_under(by, code, on)
            yield f"posts {code} {on}", lambda code=code, on=on: reads.posts_under(by, code, on)
            yield f"holders {code} {on}", lambda code=code, on=on: reads.holders_under(by, code, on)
        yield f"who {code}", lambda code=code: chain_read(unit=code, on=ON, levels=3, by=by, at=by.at)
        yield f"who {code} then", lambda code=code: reads.who_answers(by, unit=code, on=ON, levels=1, known=before)
    for code in POSTS:
        yield f"post {code}", lambda code=code: reads.who_holds(by, post=code, on=ON)
        yield f"timeline {code}", lambda code=code: timeline_read(kind="post", code=code, by=by, at=by.at)
    for code in PEOPLE:
        yield f"timeline {code}", lambda code=code: timeline_read(kind="person", code=code, by=by, at=by.at)
    for known in (None, before):
        yield f"register {known}", lambda known=known: reads.register_from_database(by, known_at=known, frame=True)
    yield "acts", lambda: reads.acts_visible(by)
    yield "last written", lambda: reads.last_written(by)
    yield "export", lambda: export(by=by, at=by.at, form="csv", reason="test")
    for code in ("annex", "§cell", "college"):
        yield f"preview {code}", lambda code=code: preview(files(f"tried-{code}", code), by=by)


def files(code: str, of: str) -> Any:
    """An import of one post below a unit."""
    return separate({"posts": [row("posts", code=code, organization=of, title="科员", role="一般工作人员")]})


def _of_people(by: Caller) -> Iterator[Question]:
    yield "people", lambda: people_reads.visible_to(by).order_by("name", "public_id")
    yield "kinship", lambda: Kinship.visible.to(by)
    for code in ("office-chief", "college-chief"):
        yield f"identity {code}", lambda code=code: people_reads.identity_number(standing_person(code), by=by, at=by.at)
        yield f"person {code}", lambda code=code: people_reads.person_of(by, standing_person(code).public_id)
    yield "person of no such number", lambda: people_reads.person_of(by, GUESS)


def _of_accounts(by: Caller) -> Iterator[Question]:
    yield "accounts", lambda: account_reads.visible_to(by)
    yield "holders", lambda: sorted(account_reads.holders(by, account_reads.visible_to(by)).values())
    yield "grants", lambda: account_reads.grants_visible_to(by)


def _of_determinations(by: Caller) -> Iterator[Question]:
    yield "determinations", lambda: determinations_of(by=by, at=by.at)
    yield "determination", lambda: shown(GUESS, by=by, at=by.at)
    yield "recompute", lambda: recompute(GUESS, rules=rules(), by=by, at=by.at)
    yield "compare", lambda: compared(GUESS, GUESS, by=by, at=by.at)


def _of_record(by: Caller) -> Iterator[Question]:
    yield "record", lambda: entries_visible(by, newest=100_000)
    yield "verify", lambda: audit.verify(by=by, at=by.at)
    yield "prove", lambda: audit.prove(seq=1, by=by, at=by.at)
    yield "record export", lambda: list(audit.export(by=by, at=by.at))


def commanded(by: Caller, name: str) -> Iterator[Question]:
    """Every command, tried by each persona, also on what does not exist for him."""
    w: dict[str, Any] = {"by": by, "at": by.at}
    yield "establish", lambda: register.establish_unit(unit=unit(f"new-{name}", "bureau"), **w)
    yield "establish the hidden code", lambda: register.establish_unit(unit=unit("§cell", "bureau"), **w)
    yield "post of the hidden code", lambda: register.establish_post(post=post("§cell-p1", "office", "staff"), **w)
    yield (
        "person of the hidden code",
        lambda: register.enter_person(person=PersonFacts(name="石同号"), row=person("§secret-0"), **w),
    )
    yield "establish below hidden", lambda: register.establish_unit(unit=unit(f"low-{name}", "§cell"), **w)
    yield "rename hidden", lambda: register.rename_unit(unit="§cell", name="新", on=ON, **w)
    yield "close", lambda: register.close_unit(unit=f"new-{name}", on=ON, **w)
    yield "close with hidden below", lambda: register.close_unit(unit="archive", on=date(2027, 1, 1), **w)
    yield "post", lambda: register.establish_post(post=post(f"seat-{name}", "office", "staff"), **w)
    yield "post in hidden", lambda: register.establish_post(post=post(f"deep-{name}", "§cell", "staff"), **w)
    yield "body of hidden", lambda: register.name_body(body=Body(id=f"b-{name}", of="§cell", kind="party_group"), **w)
    yield "appoint", lambda: register.concur(person="office-chief", post=f"seat-{name}", on=ON, **w)
    yield "appoint hidden", lambda: register.appoint(person="§secret-0", post=f"seat-{name}", on=ON, **w)
    yield "appoint to hidden", lambda: register.appoint(person="office-free", post="§cell-p1", on=ON, **w)
    yield "absence", lambda: register.record_absence(absence=Absence(person="office-chief", reason="事假"), **w)
    yield "absence hidden", lambda: register.record_absence(absence=Absence(person="§secret-0", reason="事假"), **w)
    yield "portfolio", lambda: register.assign_portfolio(portfolio=Portfolio(post="office-p1", covers=("§cell",)), **w)
    yield "move to hidden", lambda: register.move_unit(unit="annex", superior="§cell", on=ON, **w)
    yield (
        "transfer",
        lambda: register.transfer(person="office-second", from_post="office-p2", to_post=f"seat-{name}", on=ON, **w),
    )
    yield "retire", lambda: register.retire(person="archive-chief", on=date(2026, 12, 1), **w)
    yield "import", lambda: import_files(files(f"imported-{name}", "office"), **w)
    yield "import to hidden", lambda: import_files(files(f"sunk-{name}", "§cell"), **w)
    yield "undo", lambda: register.undo_act(act=2, **w)
    yield "person", lambda: people.record_person(PersonFacts(name=f"石{name}"), **w).name
    yield "ask", lambda: ask(_case("office-chief"), rules=rules(), reason="test", **w).answered.data
    yield "ask about hidden", lambda: ask(_case("§secret-0"), rules=rules(), reason="test", **w).answered.data
    yield (
        "open account",
        lambda: accounts.open_account(person=standing_person("archive-second"), login_name=f"new.{name}", **w)[0],
    )
    yield "grant", lambda: accounts.grant(login_name="office-chief", role="official", starts_on=ON, **w)


def _case(person: str) -> Any:
    return asking(case_text(person, "office-p1", "bureau"))


def answers(questions: Iterable[Question]) -> list[tuple[str, str]]:
    """Each question with its answer as text; nonces stand as their number of first appearance."""
    seen: dict[str, str] = {}
    return [(name, NONCE.sub(lambda found: seen.setdefault(found[0], f"<{len(seen)}>"), _said(call)))
            for name, call in questions]  # fmt: skip


def _said(call: Callable[[], Any]) -> str:
    try:
        return as_text(call())
    except ImportRefused as refused:
        return f"refused {[each.text('en') for each in refused.report.faults]}"
    except Refusal as refusal:
        return f"refused {refusal.code} {refusal.zh} {refusal.en} {refusal.where}"


def as_text(value: Any) -> str:
    """All that a value says, in the order in which it says it."""
    if is_dataclass(value) and not isinstance(value, type):
        return f"{type(value).__name__}{as_text({each.name: getattr(value, each.name) for each in fields(value)})}"
    if isinstance(value, Model):
        shown = {each.attname: getattr(value, each.attname) for each in value._meta.concrete_fields}
        return f"{type(value).__name__}{as_text(shown)}"
    if isinstance(value, dict):
        kept = {key: each for key, each in value.items() if key not in _UNSHOWN}
        return "{" + ", ".join(f"{key}: {as_text(each)}" for key, each in kept.items()) + "}"
    if isinstance(value, QuerySet | list | tuple):
        named = getattr(value, "_asdict", None)
        return as_text(named()) if named else "[" + ", ".join(map(as_text, value)) + "]"
    return bytes(value).decode("utf-8") if isinstance(value, bytes | memoryview) else str(value)
