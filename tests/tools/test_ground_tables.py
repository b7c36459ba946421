"""The pages of permissions, roles and events are the lists that the program uses."""

from __future__ import annotations

from pathlib import Path

from quanze.apps.access.permissions import ACTIONS
from quanze.apps.accounts.roles import ROLES
from quanze.apps.audit.registry import listed_events
from tools.ground_tables import event_lists, outdated, pages, table


def test_the_pages_are_todays() -> None:
    assert outdated(pages()) == [], "python tools/ground_tables.py writes them anew"


def test_every_action_role_and_recordable_event_stands_on_a_page() -> None:
    permissions, events = pages().values()
    assert [name for name in (*ACTIONS, *ROLES) if f"`{name}`" not in permissions] == []
    assert [event for event in listed_events() if f"`{event}`" not in events] == []
    assert {event for listed in event_lists().values() for event in listed} == set(listed_events())


def test_a_word_changed_by_hand_and_a_missing_page_are_found(tmp_path: Path) -> None:
    wanted = {tmp_path / path.name: text for path, text in pages().items()}
    assert outdated(wanted) == ["permissions.md", "events.md"]
    for path, text in wanted.items():
        path.write_text(text, "utf-8")
    assert outdated(wanted) == []
    events = tmp_path / "events.md"
    events.write_text(events.read_text("utf-8").replace("`audit:", "`audits:", 1), "utf-8")
    assert outdated(wanted) == ["events.md"]


def test_a_table_has_a_rule_under_its_head() -> None:
    assert table(("a", "b"), [("1", "2")]) == "| a | b |\n| --- | --- |\n| 1 | 2 |\n"
