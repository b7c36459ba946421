"""Who may act in each phase, with whose approval and after asking whom."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields

from quanze.core.determination.result import Competence, Competent, Party
from quanze.core.sheet.blocks import Block, Para, Part, Table
from quanze.core.sheet.citing import cited
from quanze.core.sheet.labels import known
from quanze.core.sheet.measures import method_list
from quanze.core.sheet.reader import Reader


def competence(party: Party, reader: Reader) -> Part:
    """A row for each phase, and one more for each method with an organ of its own."""
    rows: list[tuple[str, ...]] = []
    for phase in fields(Competence):
        found: Competent | None = getattr(party.competence, phase.name)
        if found is not None:
            rows += _rows(reader.word("phase", phase.name), found, reader)
    rows = _merged(rows, reader)
    block: Block = Para(reader.say("权限尚不能确定。", "Competence cannot be said yet."), "note")
    if rows:
        head = reader.say("环节|机关|审批|征求意见|依据", "Phase|Organ|Approval|Consultation|Basis").split("|")
        block = Table(reader.say("各环节的权限", "Competence by phase"), tuple(head), tuple(rows))
    return Part("competence", reader.say("由谁决定", "Who decides"), (block,))


def organ(key: str, of: str | None, reader: Reader) -> str:
    """The organ by its registered name, or in general words with the authority it belongs to; never a name put together."""
    called = reader.word("organ", key) if known("organ", key) else reader.name(key)
    if not of:
        return called
    if known("organ_of", of):
        whose = reader.word("organ_of", of)
        return called if key == of + "_organ" else reader.say(f"{called}（{whose}）", f"{called} {whose}")
    unit = reader.name(of)
    if unit.endswith(_NAMES.get(key, (called,))):
        return unit
    if key not in _NAMES:
        return reader.say(f"{called}（{unit}）", f"{called} ({unit})")
    general = _GENERAL.get(key, (f"有管理权限的{called}", f"{called} with authority"))
    return reader.say(*general) + reader.say(f"（按{unit}的管理权限）", f" (by the authority of {unit})")


# How the name of a registered organ of that kind ends.
_NAMES: Mapping[str, tuple[str, ...]] = {
    "discipline_commission": ("纪委", "纪律检查委员会", "纪委监委"),
    "supervision_commission": ("监委", "监察委员会"),
    "organization_department": ("组织部",),
    "party_committee": ("党委", "省委", "州委", "市委", "县委", "区委", "工委"),
}
_GENERAL: Mapping[str, tuple[str, str]] = {
    "discipline_commission": ("有管理权限的纪律检查机关", "discipline inspection organ with authority"),
    "supervision_commission": ("有管理权限的监察机关", "supervision organ with authority"),
    "organization_department": ("有管理权限的组织部门", "organization department with authority"),
}


def _rows(phase: str, found: Competent, reader: Reader) -> list[tuple[str, ...]]:
    only = method_list(found.methods, reader, briefly=True)
    none = reader.say("无", "none")
    approval = reader.word("approval", found.approval) if found.approval else none
    consult = reader.listed(reader.word("approval", key) for key in found.consult) or none
    row = (phase, only, organ(found.organ, found.of, reader), approval, consult, cited(found.cite, reader) or none)
    return [row, *(line for item in found.by_method for line in _rows(phase, item, reader))]


def _merged(rows: list[tuple[str, ...]], reader: Reader) -> list[tuple[str, ...]]:
    """Phases with the same methods, organ, approval, consultation and basis stand in one row."""
    phases: dict[tuple[str, ...], list[str]] = {}
    for phase, *rest in rows:
        phases.setdefault(tuple(rest), []).append(phase)
    return [(_phases(names, rest[0], reader), *rest[1:]) for rest, names in phases.items()]


def _phases(names: list[str], only: str, reader: Reader) -> str:
    listed = reader.listed(names)
    return reader.say(f"{listed}（仅{only}）", f"{listed} ({only} only)") if only else listed
