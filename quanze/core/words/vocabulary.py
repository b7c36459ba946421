"""All closed lists under one roof, by the name of the list."""

from __future__ import annotations

from collections.abc import Mapping

from quanze.core.words import degrees, findings, methods, organs, register, sheet, warnings
from quanze.core.words.label import Label, Words

METHOD_GROUPS = methods.GROUPS
FINDINGS = findings.FINDINGS

GROUPS: Mapping[str, Words] = {
    **degrees.GROUPS,
    **register.GROUPS,
    **organs.GROUPS,
    **sheet.GROUPS,
    "method": methods.METHODS,
    "finding": FINDINGS,
    "bar": methods.BARS,
    "warning": warnings.WARNINGS,
}


def keys(group: str) -> tuple[str, ...]:
    """The keys of one list, in their order. Raises KeyError for a list that does not exist."""
    return tuple(GROUPS[group])


def label(group: str, key: str, lang: str = "zh") -> str:
    """The term for a word of a list in one language; a key outside the list stands for itself.

    A rulebook may bring findings of its own, so an unknown key is no error here.
    Raises KeyError for a list that does not exist.
    """
    return GROUPS[group].get(key, Label(key, key)).text(lang)
