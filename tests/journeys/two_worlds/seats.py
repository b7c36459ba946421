"""The ten with accounts of their own: each signed in at the pages, with a token for the API, and with work begun."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from quanze.apps.access.caller import Caller
from quanze.apps.access.context import acting, reading
from quanze.apps.accounts.models import Account
from quanze.apps.accounts.selectors import sign_in_caller, standing_of_token
from quanze.apps.accounts.services import grant, open_account
from quanze.apps.accounts.services.sessions import open_session
from quanze.apps.accounts.tests.factories import Clock, caller_of, finish
from quanze.apps.accounts.tokens.selectors import offered_to
from quanze.apps.accounts.tokens.services import make_token
from quanze.apps.determinations.services import ask, keep_draft
from quanze.apps.determinations.tests.cases import asking, case_text, rules
from quanze.apps.organizations import services as register
from quanze.apps.organizations.forms.waiting import look_at
from quanze.apps.organizations.models import Unit
from quanze.apps.organizations.models.held import FORM
from quanze.apps.organizations.services.keeping import keep
from quanze.config.callers import caller_of as built
from quanze.core.register import Absence
from tests.journeys.matrix.world import AT, SEALED
from tests.journeys.two_worlds.pairs import Hidden, officer, soon
from tests.journeys.two_worlds.personas import PERSONAS, looking, standing_person
from tests.journeys.two_worlds.questions import files

BEGUN = b'{"verb": "rename_unit", "typed": {"name": "\xe6\x96\xb0"}, "query": {"unit": "office"}}'
# Where nothing is hidden: numbers that nothing has, as long as those that something has.
ABSENT = {
    "determination": "fedcba9876543210", "draft": "0011223344556677", "held": "never-kept-by-anybody", "act": "-777000777000777",
    "record": "-888000888000888",
}  # fmt: skip
OWN = ("my_determination", "my_draft", "my_act", "my_held", "my_import")


@dataclass(frozen=True)
class Seat:
    """The cookie of a session, and a token for everything that may be done by token; "" for somebody without."""

    session: str = ""
    token: str = ""


@dataclass
class Seats:
    """Where the ten sit, and the numbers of what some of them have begun, for places in addresses."""

    of: dict[str, Seat] = field(default_factory=lambda: {"stranger": Seat()})
    own: dict[str, str] = field(default_factory=dict)

    def take(self, secrets: Mapping[str, str]) -> None:
        """Lay them out in the base, so that both worlds have the same; nobody's session is older than the visits."""
        clock = Clock(AT)
        they = standing_person("committee-chief").pk
        opening = caller_of("system_administrator", person=they, at=AT)
        for name, (role, code, unit) in PERSONAS.items():
            secret = (
                secrets.get(code) or open_account(person=standing_person(code), login_name=code, by=opening, at=AT)[1]
            )
            _granted(code, role, unit, 0 if code == "committee-chief" else they)
            finish(code, secret, clock)
            self.of[name] = _seated(code)
        self._begin()

    def caller(self, name: str) -> Caller:
        """One of the ten as the server would build him."""
        standing = standing_of_token(self.of[name].session, at=soon(9))
        assert standing is not None
        return built(standing, at=soon(9))

    def _begin(self) -> None:
        conduct, clerk, at = self.caller("conduct"), self.caller("clerk"), soon(9)
        text = case_text("office-second", "office-p2", "bureau")
        asked = ask(asking(text, known_at=at), rules=rules(), by=conduct, at=at, reason="线索核查")
        draft = keep_draft(text=text.decode(), by=conduct, at=at)
        done = register.record_absence(absence=Absence(person="archive-second", reason="学习"), by=clerk, at=at)
        held = keep(kind=FORM, content=BEGUN, by=clerk, at=at)
        waiting = look_at(files("waiting", "office"), by=clerk, at=at)
        numbers = (asked.determination.public_id, draft.public_id, str(done.act), held, waiting)
        self.own = dict(zip(OWN, numbers, strict=True))


def _granted(code: str, role: str, unit: str, by: int) -> None:
    """The role over the unit, by somebody else."""
    granting = caller_of("security_administrator", person=by or standing_person("museum-chief").pk, at=AT)
    with reading(looking(AT)):
        over = Unit.everything(reason="test").get(code=unit).pk if unit else None
    grant(login_name=code, role=role, by=granting, at=AT, starts_on=AT.date(), unit_id=over)


def _seated(code: str) -> Seat:
    """A session with a second factor just given, and a token."""
    at = soon(8)
    with acting(sign_in_caller(at)):
        account = Account.everything(reason="test").get(login_name=code)
        session = open_session(account, source="test", at=at, factor_at=at).token
    standing = standing_of_token(session, at=at)
    assert standing is not None
    by = built(standing, at=at)
    return Seat(session, make_token(purpose="年度核对", actions=offered_to(by), days=30, by=by, at=at).token)


def begin_hidden(hidden: Hidden) -> dict[str, str]:
    """What others have begun about the hidden subject: numbers of a draft, a kept form and a sealed unit's row."""
    if not hidden.subject:
        return {}
    at = soon(1)
    draft = keep_draft(text=case_text(hidden.subject, "office-p1", "bureau").decode(), by=officer(at), at=at)
    keeping = caller_of("register_clerk", person=standing_person("museum-chief").pk, account=77, at=at)
    held = keep(kind=FORM, content=BEGUN, by=keeping, at=at)
    with reading(replace(looking(at), compartments=frozenset({SEALED}))):
        unit = Unit.everything(reason="test").get(code="§cell").pk
    return {"draft": draft.public_id, "held": held, "record": str(unit)}
