"""Computing a determination again: the same case, day, knowledge, units and settings as then."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from quanze.apps.access.caller import Caller
from quanze.apps.access.context import reading
from quanze.apps.audit.services import record_read
from quanze.apps.determinations.answering import Asking, answer, read
from quanze.apps.determinations.facts import seen, sight_of
from quanze.apps.determinations.models import Determination
from quanze.apps.determinations.rules import Rules, settings_of
from quanze.apps.determinations.selectors import Shown, found, shown_row
from quanze.core.determination.case import Case
from quanze.core.determination.result import Text
from quanze.core.refusals import Refusal
from quanze.core.sheet.data import read_sheet


@dataclass(frozen=True, slots=True, kw_only=True)
class Recomputed:
    """The sheet of then and the sheet computed now, with what explains a difference.

    ``identical``: byte for byte. ``same_answer``: but for the versions of program and rules they stand on.
    ``same_register``: the register, as known then, still reads as it did.
    """

    then: Shown
    sheet: bytes
    same_register: bool
    notes: tuple[Text, ...]

    @property
    def identical(self) -> bool:
        """Byte for byte the same."""
        return self.sheet == self.then.sheet

    @property
    def same_answer(self) -> bool:
        """The same but for the versions it was computed with."""
        return _answer_only(self.data) == _answer_only(self.then.data)

    @property
    def data(self) -> dict[str, Any]:
        """The new sheet as data."""
        return read_sheet(self.sheet.decode("utf-8"))


def recompute(public_id: str, *, rules: Rules, by: Caller, at: datetime) -> Recomputed:
    """Compute a determination again on what was known and seen then; nothing is changed, the read is recorded.

    Raises Refusal: not_found; what today's rules find wrong with the case.
    """
    with reading(by):
        row = found(public_id, "determination:read", by=by)
        view = seen(sight_of(row.sight), known_at=row.known_at, at=at)
    record_read(by=by, at=at, event="determinations:sheet:recomputed", object_kind="determination", object_id=public_id)
    answered = answer(asking_of(shown_row(row)), view.register, rules, limited=view.limited)
    same_register = view.digest == row.register_digest
    asked = answered.sheet.asked
    notes = tuple(_notes(row, asked.program, asked.rules_digest, same_register))
    return Recomputed(then=shown_row(row), sheet=answered.data, same_register=same_register, notes=notes)


def asking_of(found: Shown) -> Asking:
    """The question as it was asked then."""
    return Asking(
        data=found.case_text, name=found.case_name, known_at=found.known_at, asked_on=found.asked_on,
        settings=settings_of(found.settings),
    )  # fmt: skip


def case_then(found: Shown, *, rules: Rules, at: datetime) -> Case | None:
    """The case on the register as it was known and seen then, for the picture; None where today's rules refuse it."""
    view = seen(sight_of(dict(found.sight)), known_at=found.known_at, at=at)
    try:
        return read(asking_of(found), view.register, rules).case
    except Refusal:
        return None


def _answer_only(data: dict[str, Any]) -> dict[str, Any]:
    asked = {key: value for key, value in data["asked"].items() if key not in ("program", "rules_digest")}
    return data | {"asked": asked}


def _notes(row: Determination, program: str, rules_digest: str, same_register: bool) -> list[Text]:
    notes: list[Text] = []
    if program != row.program:
        notes.append(
            {
                "zh": f"原建议由 {row.program} 版程序得出，本次由 {program} 版程序计算。",
                "en": f"Program {row.program} gave the earlier sheet, program {program} this one.",
            }
        )
    if rules_digest != row.rules_digest:
        notes.append(
            {
                "zh": "规则包在此期间有变动（规则摘要值不同）。",
                "en": "The rules changed in between (their digests differ).",
            }
        )
    if not same_register:
        notes.append(
            {
                "zh": "台账按当时记录时点读出的内容与询问时不同，请核对审计记录。",
                "en": "The register as known then no longer reads as it did: compare the audit record.",
            }
        )
    return notes
