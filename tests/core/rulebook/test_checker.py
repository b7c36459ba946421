"""The checker catches each kind of fault: one is planted in a copy of a shipped pack, and its place is named."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from quanze.core.rulebook.checker import check_pack
from tests.core.rulebook.plants import Edit, findings, planted, row, said


def change(section: str, name: str, **values: Any) -> Edit:
    """Change fields of one row."""
    return lambda data: row(data, section, name).update(values)


def forget(section: str, name: str, key: str) -> Edit:
    """Remove a field of one row."""
    return lambda data: row(data, section, name).pop(key)


def twice(section: str, name: str, **values: Any) -> Edit:
    """Add a changed copy of one row."""
    return lambda data: data[section].append({**row(data, section, name), "id": f"{name}-again", **values})


def head(**values: Any) -> Edit:
    """Change the identity."""
    return lambda data: data.update(values)


def in_force(**values: Any) -> Edit:
    """Change the dates."""
    return lambda data: data["in_force"].update(values)


YES = {"outcome": "applies", "given": {"finding.lax_management": True}}
NO = {"outcome": "does_not_apply", "given": {"finding.lax_management": False}}
BOTH = {"zh": "一句话。", "en": "One sentence."}
LOW_AND_HIGH = {
    "all": [{"fact": "incident.harm", "at_least": "serious"}, {"fact": "incident.harm", "below": "heavier"}]
}
TWO_AND_NONE = {
    "all": [
        {"count": {"of": "events", "kind": "inaction", "within_months": 12, "at_least": 2}},
        {"count": {"of": "events", "kind": "inaction", "within_months": 12, "exactly": 0}},
    ]
}
NOT_ITSELF = {"all": [{"fact": "party.now", "is": "retired"}, {"not": {"fact": "party.now", "is": "retired"}}]}
YES_AND_NO = {"all": [{"finding": "concealed"}, {"finding": "concealed", "is": False}]}
NEAR = {"all": [{"fact": "incident.loss_yuan", "above": "0.50"}, {"fact": "incident.loss_yuan", "below": "0.50"}]}

FAULTS: list[tuple[str, str, Edit, str]] = [
    ("missing section", "WZ2019", lambda d: d.pop("competence"), "the section competence is missing"),
    ("empty section", "WZ2019", head(bars=[]), "an empty section says none"),
    ("none without reason", "WZ2019", head(bars={"none": "x"}), "WZ2019.bars.none"),
    ("unknown section", "WZ2019", head(bar=[]), "unknown key; did you mean bars?"),
    ("unknown key", "WZ2019", change("clauses", "7-1", sumary=BOTH), "clauses[0](7-1).sumary: unknown key; did you mean s"),
    ("missing key", "WZ2019", forget("clauses", "7-1", "when"), "clauses[0](7-1): when is missing"),
    ("unknown fact", "WZ2019", change("clauses", "7-1", when={"fact": "party.rnk", "is": "none"}), "did you mean party.ran"),
    ("unknown finding", "WZ2019", change("clauses", "7-1", when={"finding": "lax"}), "the finding lax is not defined"),
    ("unknown parameter", "WZ2019", change("clauses", "7-1", when={"parameter": "n", "is": 1}), "parameter n is not defi"),
    ("unknown window", "WZ2019", change("clauses", "7-1", when={"count": {"of": "violators", "at_least": 2,
     "within_months": "$n"}}), "the parameter n is not defined"),
    ("unknown form", "WZ2019", change("clauses", "7-1", when={"never": True}), "no such form of condition"),
    ("unknown step", "WZ2019", change("clauses", "7-1", consequence={"fact": "incident.loss", "at_least": "big"}), "no st"),
    ("unknown word", "WZ2019", change("clauses", "7-1", when={"fact": "party.now", "is": "retird"}), "not a known word"),
    ("unknown set", "WZ2019", change("clauses", "7-1", when={"fact": "violation.sanctions", "has_any": "all"}), "no set"),
    ("wrong operator", "WZ2019", change("clauses", "7-1", when={"fact": "party.now", "at_least": "retired"}), "cannot be c"),
    ("two comparisons", "WZ2019", change("clauses", "7-1", when={"fact": "party.rank", "is": "staff", "in": ["staff"]}),
     "exactly one comparison"),
    ("money as words", "WZ2019", change("clauses", "7-1", when={"fact": "incident.loss_yuan", "at_least": "many"}), "a num"),
    ("text as yes", "WZ2019", change("clauses", "7-1", when={"fact": "party.member", "is": "yes"}), "wrong kind of value"),
    ("count of nothing", "WZ2019", change("clauses", "7-1", when={"count": {"of": "cats", "at_least": 1}}), "a count needs"),
    ("count by words", "WZ2019", change("clauses", "7-1", when={"count": {"of": "violators", "at_least": "two"}}), "whole n"),
    ("events of no kind", "XJ", change("clauses", "slow-1", when={"count": {"of": "events", "at_least": 1}}), "needs a ki"),
    ("ladder clash", "WZ2019", change("clauses", "7-1", when=LOW_AND_HIGH), "unreachable: the row's conditions"),
    ("count clash", "XJ", change("clauses", "slow-1", when=TWO_AND_NONE), "unreachable"),
    ("denies itself", "WZ2019", change("clauses", "7-1", when=NOT_ITSELF), "unreachable"),
    ("finding clash", "WZ2019", change("clauses", "7-1", when=YES_AND_NO), "unreachable"),
    ("money clash", "WZ2019", change("clauses", "7-1", when=NEAR), "unreachable"),
    ("clash of parts", "WZ2019", change("clauses", "7-1", when={"fact": "incident.loss", "below": "serious"}), "unreachable"),
    ("never so few", "XJ", change("clauses", "slow-1", when={"count": {"of": "violators", "exactly": -1}}), "unreachable"),
    ("row behind a row", "JG2019", lambda d: d["competence"].insert(0, {**d["competence"][0], "id": "first", "to": {
        "kinds": ["person", "body"], "relations": None, "when": None}, "methods": None}), "never reached: first stands"),
    ("other methods", "WZ2019", twice("clauses", "7-1", permits=["circular"]), "(7-1): contradicts 7-1-again"),
    ("other bar", "ZW2020", twice("bars", "8-warning", months=7, examples=[]), "(8-warning): contradicts 8-warning-again"),
    ("other limit", "WZ2019", lambda d: d["deadlines"].append({**d["deadlines"][0], "id": "x", "months": None, "days": 9,
     "working_days": None, "promptly": False}), "contradicts x"),
    ("milder and harder", "WZ2019", lambda d: d["adjustments"].append({**next(a for a in d["adjustments"]
     if a["effect"].startswith("heavier")), "id": "x", "effect": "lighter"}), "contradicts x"),
    ("two labels", "WZ2019", lambda d: d["labels"].append({**d["labels"][0], "label": "direct"}), "has two labels"),
    ("apart and together", "ZW2020", lambda d: d["combinations"].append({**d["combinations"][0], "id": "x", "rule":
     "together", "methods": ["state_warning", "state_demerit"], "with": []}), "contradicts x"),
    ("gap", "XJ", lambda d: d["clauses"].pop(), "the table has a gap: inaction 1, slow_action 2, misaction 0"),
    ("overlap", "XJ", change("clauses", "slow-1", when={"count": {"of": "events", "kind": "slow_action", "at_least": 1}}),
     "overlap: inaction 0, slow_action 2"),
    ("hollow claim", "XJ", head(complete=[{"events": ["slow_action"], "up_to": 2}]), "up_to must reach 3"),
    ("empty claim", "XJ", head(complete=[{"events": ["sleep"], "up_to": 2}]), "there are no rows to check"),
    ("vast claim", "XJ", head(complete=[{"events": ["slow_action"], "up_to": 10**9}]), "too many combinations"),
    ("failing example", "WZ2019", lambda d: row(d, "clauses", "7-1")["examples"][0].update(outcome="depends"), "ple fails"),
    ("slip in an example", "WZ2019", lambda d: row(d, "clauses", "7-1")["examples"][0]["given"].update({"incident.los": 1}),
     "did you mean incident.loss?"),
    ("slip in a list", "XJ", lambda d: row(d, "clauses", "slow-1")["examples"][0]["given"]["events"][0].update(knd="x"),
     "knd: unknown key"),
    ("no examples", "WZ2019", change("clauses", "7-1", examples=[]), "an example that applies is missing"),
    ("no counter-example", "WZ2019", change("clauses", "7-1", examples=[YES]), "that does_not_apply is missing"),
    ("bar without example", "ZW2020", change("bars", "8-warning", examples=[]), "a worked example with ends_on is needed"),
    ("wrong last day", "ZW2020", change("bars", "8-warning", examples=[{"given": {"decided_on": "2020-12-15"},
     "ends_on": "2021-06-15"}]), "the example fails: 2021-06-15"),
    ("longer reading first", "ZW2020", change("bars", "8-warning", examples=[{"given": {"decided_on": "2020-08-31"},
     "ends_on": "2021-02-28"}]), "the example fails: 2021-02-28"),
    ("wrong year", "DF", lambda d: None, ""),
    ("day that is none", "ZW2020", change("bars", "8-warning", examples=[{"given": {"decided_on": "2020-02-30"},
     "ends_on": "2020-08-29"}]), "the example fails: ValueError"),
    ("two lengths", "ZW2020", change("bars", "8-warning", year="same"), "exactly one length of time"),
    ("no length", "WZ2019", lambda d: d["deadlines"][0].update(months=None), "exactly one length of time"),
    ("unverified mark", "WZ2019", change("clauses", "7-1", mark="V"), "clauses(7-1).mark: not a known word"),
    ("mark of a label", "WZ2019", lambda d: d["labels"][0].update(mark="?"), "labels.mark: not a known word"),
    ("mark of a date", "WZ2019", in_force(mark="m"), "in_force.mark: not a known word"),
    ("no English", "WZ2019", change("clauses", "7-1", summary={"zh": "一句话。"}), "clauses(7-1).summary: Chinese and E"),
    ("blank English", "WZ2019", change("clauses", "7-1", summary={"zh": "一句话。", "en": " "}), "Chinese and English"),
    ("swapped languages", "WZ2019", change("clauses", "7-1", summary={"zh": "One.", "en": "一。"}), "Chinese and English"),
    ("half a note", "WZ2019", change("clauses", "7-1", note={"zh": "说明。", "so": None}), "(7-1).note.so: wrong type"),
    ("title", "WZ2019", head(title={"zh": "条例"}), "WZ2019.title"),
    ("silent parameter", "YY2009", lambda d: d["parameters"]["two_heads_months"].update(ask={}), "two_heads_months.ask"),
    ("unknown method", "WZ2019", change("clauses", "7-1", permits=["scolding"]), "not a known word: scolding"),
    ("method not listed", "WZ2019", change("clauses", "7-1", permits=["award_bar"]), "catalogue of methods lacks award_bar"),
    ("unknown in catalogue", "WZ2019", lambda d: d["methods"][0].update(key="scolding"), "methods(scolding)"),
    ("method twice", "WZ2019", lambda d: d["methods"].append(d["methods"][0]), "the method stands twice"),
    ("id twice", "WZ2019", lambda d: d["clauses"].append(row(d, "clauses", "7-2")), "(7-2): the row's id is missing or st"),
    ("no id", "WZ2019", change("clauses", "7-1", id=""), "the row's id is missing"),
    ("no article", "WZ2019", change("clauses", "7-1", cite={"article": None}), "without an article a note must say why"),
    ("no kinds", "WZ2019", change("clauses", "7-1", to={"kinds": []}), "an empty list reaches nobody"),
    ("unknown relation", "WZ2019", change("clauses", "7-1", to={"relations": ["boss"]}), "not a known word: boss"),
    ("start", "WZ2019", in_force(starts_on="2019-13-01"), "is no usable date"),
    ("end", "WZ2019", in_force(ends_before="soon"), "a day YYYY-MM-DD is needed"),
    ("end before start", "WZ2019", in_force(ends_before="2019-09-01"), "the end must come after the start"),
    ("level", "WZ2019", head(level="city"), "WZ2019.level: not a known word"),
    ("area", "WZ2019", head(area="4309"), "an area code of six digits"),
    ("kind", "WZ2019", head(kind="novel"), "WZ2019.kind: not a known word"),
    ("itself", "WZ2019", head(replaces=["WZ2019"]), "cannot replace or displace itself"),
    ("route", "WZ2019", lambda d: d["reach"][0]["otherwise"].update(to="nowhere"), "otherwise.to: not a known word"),
    ("other folder", "WZ2019", head(id="WZ2020"), "must be its folder's name"),
    ("no id at all", "WZ2019", lambda d: d.pop("id"), "must be its folder's name"),
    ("wrong type", "WZ2019", head(off="no"), ".off: wrong type"),
    ("list for a map", "WZ2019", head(in_force=[]), "a mapping is needed"),
    ("map for a list", "WZ2019", head(methods={"a": 1}), "a list is needed"),
]  # fmt: skip
FAULTS = [each for each in FAULTS if each[3]]


@pytest.mark.parametrize(("name", "edit", "says"), [f[1:] for f in FAULTS], ids=[f[0] for f in FAULTS])
def test_the_checker_finds_the_planted_fault(tmp_path: Path, name: str, edit: Edit, says: str) -> None:
    found = check_pack(planted(tmp_path, name, edit), findings())
    assert any(says in refusal.text("en") for refusal in found), [refusal.text("en") for refusal in found]
    for refusal in found:
        assert refusal.code == "rulebook"
        assert refusal.where
        assert refusal.zh
        assert "\n" not in refusal.text("zh") + refusal.text("en")


@pytest.mark.parametrize("name", sorted({f[1] for f in FAULTS}))
def test_the_same_copy_without_a_fault_passes(tmp_path: Path, name: str) -> None:
    assert said(planted(tmp_path, name, lambda data: None)) == []


def test_a_milder_and_a_freeing_row_for_one_condition_are_no_contradiction(tmp_path: Path) -> None:
    def add(data: dict[str, Any]) -> None:
        mild = next(a for a in data["adjustments"] if a["effect"].startswith(("lighter", "mitigated")))
        data["adjustments"].append({**mild, "id": "x", "effect": "exempt"})

    assert said(planted(tmp_path, "WZ2019", add)) == []


def test_a_condition_that_can_hold_is_never_called_unreachable(tmp_path: Path) -> None:
    fair = {
        "all": [
            {"fact": "incident.harm", "at_least": "heavier"},
            {"not": {"fact": "incident.harm", "is": "serious"}},
            {"fact": "incident.loss_yuan", "at_least": "0.50"},
            {"fact": "incident.loss_yuan", "at_most": "0.50"},
            {"count": {"of": "violators", "at_least": 2}},
            {"count": {"of": "violators", "at_most": 2}},
            {"count": {"of": "decisions", "within_months": 12, "exactly": 1}},
            {"count": {"of": "decisions", "at_least": 3}},
        ]
    }
    found = said(planted(tmp_path, "WZ2019", change("clauses", "7-1", when=fair)))
    assert [text for text in found if "unreachable" in text] == []
