"""The table of commands names every command once, as its own module words it."""

from __future__ import annotations

from importlib import import_module

from quanze.cli.commands import COMMANDS

OF_THE_DATABASE = ("accounts", "register_exchange", "register_show", "asked", "audit", "backup", "demo", "tokens")


def told() -> dict[str, tuple[str, str, str]]:
    """What the modules that open the database say of their own commands."""
    table: dict[str, tuple[str, str, str]] = {}
    for name in OF_THE_DATABASE:
        import_module(f"quanze.cli.{name}").add_commands(table)
    return table


def test_every_command_of_the_database_stands_in_the_table_as_its_module_words_it() -> None:
    listed = {words: row for words, row in COMMANDS.items() if row[0] in OF_THE_DATABASE}
    assert listed == told()


def test_every_command_has_a_module_that_reads_its_words() -> None:
    for words, (module, zh, en) in COMMANDS.items():
        found = import_module(f"quanze.cli.{module}")
        assert callable(found.run), words
        assert callable(found.arguments), words
        assert zh, words
        assert en, words
