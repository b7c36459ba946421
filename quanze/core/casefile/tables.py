"""The case file as tables: every group, its keys, their kinds (formats.md, "Keys of each list").

The reader, the references and the JSON Schema are all made from these tables.
"""

from __future__ import annotations

from quanze.core.casefile.conducts import ConductDays
from quanze.core.casefile.days import Area, Day, Instant, SpanEnd, Yuan
from quanze.core.casefile.kinds import CaseId, Count, Fixed, Flag, Id, Text, Word
from quanze.core.casefile.open_kinds import FactKey, FindingKey, FindingValue, Parameters
from quanze.core.casefile.shapes import Field, Group, ListOf

FORMAT = "quanze/case/1"

UNITS = ("organizations",)
UNITS_AND_BODIES = ("organizations", "bodies")
PARTIES = ("people", "organizations", "bodies")

_ROW = (
    Field("starts_on", Day()),
    Field("ends_before", Day()),
    Field("recorded_at", Instant()),
    Field("superseded_at", Instant()),
)
_METHODS = ListOf(Word("method"))
_PEOPLE = ListOf(Id(("people",)))
_TEXTS = ListOf(Text())

CONDUCT = ConductDays((Field("from", SpanEnd(False), name="first"), Field("to", SpanEnd(True), name="last")))

ORGANIZATION = Group((
    Field("id", Id(), needed=True),
    Field("name", Text()),
    Field("kind", Word("kind"), needed=True),
    Field("level", Word("level")),
    Field("superior", Id(UNITS)),
    Field("line_superior", Id(UNITS)),
    Field("line", Word("line")),
    Field("supervises", ListOf(Id(UNITS), alone=True)),
    Field("dispatched_by", Id(UNITS_AND_BODIES)),
    Field("succeeded_by", ListOf(Id(UNITS), alone=True)),
    *_ROW,
))  # fmt: skip

BODY = Group((
    Field("id", Id(), needed=True),
    Field("of", Id(UNITS), needed=True),
    Field("kind", Word("body_kind"), needed=True),
    *_ROW,
))  # fmt: skip

POST = Group((
    Field("id", Id(), needed=True),
    Field("organization", Id(UNITS), needed=True),
    Field("title", Text()),
    Field("role", Word("role"), needed=True),
    Field("rank", Word("rank")),
    Field("managed_by", Id(UNITS_AND_BODIES)),
    Field("co_managed_by", Id(UNITS_AND_BODIES)),
    Field("seats", Count(1, 10_000)),
    *_ROW,
))  # fmt: skip

PERSON = Group((
    Field("id", Id(), needed=True),
    Field("name", Text()),
    Field("now", Word("now")),
    Field("party_member", Flag()),
    Field("category", Word("category")),
    *_ROW,
))  # fmt: skip

TENURE = Group((
    Field("person", Id(("people",)), needed=True),
    Field("post", Id(("posts",)), needed=True),
    Field("acting", Flag()),
    Field("rank", Word("rank")),
    *_ROW,
))  # fmt: skip

PORTFOLIO = Group((
    Field("post", Id(("posts",)), needed=True),
    Field("covers", ListOf(Id(("organizations", "posts")))),
    Field("fields", _TEXTS),
    Field("as", Word("manner"), name="manner"),
    *_ROW,
))  # fmt: skip

ABSENCE = Group((Field("person", Id(("people",)), needed=True), Field("reason", Text()), *_ROW))

REGISTER = Group((
    Field("organizations", ListOf(ORGANIZATION)),
    Field("bodies", ListOf(BODY)),
    Field("posts", ListOf(POST)),
    Field("people", ListOf(PERSON)),
    Field("tenures", ListOf(TENURE)),
    Field("portfolios", ListOf(PORTFOLIO)),
    Field("absences", ListOf(ABSENCE)),
))  # fmt: skip

DATES = Group((
    Field("conduct", CONDUCT),
    Field("discovered", Day()),
    Field("filed", Day()),
    Field("asked_on", Day()),
))  # fmt: skip

DECISION_MADE = Group((
    Field("by", Word("decision_by")),
    Field("on", Day()),
    Field("decided_by", _PEOPLE),
    Field("dissented", _PEOPLE),
    Field("reserved", _PEOPLE),
))  # fmt: skip

INCIDENT = Group((
    Field("organization", Id(UNITS), needed=True),
    Field("field", Text()),
    Field("decision", DECISION_MADE),
    Field("influence", Word("influence")),
    Field("consequence", Word("consequence")),
    Field("loss", Word("loss")),
    Field("loss_yuan", Yuan(), name="loss_fen"),
    Field("circumstances", Word("circumstances")),
    Field("harm", Word("harm")),
    Field("nature_vile", Flag()),
))  # fmt: skip

VIOLATION = Group((
    Field("id", Id(), needed=True),
    Field("person", Id(("people",))),
    Field("organization", Id(UNITS)),
    Field("count", Count(1)),
    Field("post", Id(("posts",))),
    Field("kind", Text()),
    Field("amount_yuan", Yuan(), name="amount_fen"),
    Field("investigated_by", Word("level")),
    Field("sanctions", _METHODS),
    Field("transferred_to_justice", Flag()),
    Field("conduct", CONDUCT),
    Field("filed_on", Day()),
    Field("concluded_on", Day()),
    Field("major", Flag()),
))  # fmt: skip

FINDING = Group((
    Field("about", Id((*PARTIES, "violations"))),
    Field("finding", FindingKey(), needed=True),
    Field("value", FindingValue()),
    Field("by", Text()),
    Field("on", Day()),
    Field("evidence", _TEXTS),
))  # fmt: skip

# Facts that an answer is given to; each may carry a note of who answered, when, and on what evidence.
NOTED = (
    *(f"incident.{field.key}" for field in INCIDENT.fields if field.key not in ("organization", "decision")),
    "incident.decision_by",
    *(f"violation.{field.key}" for field in VIOLATION.fields if field.key != "id"),
    *(f"dates.{field.key}" for field in DATES.fields if field.key != "asked_on"),
)

NOTE = Group((
    Field("fact", FactKey(NOTED), needed=True),
    Field("about", Id((*PARTIES, "violations"))),
    Field("evidence", _TEXTS),
    Field("by", Text()),
    Field("on", Day()),
))  # fmt: skip

DECISION = Group((
    Field("id", Id()),
    Field("person", Id(("people",))),
    Field("organization", Id(UNITS_AND_BODIES)),
    Field("methods", ListOf(Word("method"), least=1), needed=True),
    Field("decided_on", Day(), needed=True),
    Field("conduct", CONDUCT),
    Field("facts", ListOf(Text(), alone=True)),
    Field("organ", Text()),
    Field("ground", Word("ground")),
    Field("liability", Word("proposed_liability")),
    Field("months", Count(1, 1200)),
    Field("restored_on", Day()),
    Field("replaces", Id(("decisions",))),
))  # fmt: skip

REVIEW = Group((
    Field("person", Id(("people",)), needed=True),
    Field("filed_on", Day(), needed=True),
    Field("closed_on", Day()),
))  # fmt: skip

PROPOSAL = Group((
    Field("about", Id(PARTIES), needed=True),
    Field("methods", _METHODS, needed=True),
    Field("liability", Word("proposed_liability")),
    Field("clause", Text()),
    Field("reason", Text()),
    Field("organ", Text()),
))  # fmt: skip

STEP = Group((
    Field("step", Word("step"), needed=True),
    Field("about", Id(PARTIES)),
    Field("done", Flag()),
    Field("on", Day()),
    Field("by", Text()),
))  # fmt: skip

VOTE = Group((
    Field("about", Id(PARTIES), needed=True),
    Field("on", Day(), needed=True),
    Field("valid", Count(), needed=True),
    Field("excellent", Count()),
    Field("competent", Count()),
    Field("basic", Count()),
    Field("poor", Count()),
))  # fmt: skip

PLACING = Group((
    Field("about", Id(PARTIES), needed=True),
    Field("group", Text(), needed=True),
    Field("year", Count(1949, 2100), needed=True),
    Field("place", Count(1, 100_000), needed=True),
    Field("of", Count(1, 100_000), needed=True),
))  # fmt: skip

EVENT = Group((
    Field("about", Id((*PARTIES, "posts")), needed=True),
    Field("kind", Text(200), needed=True),
    Field("on", Day(), needed=True),
))  # fmt: skip

CASE = Group((
    Field("format", Fixed(FORMAT), needed=True),
    Field("id", CaseId(), needed=True),
    Field("title", Group((Field("zh", Text()), Field("en", Text())))),
    Field("area", Area(), needed=True),
    Field("dates", DATES),
    Field("register", REGISTER),
    Field("incident", INCIDENT, needed=True),
    Field("violations", ListOf(VIOLATION)),
    Field("findings", ListOf(FINDING)),
    Field("notes", ListOf(NOTE)),
    Field("decisions", ListOf(DECISION)),
    Field("reviews", ListOf(REVIEW)),
    Field("proposals", ListOf(PROPOSAL)),
    Field("steps", ListOf(STEP)),
    Field("votes", ListOf(VOTE)),
    Field("ranks", ListOf(PLACING), name="placings"),
    Field("events", ListOf(EVENT)),
    Field("parameters", Parameters()),
))  # fmt: skip
