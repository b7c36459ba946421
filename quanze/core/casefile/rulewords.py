"""The words that a library of rulebooks brings to cases and sheets: titles, findings, parameters with their units."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from quanze.core.casefile.open_kinds import Vocabulary
from quanze.core.casefile.wording import advice, unknown, wrong_type
from quanze.core.periods import rulebook_start
from quanze.core.refusals import Refusal
from quanze.core.rulebook.library import Library

Text = Mapping[str, str]
Values = Mapping[str, int | str | bool]
SWITCH, START = "on", "starts_on"
_WHOLE = frozenset({"months", "days", "years"})


@dataclass
class Rules:
    """A library with what reading cases and printing sheets need of it."""

    library: Library

    @cached_property
    def titles(self) -> Mapping[str, Text]:
        """Short titles of the rulebooks by id."""
        return {name: identity.short for name, identity in self.library.identities.items()}

    @cached_property
    def finding_labels(self) -> Mapping[str, Text]:
        """What every finding is called."""
        return {key: {"zh": word.zh, "en": word.en} for key, word in self.library.findings.items()}

    @cached_property
    def known_findings(self) -> Vocabulary:
        """The findings a case may record, with their degrees."""
        return {key: word.degrees for key, word in self.library.findings.items()}

    @cached_property
    def units(self) -> Mapping[str, str | None]:
        """Every parameter of the packs with its unit, straight from their text: building them all would take long.

        ``ID.on`` switches a pack that is off by default; ``ID.starts_on`` gives a start that is not at hand.
        """
        found: dict[str, str | None] = {}
        for name in sorted(self.library.packs):
            found |= _units(name, self.library.packs[name])
        return found

    @cached_property
    def known_parameters(self) -> Vocabulary:
        """The parameters a case may set."""
        return dict.fromkeys(self.units)

    @cached_property
    def known_areas(self) -> frozenset[str]:
        """The areas that some rulebook is for."""
        return frozenset(identity.area for identity in self.library.identities.values())

    def named(self, ids: Iterable[str]) -> frozenset[str] | None:
        """The rulebooks named; None if none was. Raises Refusal "rulebook_unknown"."""
        known = tuple(sorted(self.library.packs))
        for name in ids:
            if name not in known:
                raise unknown(("规则包", "rulebook"), "rulebook_unknown", name, "", advice(name, known))
        return frozenset(ids) or None

    def check_units(self, values: Values) -> None:
        """Refuse values that do not fit the unit of their parameter: months and the like are whole, dates are dates."""
        for key, value in values.items():
            unit = self.units.get(key)
            path = f"parameters.{key}"
            if unit == "date":
                rulebook_start(str(value), where=path)
            elif unit == "switch" and not isinstance(value, bool):
                raise wrong_type(value, path, " true 或 false", "true or false")
            elif unit in _WHOLE and (isinstance(value, bool) or not isinstance(value, int)):
                raise wrong_type(value, path, "整数", "a whole number")
            elif unit in _WHOLE and int(value) < 0:
                raise Refusal("out_of_range", zh="不能为负数", en="cannot be negative", where=path)


def _units(name: str, pack: Mapping[str, Any]) -> dict[str, str | None]:
    own = pack.get("parameters") or {}
    rows = own.items() if isinstance(own, Mapping) and set(own) != {"none"} else ()
    found = {f"{name}.{key}": row.get("unit") if isinstance(row, Mapping) else None for key, row in rows}
    if pack.get("off") is True:
        found[f"{name}.{SWITCH}"] = "switch"
    if not (pack.get("in_force") or {}).get(START):
        found[f"{name}.{START}"] = "date"
    return found
