"""Who the rows of the people's sheet are about: known persons by code or identity number, or new ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from quanze.apps.access.caller import Caller
from quanze.apps.access.context import acting
from quanze.apps.organizations.exchange.building import Given, Source
from quanze.apps.organizations.exchange.checking import Typed, missing_value
from quanze.apps.organizations.exchange.findings import Findings, Reason
from quanze.apps.organizations.exchange.merging import Merged
from quanze.apps.organizations.exchange.selectors import (
    keeper,
    officials_among,
    persons_among,
    persons_by_number,
    persons_of_numbers,
    reached_persons,
    stored_rows,
)
from quanze.apps.organizations.services.change import Draft
from quanze.apps.people.models import Person as NaturalPerson
from quanze.apps.people.models import mark_of_number, new_public_id
from quanze.apps.people.services import PersonFacts
from quanze.core.register.rows import Person, Tenure

# Facts that a row may give or leave open.
FACTS = ("name", "identity_no", "gender", "birth", "party_member", "category", "now")
_IN_REGISTER = ("now", "party_member", "category")


@dataclass(slots=True)
class Somebody:
    """One person of the file: code, facts given so far with the row that gave each, rows, and who he is if known.

    ``numbered`` are the persons within the caller's reach who are recorded under the identity number given.
    """

    code: str | None
    sources: list[Source] = field(default_factory=list)
    facts: dict[str, tuple[Any, Source]] = field(default_factory=dict)
    person: int | None = None
    numbered: frozenset[int] = frozenset()
    bad: bool = False

    def fact(self, name: str) -> Any:
        """A fact, None where no row gives it."""
        return self.facts[name][0] if name in self.facts else None


@dataclass(slots=True)
class People:
    """The drafts of persons, the tenures with their sources, and what is to be recorded of natural persons."""

    merged: Merged = field(default_factory=Merged)
    tenures: list[Given[Tenure]] = field(default_factory=list)
    persons: dict[str, NaturalPerson | PersonFacts] = field(default_factory=dict)


def people_of(tables: Sequence[Typed], by: Caller, findings: Findings) -> People:
    """Everybody whom the tables name, with his tenures."""
    everybody = _gathered(tables, findings)
    _identify(everybody, by, findings)
    found = People()
    sound = [each for each in everybody if not each.bad]
    _draft(sound, by, found, findings)
    for each in sound:
        found.tenures += [Given(row, source) for source in each.sources if (row := _tenure(each, source)) is not None]
    return found


def is_concurrent(source: Source) -> bool:
    """Whether a row says that the post is held beside another one (兼任)."""
    return source.table.columns["concurrent"][source.at] is True


def _gathered(tables: Sequence[Typed], findings: Findings) -> list[Somebody]:
    """Rows that give the same code or the same identity number are about one person."""
    by_code: dict[str, Somebody] = {}
    by_number: dict[str, Somebody] = {}
    everybody: list[Somebody] = []
    for source in _rows(tables):
        code, number = _value(source, "person"), _value(source, "identity_no")
        each = by_code.get(code) or by_number.get(number)
        if code is None and number is None:
            findings.fault(source.place("person"), _nameless())
            continue
        if each is None:
            each = Somebody(code)
            everybody.append(each)
        each.code = each.code or code
        for key, index in ((code, by_code), (number, by_number)):
            if key is not None:
                index.setdefault(key, each)
        _take_row(each, source, findings)
    return everybody


def _rows(tables: Sequence[Typed]) -> Sequence[Source]:
    """Rows without fault; those that give a code first, so that a number alone finds the code given elsewhere."""
    found = [
        Source(table, index) for table in tables for index in range(len(table.table.rows)) if index not in table.bad
    ]
    return sorted(found, key=lambda source: _value(source, "person") is None)


def _value(source: Source, key: str) -> Any:
    return source.table.columns[key][source.at]


def _take_row(each: Somebody, source: Source, findings: Findings) -> None:
    each.sources.append(source)
    if each.code is not None and _value(source, "person") not in (None, each.code):
        findings.fault(source.place("person"), _other_code(source, each.sources[0]))
        each.bad = True
    for name in FACTS:
        value = _value(source, name)
        if value is None:
            continue
        known = each.facts.setdefault(name, (value, source))
        if known[0] != value:
            findings.fault(source.place(name), _differs(source, known[1]))
            each.bad = True


def _identify(everybody: Sequence[Somebody], by: Caller, findings: Findings) -> None:
    """Find who stands in the register already, by code and by identity number.

    A number is looked for only among persons within the caller's reach: that it stands elsewhere is told by nothing.
    """
    with acting(keeper(by)):
        codes = officials_among("code", {each.code for each in everybody if each.code}, "person_id", by=by)
        numbers = persons_of_numbers({number for each in everybody if (number := each.fact("identity_no"))}, by)
        known = {pk for found in numbers.values() for pk in found}
        kept = persons_among("pk", {*codes.values(), *known}, "name", "identity_mark")
        codes_of = officials_among("person_id", known, "code", by=by)
    for each in everybody:
        each.numbered = numbers.get(each.fact("identity_no"), frozenset())
        by_code = codes.get(each.code)
        each.person = by_code if by_code is not None else next(iter(each.numbered), None)
        if by_code is None and len(each.numbered) > 1:
            _fault(each, each.sources[0], "identity_no", _number_doubled(), findings)
        if each.code is None:
            each.code = codes_of.get(each.person) or new_public_id()
    _check_reach(everybody, by, findings)
    for each in everybody:
        if each.person is not None and not each.bad:
            _compare(each, kept[each.person], codes_of, findings)


def _compare(each: Somebody, kept: tuple[str, str], codes_of: Mapping[int, str], findings: Findings) -> None:
    """A known person keeps name and identity number; the register's own service corrects them."""
    source, number = each.sources[0], each.fact("identity_no")
    other_code = each.person in each.numbered and codes_of.get(each.person, each.code) != each.code
    anothers = bool(each.numbered) and each.person not in each.numbered
    if other_code or anothers or (number and kept[1] and kept[1] != mark_of_number(number)):
        _fault(each, source, "identity_no", _identity_known(), findings)
    elif each.fact("name") not in (None, kept[0]):
        _fault(each, source, "name", _name_differs(), findings)
    elif number and not kept[1]:
        findings.notice(source.place("identity_no"), Reason(
            "person_unchanged", "该人员已登记，导入不改动其身份证件号码，请用人员更正办理",
            "this person is recorded already; the import leaves his identity number alone; correct the person instead",
        ))  # fmt: skip


def _check_reach(everybody: Sequence[Somebody], by: Caller, findings: Findings) -> None:
    """Known persons must be visible to the caller, and neither himself nor his kin."""
    seen = reached_persons({each.person for each in everybody if each.person is not None}, by)
    for each in everybody:
        if each.person is not None and (each.person not in seen or each.person in by.kin):
            for source in each.sources:
                _fault(each, source, "person", _unseen(), findings)


def _draft(everybody: Sequence[Somebody], by: Caller, found: People, findings: Findings) -> None:
    known = {each.code: each for each in everybody if each.person is not None}
    standing = {row.id: (number, row) for number, row in stored_rows(by, "people", [code for code in known if code])}
    natural = {each.person for each in everybody if each.person is not None and each.code not in standing}
    with acting(keeper(by)):
        persons = persons_by_number(natural)
    for each in everybody:
        row = Person(id=str(each.code), name=each.fact("name"), **{name: each.fact(name) for name in _IN_REGISTER})
        if each.code in standing:
            _draft_known(each, *standing[each.code], found.merged)
            continue
        if each.person is None and row.name is None:
            findings.fault(each.sources[0].place("name"), missing_value())
            continue
        found.merged.add(Draft(row), each.sources[0])
        found.merged.counted(added=1)
        found.persons[row.id] = persons[each.person] if each.person is not None else _facts(each)


def _draft_known(each: Somebody, number: int, row: Person, merged: Merged) -> None:
    given = {name: each.fact(name) for name in _IN_REGISTER if each.fact(name) is not None}
    changed = replace(row, **given)
    merged.counted(same=changed == row, changed=changed != row)
    if changed != row:
        merged.add(Draft(changed, number), each.sources[0])


def _facts(each: Somebody) -> PersonFacts:
    """What is recorded of a new person; the unit of his last tenure keeps his record."""
    given = {name: each.fact(name) for name in FACTS if each.fact(name) is not None}
    return PersonFacts(**given)


def _tenure(each: Somebody, source: Source) -> Tenure | None:
    post = _value(source, "post")
    if post is None:
        return None
    return Tenure(
        person=str(each.code), post=post, acting=_value(source, "acting") is True, rank=_value(source, "rank"),
        starts_on=_value(source, "starts_on"), ends_before=_value(source, "ends_before"),
    )  # fmt: skip


def _fault(each: Somebody, source: Source, key: str, reason: Reason, findings: Findings) -> None:
    each.bad = True
    findings.fault(source.place(key), reason)


def _nameless() -> Reason:
    return Reason(
        "person_unclear", "请填写人员编号或身份证件号码，只凭姓名分不清是谁",
        "give a person id or an identity number; a name alone does not tell who it is",
    )  # fmt: skip


def _other_code(source: Source, other: Source) -> Reason:
    here, there = source.place(), other.place()
    zh = f"同一身份证件号码在{there.beside(here, 'zh')}用了另一个人员编号，请改为同一编号"
    en = f"{there.beside(here, 'en')} gives this identity number another person id; give both the same"
    return Reason("person_unclear", zh, en)


def _differs(source: Source, other: Source) -> Reason:
    here, there = source.place(), other.place()
    zh = f"与{there.beside(here, 'zh')}同一人员的填写不一致，请改为一致"
    return Reason("facts_differ", zh, f"differs from {there.beside(here, 'en')} about the same person; make them agree")


def _identity_known() -> Reason:
    return Reason(
        "identity_known", "该身份证件号码与该人员或另一人的登记不符，请核对",
        "this identity number does not agree with what is recorded for this or another person; compare",
    )  # fmt: skip


def _number_doubled() -> Reason:
    return Reason(
        "number_doubled", "该身份证件号码登记在不止一人名下，请填写人员编号，并核对是否为同一人",
        "this identity number is recorded for more than one person; give a person id, and see whether they are the same",
    )  # fmt: skip


def _name_differs() -> Reason:
    return Reason(
        "name_differs", "与该人员登记的姓名不符，请核对编号和号码；改名请用人员更正办理",
        "not the name recorded for this person; compare code and number; correct the person if he changed his name",
    )  # fmt: skip


def _unseen() -> Reason:
    return Reason("not_found", "没有找到，或者不在您的权限范围内", "not found, or not yours to see")
