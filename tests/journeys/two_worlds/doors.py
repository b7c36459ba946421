"""Every address that can be asked for: each route of the server with what there is in either world, and what is in none.

{places} in an address stand for numbers of a world: of what is hidden there, and of what the ten have begun.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from urllib.parse import quote

from django.urls import get_resolver

from quanze.apps.organizations.forms.verbs import VERBS
from quanze.config import boot
from tests.journeys.two_worlds.questions import GUESS, OLD, ON, PEOPLE, POSTS, UNITS

_PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")
_API = "api/v1/"
THEN = "2026-03-02T10:30"
_BOTH_CLOCKS = ("", f"?on={OLD}", f"?known={THEN}")
_SOUGHT = ("§", "石", "archive", "xin", "留置", "annex", "nowhere")
_PERIOD = f"?from={OLD}&to={ON}"


def _each(*values: str) -> list[tuple[str, ...]]:
    return [(value,) for value in values]


# What fills a route's parameters, by what stands before the first of them. A route that needs others fails the tests.
GIVEN: Mapping[str, Sequence[tuple[str, ...]]] = {
    "units/": _each(*UNITS), "posts/": _each(*POSTS), "persons/": _each(*PEOPLE),
    "act/": _each(*VERBS, "no-such-verb"), "act/drafts/": _each("{my_held}", "{held}"),
    "acts/": _each("1", "2", "{my_act}", "{act}", "999999"),
    "imports/": _each("{my_import}", "{my_held}", "{held}"),
    "determinations/": _each("{my_determination}", "{determination}", GUESS),
    "determinations/drafts/": _each("{my_draft}", "{draft}", GUESS),
    "rules/": [("YY2009", "2009-06", "big-case-city"), ("YY2009", "2009", "1"), ("NO1", "1", "1")],
    "tokens/": _each(GUESS),
}  # fmt: skip
# What stands behind the "?" of a route, besides nothing.
ASKED: Mapping[str, Sequence[str]] = {
    "search": [f"?q={each}" for each in _SOUGHT] + ["?q=p&kind=post", "?q=town&kind=case", "?q=石&kind=person"],
    "units": [f"?under={each}" for each in UNITS] + ["?under=bureau&part=1", f"?known={THEN}", f"?on={OLD}", "?after=bad"],
    "units/<code:code>/posts": [
        "?own=1", "?vacant=1", "?role=deputy", "?rank=division_chief", "?title=annex", "?format=csv", "?format=xlsx",
    ],
    "units/<code:code>/chart": ["?format=csv"],
    "units/<code:code>/changes": [_PERIOD, f"{_PERIOD}&below=1", f"?known={THEN}"],
    "who": [f"?unit={each}&levels=3&on={ON}" for each in UNITS] + [f"?post={each}&known={THEN}" for each in POSTS],
    "pick": [f"?kind={kind}&q={each}" for kind in ("unit", "post", "person") for each in _SOUGHT],
    "act": ["?unit=bureau", "?unit=§cell", "?post=§cell-p1", "?person=office-chief", "?person=§secret-0"],
    "act/<slug:name>": [
        "?unit=bureau", "?unit=§cell", "?post=office-p1", "?person=office-chief", "?unit=office&draft={my_held}",
        "?unit=office&draft={held}", "?unit=bureau&record=organizations-{record}",
    ],
    "acts": ["?event=test", f"?from={OLD}&until={ON}", "?format=csv"],
    "imports/template": ["?sheet=units", "?sheet=units&encoding=gb18030"],
    "imports/<str:token>": ["?format=csv", "?changed=1", "?after=50"],
    "step-up": ["?next=/acts"],
    "sign-in": ["?next=/acts"],
    "determinations": ["?mine=1", "?case=town", "?format=csv"],
    "determinations/new": ["?unit=§cell&person=§secret-0&post=§cell-p1", "?unit=bureau&person=office-chief"],
    "determinations/drafts/<slug:draft>": ["?check=1", "?add=violations", "?saved=1"],
    "determinations/drafts/<slug:draft>/facts": ["?later=1"],
    "determinations/<slug:number>/file": ["?as=json", "?as=yaml", "?as=pdf", "?as=docx"],
    "determinations/<slug:number>/compare": [
        "?with={determination}", "?on=2012-06-01", f"?known={THEN}", "?rulebook=YY2009",
    ],
    "rules": ["?kind=party&state=current", "?on=2010-01-01&area=430900"],
    "rules/applied": ["?on=2010-01-01&area=430900"],
    "rules/lookup": ["?q=挪用&on=2010-01-01&area=430900"],
    "rules/compare": ["?a=YY2009&b=ZW2020"],
    "api/v1/units": [f"?under={each}" for each in UNITS] + [f"?on={OLD}", f"?known={THEN}", "?after=bad"],
    "api/v1/units/<code>/posts": ["?own=true", "?after=bad"],
    "api/v1/units/<code>/who": [f"?levels=3&on={ON}"],
    "api/v1/search": [f"?q={each}&kind={kind}" for each in _SOUGHT for kind in ("unit", "post", "person")],
    "api/v1/register/export": ["?form=csv", "?form=xlsx&reason=test"],
    "api/v1/determinations": ["?case=town", "?mine=true", "?after=bad"],
    "api/v1/compare": ["?earlier={my_determination}&later={determination}", "?earlier={determination}&later={determination}"],
    "api/v1/rules": ["?on=2010-01-01&area=430900"],
    "api/v1/rules/applied": ["?on=2010-01-01&area=430900"],
    "api/v1/rules/lookup": ["?q=挪用&on=2010-01-01&area=430900"],
}  # fmt: skip
_AT_A_DAY = re.compile(rf"^({_API})?(units|posts|persons)/")


def routes() -> list[str]:
    """Every route as it is written, the API's once for all its methods."""
    named = (name for name, _ in boot.routes(get_resolver().url_patterns))
    return list(dict.fromkeys(name.removeprefix("route /").partition(" [")[0] for name in named))


def addresses(written: Iterable[str] = ()) -> Iterator[tuple[str, str]]:
    """Each route with every address asked of it. Raises KeyError for a parameter that nothing is given for."""
    for route in written or routes():
        clocks = _BOTH_CLOCKS if _AT_A_DAY.match(route) else ("",)
        for path in _paths(route):
            for query in dict.fromkeys((*clocks, *ASKED.get(route, ()))):
                yield route, f"/{path}{query}"


def _paths(route: str) -> Iterator[str]:
    number = len(_PARAMETER.findall(route))
    if not number:
        yield route
        return
    given = GIVEN[route.partition("<")[0].removeprefix(_API)]
    for values in dict.fromkeys(each[:number] for each in given):
        left = iter(values)
        yield _PARAMETER.sub(lambda _, left=left: quote(next(left), safe="{}"), route)


def words_asked() -> set[str]:
    """The names of all values that some address gives."""
    return {part.partition("=")[0] for _, address in addresses() for part in address.partition("?")[2].split("&")}
