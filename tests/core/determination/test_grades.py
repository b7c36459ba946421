"""What hangs on an unknown degree waits for it; a recorded degree opens its methods and those of lower ones."""

from __future__ import annotations

import pytest

from quanze.core.determination.result import Methods
from quanze.core.determination.selection import Switches
from tests.core.determination.cases import find, in_2022
from tests.core.determination.conftest import Ask

ONLY_RZ = Switches(rulebooks=frozenset({"RZ2010"}))
LIGHT = {"criticism_education", "admonition", "written_self_criticism"}
SERIOUS = {"ordered_resignation", "removal", "demotion", "state_demotion", "state_removal", "state_dismissal"}


def methods(ask: Ask, *, circumstances: str | None = None, crime: bool | None = None) -> Methods:
    """The head's methods where RZ2010 art. 19(7) applies."""
    findings = find("bureau", "lax_management")
    if crime is not None:
        findings += find("feng", "suspected_crime", value=crime)
    data = in_2022(findings=findings, incident={} if circumstances is None else {"circumstances": circumstances})
    return next(p for p in ask(data, switches=ONLY_RZ).parties if p.post == "head").methods


def waits(found: Methods) -> dict[str, set[tuple[str, str | None]]]:
    return {c.method: {(m["fact"], m.get("at_least")) for m in c.if_} for c in found.conditional}


def test_nothing_above_the_lowest_degree_is_permitted_while_the_degree_is_unknown(ask: Ask) -> None:
    found = methods(ask)
    assert set(found.permitted) == LIGHT
    assert all(waits(found)[method] == {("incident.circumstances", "serious")} for method in SERIOUS)
    assert waits(found)["circular"] == {("incident.circumstances", "heavier")}
    assert waits(found)["transfer_to_justice"] == {("finding.suspected_crime", None)}


@pytest.mark.parametrize(
    ("degree", "opened", "barred"),
    [("light", LIGHT, {"circular"} | SERIOUS), ("heavier", LIGHT | {"circular"}, SERIOUS), ("serious", SERIOUS, set())],
)
def test_a_recorded_degree_opens_its_methods_and_excludes_the_higher(
    ask: Ask, degree: str, opened: set[str], barred: set[str]
) -> None:
    found = methods(ask, circumstances=degree)
    assert opened <= set(found.permitted)
    assert barred <= {e.method for e in found.excluded}
    assert not barred & {*found.permitted, *waits(found)}


def test_hand_over_to_justice_takes_a_suspected_crime_of_his_own(ask: Ask) -> None:
    assert "transfer_to_justice" in methods(ask, crime=True).permitted
    assert "transfer_to_justice" in {e.method for e in methods(ask, crime=False).excluded}


def test_the_degree_is_asked_for_once(ask: Ask) -> None:
    data = in_2022(findings=find("bureau", "lax_management"))
    asked = [q for q in ask(data, switches=ONLY_RZ).questions if q.fact == "incident.circumstances"]
    assert len(asked) == 1
    assert any("RZ2010 19-7" in text for text in asked[0].decides)
