"""From the bytes of a case file to the Case a determination is asked on."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from quanze.core.casefile.building import case_of, register_of
from quanze.core.casefile.canonical import input_digest
from quanze.core.casefile.consistency import (
    against_the_decision,
    asked_too_early,
    contrary_findings,
    ends_before_starts,
    impossible_counts,
    of_nobody_or_several,
)
from quanze.core.casefile.days import Day, in_china_time
from quanze.core.casefile.decoding import Note, decode, empty_file
from quanze.core.casefile.loading import Loaded, load
from quanze.core.casefile.open_kinds import Vocabulary, check_finding, check_parameters
from quanze.core.casefile.references import check_references, declared_ids
from quanze.core.casefile.shapes import missing
from quanze.core.casefile.tables import CASE
from quanze.core.casefile.wording import wrong_type
from quanze.core.determination.case import Case
from quanze.core.refusals import Refusal
from quanze.core.register.checks import check_register
from quanze.core.register.register import Register
from quanze.core.rulebook.areas import NATION, is_known
from quanze.core.rulebook.library import contains


@dataclass(frozen=True, slots=True)
class ReadCase:
    """A case, and what people should know about how its file was read."""

    case: Case
    notes: tuple[Note, ...] = ()


def read_case(
    data: bytes,
    *,
    name: str,
    asked_on: date | None = None,
    known_at: datetime | None = None,
    register: Register | None = None,
    known_findings: Vocabulary | None = None,
    known_parameters: Vocabulary | None = None,
    known_areas: Collection[str] = (),
) -> ReadCase:
    """Read one case file (YAML 1.2 or JSON) into a Case.

    ``name`` is the file's name for people. ``asked_on`` overrides dates.asked_on; ``known_at`` is the instant of
    knowledge (without an offset: China time). ``register`` stands in where the case brings none of its own.
    ``known_findings``/``known_parameters`` are the words of the rulebooks in use; None: any snake_case word.
    ``known_areas`` are the areas that these rulebooks are for; a note says where none but the nation's reaches the case.
    Raises Refusal with the path, the reason and the nearest fix for every bad input; it raises nothing else.
    """
    text, notes = decode(data, name=name)
    loaded = load(text, name=name)
    try:
        typed = _typed(loaded.value, name)
        own = _checked_register(typed, register)
        _check_words(typed, known_findings, known_parameters)
        day = _asked_on(typed, asked_on)
        _raise_first(asked_too_early(typed, day))
    except Refusal as refusal:
        raise _with_line(refusal, loaded) from None
    known = None if known_at is None else in_china_time(known_at)
    case = case_of(typed, register=own, asked_on=day, known_at=known, digest=input_digest(typed))
    return ReadCase(case, (*notes, *_area_notes(case.area, known_areas)))


def _area_notes(area: str, known: Collection[str]) -> Iterator[Note]:
    """A code that is well-formed but of no known area is asked under the nation's rules alone, and that is said."""
    if is_known(area) or any(contains(wide, area) for wide in known if wide != NATION):
        return
    yield Note(
        "area_unknown",
        f"行政区划代码 {area} 不是已知的地区（没有以 {area[:2]} 开头的省级代码），也没有针对它的地方规定：只按全国适用的规定作答，请核对代码",
        f"the area code {area} is of no known area (no province begins with {area[:2]}) and no local rules are known for it: "
        "only the rules for the whole nation are applied; check the code",
    )


def _typed(value: Any, name: str) -> dict[str, Any]:
    if value is None:
        raise empty_file(name)
    if not isinstance(value, dict):
        refusal = wrong_type(
            value,
            "",
            "案件（以 format: quanze/case/1 开头的键值）",
            "a case (keys, first of all format: quanze/case/1)",
        )
        raise Refusal(refusal.code, zh=f"{name} {refusal.zh}", en=f"{name} {refusal.en}")
    return CASE.read(value, "")


def _checked_register(typed: Mapping[str, Any], stored: Register | None) -> Register:
    """All checks between the parts of a case; the register it is asked against."""
    rows = typed.get("register")
    register = stored if rows is None else register_of(rows)
    if register is None:
        raise Refusal(
            "no_register",
            zh="案件没有写登记簿，也没有给出已存的登记簿；请补上 register 一节",
            en="the case brings no register and none is stored; add the section register",
            where="register",
        )
    for check in (ends_before_starts, of_nobody_or_several, impossible_counts):
        _raise_first(check(typed))
    check_references(typed, declared_ids(typed, register))
    _raise_first(contrary_findings(typed))
    _raise_first(against_the_decision(typed))
    if rows is not None:  # a stored register was checked when it was stored
        check_register(register)
    return register


def _raise_first(found: Iterable[Refusal]) -> None:
    for refusal in found:
        raise refusal


def _check_words(typed: Mapping[str, Any], findings: Vocabulary | None, parameters: Vocabulary | None) -> None:
    if findings is not None:
        for index, entry in enumerate(typed.get("findings", ())):
            check_finding(entry["finding"], entry.get("value"), f"findings[{index}]", findings)
    if parameters is not None:
        check_parameters(typed.get("parameters", {}), parameters)


def _asked_on(typed: Mapping[str, Any], asked_on: date | None) -> date:
    day: date | None = typed.get("dates", {}).get("asked_on")
    if asked_on is not None:
        return Day().read(asked_on, "asked_on")
    if day is None:
        refusal = missing("dates.asked_on")
        raise Refusal(
            "no_asked_on",
            zh=f"{refusal.zh}（或用 --on 指定询问日）",
            en=f"{refusal.en} (or give the day asked with --on)",
            where=refusal.where,
        )
    return day


def _with_line(refusal: Refusal, loaded: Loaded) -> Refusal:
    line = loaded.line_of(refusal.where) if refusal.where else None
    if line is None:
        return refusal
    return Refusal(
        refusal.code, zh=f"{refusal.zh}（第 {line} 行）", en=f"{refusal.en} (line {line})", where=refusal.where
    )
