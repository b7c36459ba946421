"""A sheet to print: the rich one written by hand, with names that are hard to print."""

from __future__ import annotations

from datetime import UTC, datetime

from quanze.apps.documents.papers import About
from quanze.core.determination.result import Sheet
from tests.core.sheet.names import NAMES, OWN_FINDINGS, TITLES
from tests.core.sheet.sheets import case, sheet

RARE = "欧阳喆堃犇㙍䶮"
SIGNS = "乙<某>&"  # as a person is called in the sheet written by hand
LANGS = ("zh", "en")
ABOUT = About(
    case=case(),
    titles=TITLES,
    findings=OWN_FINDINGS,
    organ="某市纪律检查委员会",
    by="张三丰",
    at=datetime(2026, 11, 21, 9, 30, tzinfo=UTC),
)


def named(name: str = RARE) -> Sheet:
    """The sheet on which the head of the bureau is called so."""
    return sheet(names={**NAMES, "p1": name})
