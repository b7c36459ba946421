"""The rules a question is answered by, as the door that asks has loaded them; the server loads them once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from quanze.core.casefile.open_kinds import Vocabulary
from quanze.core.casefile.rulewords import Rules as RuleWords
from quanze.core.rulebook.library import Library
from quanze.core.rulebook.loader import load_library

Text = Mapping[str, str]
Parameters = Mapping[str, int | str | bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """A library, the words a case may use under it, and the titles that readers know its texts by.

    ``check_parameters`` raises Refusal for a value that does not fit its parameter.
    """

    library: Library
    known_findings: Vocabulary
    known_parameters: Vocabulary
    known_areas: frozenset[str]
    check_parameters: Callable[[Parameters], None]
    titles: Mapping[str, Text]
    findings: Mapping[str, Text]


def in_use(words: RuleWords) -> Rules:
    """A library and its words as the services take them."""
    return Rules(
        library=words.library, known_findings=words.known_findings, known_parameters=words.known_parameters,
        known_areas=words.known_areas, check_parameters=words.check_units, titles=words.titles, findings=words.finding_labels,
    )  # fmt: skip


@cache
def rule_words(folder: Path | None = None) -> RuleWords:
    """The shipped rules with their words, read once in a process; ``folder`` keeps their compiled form."""
    return RuleWords(load_library(cache=folder))


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What the asker set: the rulebooks named (None: all of the area), unverified clauses too, parameters."""

    rulebooks: tuple[str, ...] | None = None
    unverified: bool = False
    parameters: Parameters | None = None

    def as_data(self) -> dict[str, Any]:
        """JSON-ready data; ``settings_of`` is the way back."""
        named = None if self.rulebooks is None else sorted(self.rulebooks)
        return {"rulebooks": named, "unverified": self.unverified, "parameters": dict(self.parameters or {})}


def settings_of(data: Mapping[str, Any]) -> Settings:
    """The settings that ``as_data`` wrote."""
    named = data["rulebooks"]
    return Settings(
        rulebooks=None if named is None else tuple(named), unverified=data["unverified"], parameters=data["parameters"]
    )
