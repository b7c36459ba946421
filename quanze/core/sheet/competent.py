"""Who may act in each phase, with whose approval and after asking whom."""

from __future__ import annotations

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


def organ(found: Competent, reader: Reader) -> str:
    """The organ and whose it is, in one phrase."""
    called = reader.word("organ", found.organ) if known("organ", found.organ) else reader.name(found.organ)
    if not found.of:
        return called
    if known("organ_of", found.of):
        whose = reader.word("organ_of", found.of)
        return reader.say(f"{called}（{whose}）", f"{called} {whose}")
    unit = reader.name(found.of)
    if unit.endswith(called):
        return unit
    if found.organ == "deciding_organ" or reader.beyond(found.of):
        return reader.say(f"{called}（{unit}）", f"{called} ({unit})")
    return reader.say(f"{unit}{called}", f"{called} of {unit}")


def _rows(phase: str, found: Competent, reader: Reader) -> list[tuple[str, ...]]:
    only = method_list(found.methods, reader, briefly=True)
    none = reader.say("无", "none")
    approval = reader.word("approval", found.approval) if found.approval else none
    consult = reader.listed(reader.word("approval", key) for key in found.consult) or none
    row = (phase, only, organ(found, reader), approval, consult, cited(found.cite, reader) or none)
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
