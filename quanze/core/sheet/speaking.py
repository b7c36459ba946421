"""Titles of rulebooks and labels of findings, as a library of rulebooks has them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from quanze.core.determination.result import Text

if TYPE_CHECKING:
    from quanze.core.rulebook.library import Library


class Speaking(NamedTuple):
    """What the printed sheet takes from the rulebooks: pass it on as ``titles`` and ``findings``."""

    titles: Mapping[str, Text]
    findings: Mapping[str, Text]


def speaking(library: Library) -> Speaking:
    """Short titles by rulebook id, labels by finding key, both in Chinese and English."""
    titles = {name: identity.short for name, identity in library.identities.items()}
    findings = {key: {"zh": word.zh, "en": word.en} for key, word in library.findings.items()}
    return Speaking(titles, findings)
