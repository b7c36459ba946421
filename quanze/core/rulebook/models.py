"""The parts of a rulebook as values, field by field as in docs/handbook/writing-a-rulebook.md.

Rows are told apart by identity (eq=False): nobody compares them, and every start of the command would pay for it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from quanze.core.rulebook.conditions import Condition, asks_of_party, findings_asked

Text = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Article, paragraph (款), item (项); None: not at hand."""

    article: str | None = None
    paragraph: str | None = None
    item: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Example:
    """Facts that make a row apply, not apply, or depend; bars give their last day instead."""

    given: Mapping[str, Any]
    outcome: str | None = None  # applies, does_not_apply, depends
    ends_on: str | None = None
    or_ends_on: str | None = None
    starts_on: str | None = None
    note: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Row:
    """What every row of a rulebook carries."""

    id: str = ""
    cite: Place = Place()
    mark: str = "T"
    summary: Text = field(default_factory=dict)
    note: Text | None = None
    examples: tuple[Example, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class InForce:
    """When the text is in force, half-open; starts_on as printed (day or month), None: not at hand."""

    starts_on: str | None = None
    ends_before: str | None = None
    mark: str = "T"
    note: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Displacement(Row):
    """An inconsistency that is named: only that part of the other text yields."""

    rulebook: str
    where: Text


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Otherwise:
    """Where a party goes whom the regulation does not reach."""

    to: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Reach(Row):
    kind: str
    when: Condition
    otherwise: Otherwise | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Label(Row):
    relations: tuple[str, ...]
    label: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Duty(Row):
    relations: tuple[str, ...]
    duty: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Method(Row):
    key: str
    for_: str = "person"  # person, body, both
    form: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Parameter:
    """A visible parameter; value None: the text leaves it open and there is no hidden default."""

    value: int | str | bool | None = None
    unit: str | None = None
    ask: Text = field(default_factory=dict)
    note: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class FindingWord:
    """A finding's name in both languages, the question it answers and the evidence to look for."""

    zh: str
    en: str
    ask: Text
    evidence: tuple[Text, ...] = ()
    judgement: bool = False
    degrees: tuple[str, ...] | None = None
    note: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Trace(Row):
    """How many levels up the regulation itself reaches."""

    levels: int
    when: Condition


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class To:
    """To whom a row speaks: kinds of party, relations (None: any), and a condition on the party."""

    kinds: tuple[str, ...] = ("person", "body")
    relations: tuple[str, ...] | None = None
    when: Condition | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Indication:
    when: Condition
    methods: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Permits:
    """Which methods a clause opens: all of the catalogue, a list, or a list per liability label."""

    all: bool = False
    methods: tuple[str, ...] = ()
    by_label: Mapping[str, tuple[str, ...]] | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Clause(Row):
    """A circumstance or one step of a ladder: conduct element, consequence element, what it opens."""

    track: str = "accountability"
    responsibility: str = "leadership"
    set_off_by: str = "conduct"
    to: To = To()
    when: Condition
    consequence: Condition | None = None
    catch_all: bool = False
    permits: Permits
    indicates: tuple[Indication, ...] = ()
    labels: tuple[Label, ...] | None = None
    words: tuple[str, ...] = ()
    grade: int | None = None
    behaviour: int | None = None
    area_of_duty: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Adjustment(Row):
    effect: str
    discretion: str = "may"
    judged: bool = False
    to: To = To()
    when: Condition
    unless: Condition | None = None
    factors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Exclusion(Row):
    methods: tuple[str, ...]
    when: Condition
    instead: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Combination(Row):
    rule: str
    methods: tuple[str, ...]
    with_: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Bar(Row):
    methods: tuple[str, ...]
    bar: str
    ground: str | None = None
    months: int | str | None = None
    year: str | None = None
    years: tuple[str, ...] = ()
    from_: str = "decided_on"
    combine: str | None = None
    cap_months: int | None = None
    when: Condition | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Competence(Row):
    phase: str
    methods: tuple[str, ...] | None = None
    to: To = To()
    organ: str
    of: str
    approval: str | None = None
    consult: tuple[str, ...] = ()
    on: str = "act"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Gate(Row):
    step: str
    phase: str
    warning: str | None = None
    tracks: tuple[str, ...] = ()
    methods: tuple[str, ...] | None = None
    to: To = To()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Referring:
    """A deadline that is a referral upward: to whom, and in which case."""

    to: str
    when: Condition | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Information(Row):
    """A row that only informs its reader: an official answer, a note on history."""

    dated: str | None = None
    source: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class DeadlineRule(Row):
    act: Text
    counted_from: str
    months: int | None = None
    days: int | None = None
    working_days: int | None = None
    promptly: bool = False
    refers: Referring | None = None
    longest: Mapping[str, int] | None = None
    extend: Mapping[str, Any] | None = None
    tracks: tuple[str, ...] = ()
    methods: tuple[str, ...] | None = None
    to: To = To()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Completeness:
    """A claim that the clauses are a table without gaps or overlaps over counts of these kinds of events.

    Every combination of 0 to ``up_to`` events of each kind, nothing at all apart, meets exactly one clause.
    """

    events: tuple[str, ...]
    up_to: int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Identity:
    """What a rulebook is: issuer, level, area, dates, what it replaces."""

    id: str
    title: Text
    short: Text
    issuer: Text
    number: str | None = None
    level: str = "central"
    area: str = "000000"
    kind: str = "regulation"
    text: str = "part"
    family: str = ""
    in_force: InForce
    replaces: tuple[str, ...] = ()
    displaces: tuple[Displacement, ...] = ()
    off: bool = False
    tracks: tuple[str, ...] = ()
    compares: str = "none"
    compares_cite: Place | None = None
    compares_mark: str = "T"
    note: Text | None = None


class Rulebook:
    """A regulation of one version; each section is built when it is first asked for, then kept."""

    reach: tuple[Reach, ...]
    labels: tuple[Label, ...]
    duties: tuple[Duty, ...]
    methods: tuple[Method, ...]
    parameters: Mapping[str, Parameter]
    findings: Mapping[str, FindingWord]
    traces: tuple[Trace, ...]
    complete: tuple[Completeness, ...]
    clauses: tuple[Clause, ...]
    adjustments: tuple[Adjustment, ...]
    exclusions: tuple[Exclusion, ...]
    combinations: tuple[Combination, ...]
    bars: tuple[Bar, ...]
    competence: tuple[Competence, ...]
    gates: tuple[Gate, ...]
    deadlines: tuple[DeadlineRule, ...]
    information: tuple[Information, ...]

    def __init__(self, identity: Identity, build: Callable[[str], Any]) -> None:
        self.identity = identity
        self.id = identity.id
        self._build = build
        self._asked: dict[int, frozenset[str] | None] = {}
        self._of_party: dict[int, bool] = {}
        self.kept: dict[object, Any] = {}  # what other rooms make of its rows, the same for every case

    def __getattr__(self, name: str) -> Any:
        """Build a section on first use; a fault in it is refused then (the checker asks for all)."""
        if name.startswith("_") or name not in Rulebook.__annotations__:
            raise AttributeError(name)
        found = self.__dict__[name] = self._build(name)
        return found

    def findings_asked(self, row: Clause | Adjustment) -> frozenset[str] | None:
        """The findings that a row's ``when`` asks for, if it asks for nothing else; kept with the rulebook."""
        if id(row) not in self._asked:
            self._asked[id(row)] = findings_asked(row.when)
        return self._asked[id(row)]

    def asks_of_party(self, condition: Condition) -> bool:
        """Whether the answer to a condition of these rows may differ from party to party; kept with the rulebook."""
        if id(condition) not in self._of_party:
            self._of_party[id(condition)] = asks_of_party(condition)
        return self._of_party[id(condition)]


SECTIONS: Mapping[str, tuple[str, ...]] = {
    "rulebook.yaml": ("reach", "labels", "duties", "methods", "parameters", "findings", "traces"),
    "clauses.yaml": ("clauses",),
    "adjustments.yaml": ("adjustments", "exclusions", "combinations"),
    "bars.yaml": ("bars",),
    "competence.yaml": ("competence",),
    "procedure.yaml": ("gates", "deadlines"),
}
