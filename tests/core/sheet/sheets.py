"""A rich sheet written by hand, and its case: every field is used once or more."""

from __future__ import annotations

from datetime import date

from quanze.core.determination.case import Case, Conduct, Incident, Violation
from quanze.core.determination.result import DoubleCheck, Sheet, Unverified
from quanze.core.register.register import Register
from quanze.core.register.rows import Organization, Person, Post, Tenure
from tests.core.sheet.names import ART7, BIG, NAMES, text
from tests.core.sheet.responsible import acting_party, body_party, head_party
from tests.core.sheet.sections import (
    asked,
    deadlines,
    decided,
    evaluations,
    not_responsible,
    questions,
    referrals,
    routed,
    rulebooks,
    to_check,
    warnings,
)


def sheet(**changes: object) -> Sheet:
    fields: dict[str, object] = {
        "format": "quanze/sheet/1",
        "case": "fixture-case",
        "asked": asked(),
        "rulebooks": rulebooks(),
        "evaluations": evaluations(),
        "parties": (body_party(), head_party(), acting_party()),
        "decided": decided(),
        "routed": routed(),
        "not_responsible": not_responsible(),
        "to_check": to_check(),
        "questions": questions(),
        "referrals": referrals(),
        "deadlines": deadlines(),
        "double_check": DoubleCheck(
            main_body=text("主体责任有条款触及。", "Main-body responsibility is reached by a clause."),
            supervision=text("监督责任：无。", "Supervision responsibility: none."),
        ),
        "warnings": warnings(),
        "unverified": (Unverified(cite=ART7, mark="M+"), Unverified(cite=BIG, mark="S")),
        "title": text("某市某局会计挪用公款", "An accountant of a city bureau misappropriates funds"),
        "names": NAMES,
        "parameters": {"YY2009.two_heads_months": None},
    }
    return Sheet(**{**fields, **changes})  # type: ignore[arg-type]


def case() -> Case:
    return Case(
        id="fixture-case",
        area="430900",
        conduct=Conduct(date(2009, 7, 1), date(2010, 1, 31)),
        asked_on=date(2026, 11, 21),
        incident=Incident(organization="bureau", field="finance"),
        register=Register(
            organizations=(
                Organization(id="city", name="某市", kind="territory", level="prefecture"),
                Organization(
                    id="government", name="某市人民政府", kind="government", level="prefecture", superior="city"
                ),
                Organization(
                    id="bureau", name="某市某局", kind="department", level="prefecture", superior="government"
                ),
            ),
            posts=(
                Post(id="head", organization="bureau", title="党组书记、局长", role="principal"),
                Post(id="deputy", organization="bureau", title="副局长", role="deputy"),
                Post(id="second", organization="bureau", title="副局长（分管业务）", role="deputy"),
                Post(id="clerk", organization="bureau", title="会计", role="staff"),
                Post(id="mayor", organization="government", title="副市长", role="deputy"),
            ),
            people=tuple(Person(id=key, name=NAMES[key], now="in_post") for key in ("p1", "p2", "p3", "p4", "p9")),
            tenures=(
                Tenure(person="p1", post="head", starts_on=date(2007, 5, 1)),
                Tenure(person="p9", post="clerk", starts_on=date(2005, 1, 1)),
            ),
        ),
        title=text("某市某局会计挪用公款", "An accountant of a city bureau misappropriates funds"),
        violations=(Violation(id="v1", person="p9", post="clerk", kind="misappropriation", amount_fen=120_000_000),),
    )
