"""Tables of the register: things with a code, and the records about them."""

from quanze.apps.organizations.models.base import Record, RecordQuery, in_force, known_at
from quanze.apps.organizations.models.held import Held
from quanze.apps.organizations.models.records import (
    AbsenceRecord,
    BodyRecord,
    Official,
    PersonRecord,
    PortfolioRecord,
    PortfolioTarget,
    PostRecord,
    TenureRecord,
    UnitLink,
    UnitRecord,
)
from quanze.apps.organizations.models.spellings import Spelling
from quanze.apps.organizations.models.things import Act, Body, Post, Unit

__all__ = [
    "AbsenceRecord", "Act", "Body", "BodyRecord", "Held", "Official", "PersonRecord", "PortfolioRecord", "PortfolioTarget",
    "Post", "PostRecord", "Record", "RecordQuery", "Spelling", "TenureRecord", "Unit", "UnitLink", "UnitRecord", "in_force",
    "known_at",
]  # fmt: skip
