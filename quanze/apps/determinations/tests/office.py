"""An office with the town of tests.cases, and people at its screens with real sessions."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.test import Client

from quanze.apps.accounts.tests.factories import Holder, Installation, installation
from quanze.apps.determinations.casework.text import read_text
from quanze.apps.determinations.models import Determination, Draft
from quanze.apps.determinations.tests.cases import BUREAU, case_text, town, violator
from quanze.apps.organizations.demo import City, demo_city

WHY = "立案审查，室务会同意"


@dataclass
class Screen:
    """A browser of somebody signed in."""

    holder: Holder
    browser: Client = field(default_factory=Client)

    def __post_init__(self) -> None:
        self.browser.cookies[settings.QUANZE_COOKIE] = self.holder.opened.token

    def get(self, path: str) -> HttpResponse:
        """A page."""
        return self.browser.get(path)  # type: ignore[return-value]

    def post(self, path: str, given: dict[str, object] | None = None) -> HttpResponse:
        """A form sent."""
        return self.browser.post(path, given or {})  # type: ignore[return-value]

    def described(self, **changes: object) -> str:
        """A draft of the bureau's case as the form sends it; the number of the draft."""
        answer = self.post("/determinations/new", form(**changes))
        return answer["Location"].split("/")[3].partition("?")[0]

    def asked(self) -> str:
        """The bureau's case asked for good; the number of the determination."""
        draft = self.described()
        return self.post(f"/determinations/drafts/{draft}/ask", {"reason": WHY})["Location"].rpartition("/")[2]


@dataclass
class Office:
    """An installation with the town."""

    made: Installation
    city: City

    def screen(self, role: str = "conduct_officer", over: str = "city", **more: object) -> Screen:
        """Somebody new with one role over a unit ("": none), signed in."""
        unit = self.city.unit_id(over) if over else None
        return Screen(self.made.holder(role, unit_id=unit, **more))  # type: ignore[arg-type]


def office() -> Office:
    """An office in which nothing was asked yet."""
    made = installation()
    return Office(made, demo_city(town(), at=made.clock.tick()))


def form(**changes: object) -> dict[str, object]:
    """The case of the bureau as the form sends it; keywords with __ for dots change single fields."""
    person, post = violator(town())
    given: dict[str, object] = {
        "act": "next", "title.zh": "某局某科挪用公款", "id": "town-case", "area": "430900",
        "dates.conduct.from": "2009-07-01", "dates.conduct.to": "2010-01-31", "dates.asked_on": "2010-06-01",
        "incident.organization": BUREAU, "incident.field": "finance", "incident.influence": "vile",
        "violations.rows": "1", "violations[0].person": person, "violations[0].post": post,
        "violations[0].amount_yuan": "120万", "violations[0].investigated_by": "prefecture",
        "violations[0].sanctions": ["", "party_expulsion"], "violations[0].transferred_to_justice": "true",
        "findings.rows": "1", "findings[0].about": BUREAU, "findings[0].finding": "leadership_duty_weak",
        "findings[0].value": "true", "findings[0].by": "市纪委", "findings[0].on": "2010-05-20",
    }  # fmt: skip
    return given | changes


def uploaded(text: str = "") -> bytes:
    """The same case as a file."""
    return text.encode() or case_text(*violator(town()))


def kept() -> tuple[int, int]:
    """How many determinations and drafts there are."""
    return tuple(model.everything(reason="test").count() for model in (Determination, Draft))  # type: ignore[return-value]


def case_of(number: str) -> dict[str, Any]:
    """The case of a draft, as it is kept."""
    return read_text(Draft.everything(reason="test").get(public_id=number).text.encode())


def main_of(page: str) -> str:
    """The text of a page without its head and its tokens."""
    return page[page.index("<main") : page.index("</main>")]
