"""From a case and the register as somebody sees it to the sheet and its bytes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from typing import Any

from quanze.apps.determinations.beyond import with_beyond
from quanze.apps.determinations.rules import Rules, Settings
from quanze.core.casefile import ReadCase, read_case
from quanze.core.casefile.days import CHINA_TIME, in_china_time
from quanze.core.casefile.decoding import decode
from quanze.core.casefile.loading import load
from quanze.core.determination.case import Case
from quanze.core.determination.determine import determine
from quanze.core.determination.result import Sheet, plain
from quanze.core.determination.selection import Switches
from quanze.core.refusals import Refusal
from quanze.core.register.register import Register
from quanze.core.sheet.data import as_json

DEFAULT = Settings()


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """A case file as given (its bytes and its name for people), and on what it is asked."""

    data: bytes
    name: str
    known_at: datetime
    asked_on: date | None = None
    settings: Settings = DEFAULT

    @property
    def instant(self) -> datetime:
        """``known_at`` in China time, so that the same instant is always written the same way."""
        return in_china_time(self.known_at).astimezone(CHINA_TIME)


@dataclass(frozen=True, slots=True)
class Answered:
    """The case with its register, its sheet, and the sheet's bytes as they are kept."""

    read: ReadCase
    sheet: Sheet

    @property
    def case(self) -> Case:
        """The case as it was answered."""
        return self.read.case

    @property
    def data(self) -> bytes:
        """The sheet as JSON in UTF-8."""
        return as_json(self.sheet).encode("utf-8")

    def case_data(self) -> dict[str, Any]:
        """The case without its register, as data."""
        return {
            field.name: plain(getattr(self.case, field.name)) for field in fields(self.case) if field.name != "register"
        }


def answer(asking: Asking, register: Register, rules: Rules, *, limited: bool) -> Answered:
    """The determination of a case on a register; the same input gives the same bytes.

    ``limited``: the register holds only what the asker may see, and what lies beyond is asked and referred.
    Raises Refusal for every bad case, "own_register" for one that brings a register of its own.
    """
    found = read(asking, register, rules)
    switches = switches_of(asking.settings)
    sheet = determine(found.case, rules.library, switches)
    if limited:
        sheet = with_beyond(sheet, found.case, rules.library, switches)
    return Answered(found, sheet)


def read(asking: Asking, register: Register, rules: Rules) -> ReadCase:
    """The case on a register, not answered yet. Raises Refusal as ``answer``."""
    _check_no_register(asking)
    found = read_case(
        asking.data, name=asking.name, asked_on=asking.asked_on, known_at=asking.instant, register=register,
        known_findings=rules.known_findings, known_parameters=rules.known_parameters, known_areas=rules.known_areas,
    )  # fmt: skip
    rules.check_parameters(found.case.parameters)
    case = replace(found.case, parameters={**found.case.parameters, **(asking.settings.parameters or {})})
    return replace(found, case=case)


def switches_of(settings: Settings) -> Switches:
    """The settings as the core takes them."""
    named = settings.rulebooks
    return Switches(None if named is None else frozenset(named), settings.unverified)


def _check_no_register(asking: Asking) -> None:
    """A case that brought its own register would be answered on facts that nobody recorded."""
    text, _ = decode(asking.data, name=asking.name)
    value = load(text, name=asking.name).value
    if isinstance(value, Mapping) and value.get("register") is not None:
        raise Refusal(
            "own_register",
            zh="向已存台账询问时，案件文件不能自带 register 一节；请删去，或改用 quanze determine",
            en="a case asked against the stored register brings none of its own: "
            "delete the section register, or use quanze determine",
            where="register",
        )
