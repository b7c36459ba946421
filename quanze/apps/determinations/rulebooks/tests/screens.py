"""People at screens, signed in, for the pages of the rules: no register is needed to read them."""

from __future__ import annotations

from django.http import HttpResponse
from django.test import Client

from quanze.apps.accounts.tests.factories import Installation, installation
from quanze.apps.determinations.tests.office import Screen

PAGES = (
    "/rules",
    "/rules?area=430900&kind=regulation&state=in_force&on=2018-01-01",
    "/rules/WZ2019/2019-09-01",
    "/rules/WZ2019/2019-09-01/7-8",
    "/rules/WZ2019/2019-09-01/7",
    "/rules/HS/%3F",
    "/rules/TZ-sample/%3F",
    "/rules/applied?on=2010-11-10&area=430922",
    "/rules/lookup?q=隐瞒不报",
    "/rules/lookup",
    "/rules/compare?a=CF2018&b=CF2023",
    "/rules/compare",
    "/rules/report",
)


def official(made: Installation | None = None) -> Screen:
    """An official with no role but his own affairs."""
    return Screen((made or installation()).holder())


def abroad(screen: Screen) -> Screen:
    """The same person, who has chosen English."""
    screen.browser.cookies["quanze-language"] = "en"
    return screen


def nobody(path: str) -> HttpResponse:
    """The answer to somebody who is not signed in."""
    return Client().get(path)  # type: ignore[return-value]
