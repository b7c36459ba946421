"""A data folder with a register of more than 100,000 posts and twelve people who may see their part of it."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random

from bench import nation
from quanze.apps.access.caller import Caller
from quanze.cli.demo_accounts import BUREAU, CITY, COUNTY, Accounts, Clock, Ready

# Where the twelve people's units lie: the clerk over everything, the heads over one department.
UNITS = {CITY: "N", COUNTY: nation.code(0, 16), BUREAU: nation.code(0, 5)}


def laid_out(prefectures: int, *, at: datetime) -> dict[str, Ready]:
    """Fill an empty database of this process; the accounts by login name, each signed in with a token of its own."""
    from django.conf import settings
    from django.db import connection

    from quanze.apps.organizations.demo import builder, on_disk_at_the_end
    from quanze.apps.people.models import Person
    from quanze.apps.people.services import PersonFacts, record_person

    settings.PASSWORD_HASHERS = ["quanze.cli.demo_hashing.DemoArgon2"]
    by, people = builder(at), iter(range(1, 10))

    def newcomer(name: str, unit: int | None) -> Person:
        return record_person(PersonFacts(name=name, unit_id=unit), by=by, at=at)

    def holder(_: str) -> Person:
        found: Person = Person.visible.to(by).get(pk=next(people))
        return found

    with on_disk_at_the_end():
        nation.lay_out(prefectures)
        _record_laying_out(by, at)
        accounts = Accounts(Clock(at - timedelta(minutes=5)), _unit_id, holder, newcomer, lambda _: None)
        ready = {each.persona.login: each for each in accounts.make()}
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    connection.close()
    return ready


def places(count: int) -> list[str]:
    """So many places in the list of all posts, no two the same, as tokens of the pages behind them."""
    from quanze.apps.organizations.models import PostRecord
    from quanze.apps.pages.lists import as_token

    found = PostRecord.whole(reason="bench").values_list("unit__path", "post_id").order_by("post_id")
    # A page is full: the last ones of the list are left out.
    return [as_token(each) for each in Random(1).sample(list(found)[:-100], count)]


def _record_laying_out(by: Caller, at: datetime) -> None:
    """The entry of the one act that laid everything out, as a bulk act leaves it."""
    from django.db import transaction

    from quanze.apps.audit.services import record
    from quanze.apps.organizations.models import Act

    event = "register:rows:written"
    with transaction.atomic():
        entry = record(by=by, at=at, event=event, object_kind="register", object_id=UNITS[CITY])
        Act.everything(reason="bench").filter(event=event).update(entry=entry.seq)


def _unit_id(code: str) -> int:
    from quanze.apps.organizations.models import Unit

    return Unit.everything(reason="bench").values_list("pk", flat=True).get(code=UNITS[code])
