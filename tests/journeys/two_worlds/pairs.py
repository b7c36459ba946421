"""Pairs of databases: alike but for what stands in compartments that nobody of the personas was given."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from django.core.management import call_command
from django.db import connection

from quanze.apps.access.caller import Caller, system_caller
from quanze.apps.accounts.roles import ADMINISTRATORS
from quanze.apps.accounts.services import bootstrap, open_account
from quanze.apps.accounts.tests.factories import caller_of
from quanze.apps.determinations.services import ask
from quanze.apps.determinations.tests.cases import asking, case_text, rules
from quanze.apps.organizations import services as register
from quanze.apps.organizations.tests.factories import EVERYTHING, keeper, person, post, tenure, unit
from quanze.apps.people.models import Person
from quanze.config.backup.restoring import leading_to
from quanze.config.backup.sources import connected
from quanze.core.register import Absence, Register
from tests.journeys.matrix.world import AT, SEALED
from tests.journeys.matrix.world import register as city
from tests.journeys.two_worlds.personas import reach_of, standing_person

Settings = dict[str, Any]
ON = date(2026, 2, 1)
SUBJECTS = ("office-chief", "office-second", "archive-chief")


@dataclass(frozen=True)
class Hidden:
    """What is hidden in a world: nothing, or something about somebody."""

    subject: str = ""
    unit: str = ""
    seed: int = 0


def pair(seed: int) -> tuple[Hidden, Hidden]:
    """Two worlds: with and without the hidden things, or (every third pair) with other ones of the same number."""
    random = Random(seed)
    first, second = random.sample(SUBJECTS, 2)
    above = random.choice(("bureau", "office", "archive"))
    here = Hidden(first, above, seed)
    return here, Hidden(second, above, seed) if seed % 3 == 2 else Hidden()


class Pairs:
    """A base that is copied for each world; ``more`` lays out what else stands in it, given accounts' secrets by login."""

    def __init__(self, folder: Path, more: Callable[[dict[str, str]], None] = lambda _: None) -> None:
        self.folder = folder
        self._number = 0
        with self._empty("base") as self._base:
            pass
        with leading_to(self._base):
            call_command("migrate", verbosity=0)
            more(_lay_out())

    @contextmanager
    def _empty(self, name: str, like: str = "") -> Iterator[Settings]:
        ours = connection.settings_dict
        if connection.vendor == "sqlite":
            # No power is lost here: what is committed need not reach the disk.
            options = ours["OPTIONS"]
            hasty = options["init_command"].replace("synchronous=FULL", "synchronous=OFF")
            file = str(self.folder / f"{name}.sqlite3")
            yield {**ours, "NAME": file, "OPTIONS": {**options, "init_command": hasty}}
            return
        with connected({**ours, "NAME": "postgres"}) as admin:
            copied = f' TEMPLATE "{like}"' if like else ""
            admin.execute(f'CREATE DATABASE "worlds_{name}"{copied}')
        yield {**ours, "NAME": f"worlds_{name}"}

    @contextmanager
    def world(self) -> Iterator[None]:
        """A copy of the base, to which everything leads within; gone afterwards."""
        self._number += 1
        with self._empty(f"copy{self._number}", self._base["NAME"]) as place:
            if connection.vendor == "sqlite":
                shutil.copyfile(self._base["NAME"], place["NAME"])
            with leading_to(place):
                yield
            drop(place)

    def end(self) -> None:
        """The base goes too."""
        drop(self._base)


def drop(place: Settings) -> None:
    """A database away with."""
    if place["ENGINE"].endswith("sqlite3"):
        Path(place["NAME"]).unlink()
        return
    with connected({**place, "NAME": "postgres"}) as admin:
        admin.execute(f'DROP DATABASE "{place["NAME"]}" WITH (FORCE)')


def _lay_out() -> dict[str, str]:
    register.write_rows(city(), by=keeper(AT), at=AT, act="test")
    bootstrap({role: (f"唐{number}", f"tang{number}") for number, role in enumerate(ADMINISTRATORS)}, at=AT)
    they = Person.everything(reason="test").get(name="唐0").pk
    by = caller_of("system_administrator", person=they, at=AT)
    return {
        code: open_account(person=standing_person(code), login_name=code, by=by, at=AT)[1]
        for code in ("office-chief", "college-chief")
    }


def hide(hidden: Hidden, at: datetime) -> dict[str, str]:
    """Put the hidden things in: a determination about somebody, a sealed unit with its people, a sealed absence.

    The numbers of the determination and of the act that wrote rows.
    """
    if not hidden.subject:
        return {}
    random = Random(hidden.seed)
    by = replace(system_caller("sealing", permissions=EVERYTHING, at=at), compartments=frozenset({SEALED}))
    sealed: dict[str, Any] = {"by": by, "at": at, "compartment": SEALED}
    register.establish_unit(unit=unit("§cell", hidden.unit), **sealed)
    register.establish_post(post=post("§cell-p1", "§cell", "deputy", seats=2), **sealed)
    newcomers = tuple(person(f"§secret-{number}") for number in range(random.randint(1, 3)))
    held = (tenure(hidden.subject, "§cell-p1", "2025-01-01"), tenure("§secret-0", "§cell-p1", "2024-01-01"))
    away = (Absence(person=hidden.subject, reason="留置", starts_on=ON),)
    rows = Register(people=newcomers[: 1 + hidden.seed % 2], tenures=held, absences=away)
    act = register.write_rows(rows, act="test", **sealed).act
    asker = officer(at)
    text = case_text(
        hidden.subject, f"{hidden.subject.partition('-')[0]}-p{1 if 'chief' in hidden.subject else 2}", "bureau"
    )
    asked = ask(asking(text, known_at=at), rules=rules(), by=asker, at=at, reason="立案审查")
    return {"determination": asked.determination.public_id, "act": str(act)}


def officer(at: datetime) -> Caller:
    """The conduct officer who asked the hidden question."""
    return caller_of(
        "conduct_officer", person=standing_person("museum-chief").pk, account=77, units=reach_of("bureau"), at=at
    )


def act_in_public(at: datetime) -> None:
    """What happens in both worlds, after something was hidden in one."""
    by = keeper(at)
    register.rename_unit(unit="archive", name="档案新馆", on=ON, by=by, at=at)
    register.establish_unit(unit=unit("annex", "bureau"), by=by, at=at)
    register.establish_post(post=post("annex-p1", "annex", "principal"), by=by, at=at)
    register.record_absence(absence=Absence(person="office-second", reason="学习"), by=by, at=at)


def soon(minutes: int) -> datetime:
    """An instant after the base."""
    return AT + timedelta(hours=2, minutes=minutes)
