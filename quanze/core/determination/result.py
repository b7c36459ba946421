"""The determination as a value: the sheet of formats.md, field by field, in its printed order.

Texts are mappings {"zh": …, "en": …}. Dates are inclusive for readers unless the name says otherwise.
``plain`` turns any of these values into JSON-ready data, keys in this order.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from quanze.core.rulebook.verdict import Reason

Text = Mapping[str, str]
Ref = Mapping[str, str]  # {"organization": id} or {"person": id} or {"body": id}


@dataclass(frozen=True, slots=True, kw_only=True)
class Cite:
    """One addressable place of a rulebook; article None: the article number is not at hand."""

    rulebook: str
    version: str
    article: str | None = None
    paragraph: str | None = None
    item: str | None = None
    row: str = ""  # id of the row in the pack
    mark: str = "T"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseLine:
    cite: Cite
    status: str  # applies, depends
    track: str
    responsibility: str
    label: str | None
    because: tuple[Reason, ...]
    missing: tuple[Mapping[str, Any], ...]  # {fact, about}
    permits: tuple[str, ...]
    summary: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Excluded:
    method: str
    why: Text
    cite: Cite


@dataclass(frozen=True, slots=True, kw_only=True)
class Conditional:
    """A method that becomes permitted only if an open fact turns out true."""

    method: str
    if_: tuple[Mapping[str, Any], ...]  # {fact, about}; printed as "if"
    cite: Cite


@dataclass(frozen=True, slots=True, kw_only=True)
class Combination:
    rule: str  # exclusive, requires, absorbed, together
    methods: tuple[str, ...]
    with_: tuple[str, ...]  # printed as "with"
    text: Text
    cite: Cite


@dataclass(frozen=True, slots=True, kw_only=True)
class Methods:
    permitted: tuple[str, ...] = ()
    conditional: tuple[Conditional, ...] = ()
    indicated: tuple[str, ...] = ()
    excluded: tuple[Excluded, ...] = ()
    combinations: tuple[Combination, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Competent:
    """Who may act in one phase; ``by_method`` holds departures for single methods."""

    organ: str
    of: str | None
    approval: str | None
    consult: tuple[str, ...]
    cite: Cite
    methods: tuple[str, ...] = ()  # empty: all
    by_method: tuple[Competent, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Competence:
    start: Competent | None = None
    investigate: Competent | None = None
    decide: Competent | None = None
    execute: Competent | None = None
    record: Competent | None = None
    appeal: Competent | None = None
    correct: Competent | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """What a person may not receive, first and last day inclusive; None: not known or for good."""

    method: str
    bar: str
    starts_on: date | None
    ends_on: date | None
    or_ends_on: date | None
    basis: str  # decided, assumed
    cite: Cite
    combined: str | None = None  # sum, longest, absorb, capped, rebased
    note: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Adjustment:
    effect: str
    discretion: str
    status: str  # applies, depends
    because: tuple[Reason, ...]
    summary: Text
    cite: Cite


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    duty: Text
    conduct: Text
    execution: str | None  # improper, weak, none; None: open
    result: Text
    causation: Text
    factors: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class TenureLine:
    starts_on: date | None
    ends_before: date | None
    acting: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PresentLine:
    status: str | None
    post: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    party: Ref
    post: str | None
    relation: str
    also: tuple[str, ...]
    levels_up: int
    tenure: TenureLine | None
    now: PresentLine | None
    duty: str
    liability: str
    clauses: tuple[ClauseLine, ...]
    chain: Chain
    methods: Methods
    competence: Competence
    bars: tuple[Bar, ...]
    reason: Text
    adjustments: tuple[Adjustment, ...] = ()
    unit: str | None = None
    name: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RulebookUse:
    rulebook: str
    version: str
    text: str
    for_: tuple[str, ...]  # printed as "for": circumstance, sanction, handling, competence, bars, procedure
    why: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluated:
    rulebook: str
    violation: bool | None
    heaviest: str | None
    lightest: str | None
    longest_bar: int | None  # months


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    party: Ref
    for_: str  # sanction, method
    old: Evaluated
    new: Evaluated
    taken: str  # old, new, people
    why: Text
    cite: Cite | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    about: str
    decided_on: date
    methods: tuple[str, ...]
    bars: tuple[Bar, ...]
    id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Routed:
    person: str | None
    to: str
    why: Text
    cite: Cite
    violation: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NotResponsible:
    party: Ref
    post: str | None
    relation: str
    why: Text
    cite: Cite
    unit: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ToCheck:
    party: Ref
    why: Text
    post: str | None = None
    relation: str | None = None
    unit: str | None = None
    levels_up: int = 0
    cite: Cite | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    fact: str
    about: str | None
    decides: tuple[str, ...]
    ask: Text
    evidence: tuple[Text, ...]
    kind: str  # fact, judgement


@dataclass(frozen=True, slots=True, kw_only=True)
class Referral:
    from_: str  # printed as "from"
    to: str
    why: Text
    cite: Cite
    about: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    act: Text
    by: date
    counted_from: Mapping[str, Any]  # {event, on}
    cite: Cite
    about: str | None = None
    note: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DoubleCheck:
    main_body: Text
    supervision: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Warning_:
    code: str
    text: Text
    cite: Cite
    about: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unverified:
    cite: Cite
    mark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    on: date
    known_at: datetime | None
    program: str
    input_digest: str
    rules_digest: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The whole determination (定责建议): a reasoned proposal; people decide."""

    format: str
    case: str
    asked: Asked
    rulebooks: tuple[RulebookUse, ...]
    evaluations: tuple[Evaluation, ...]
    parties: tuple[Party, ...]
    decided: tuple[Decided, ...]
    routed: tuple[Routed, ...]
    not_responsible: tuple[NotResponsible, ...]
    to_check: tuple[ToCheck, ...]
    questions: tuple[Question, ...]
    referrals: tuple[Referral, ...]
    deadlines: tuple[Deadline, ...]
    double_check: DoubleCheck
    warnings: tuple[Warning_, ...]
    unverified: tuple[Unverified, ...]
    title: Text = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)  # id → name or title, for readers
    parameters: Mapping[str, Any] = field(default_factory=dict)  # visible parameters, null = unspecified


def plain(value: Any) -> Any:
    """JSON-ready data: dataclasses become mappings in field order, dates ISO text, trailing "_" dropped."""
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name.rstrip("_"): plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, Mapping):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else str(value)
    return value
