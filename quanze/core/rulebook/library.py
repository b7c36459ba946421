"""The rulebooks at hand: which there are, which were in force on a day, and each one built when first asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from quanze.core.ladders import LADDERS
from quanze.core.periods import Period, rulebook_start
from quanze.core.refusals import Refusal
from quanze.core.rulebook.building import build_findings, build_identity, build_rulebook
from quanze.core.rulebook.conditions import FactTest
from quanze.core.rulebook.models import FindingWord, Identity, Parameter, Rulebook
from quanze.core.rulebook.nodes import conditions_of, inside


@dataclass(eq=False)
class Library:
    """All packs as plain data, the common findings, and the digest of their bytes."""

    packs: Mapping[str, Mapping[str, Any]]
    common: Mapping[str, Any]
    digest: str
    _built: dict[str, Rulebook] = field(default_factory=dict)
    _levels: dict[str, frozenset[str]] = field(default_factory=dict)
    _periods: dict[tuple[str, str], Period] = field(default_factory=dict)

    @cached_property
    def identities(self) -> Mapping[str, Identity]:
        """Every pack's identity by id, in the order of their ids."""
        return {name: build_identity(self.packs[name]) for name in sorted(self.packs)}

    @cached_property
    def findings(self) -> Mapping[str, FindingWord]:
        """Every finding a case may record: the common ones and each pack's own."""
        words = dict(build_findings(self.common.get("findings", {}), "common.findings"))
        for name in sorted(self.packs):
            words.update(build_findings(self.packs[name].get("findings", ()), f"{name}.findings"))
        return words

    def rulebook(self, name: str) -> Rulebook:
        """One rulebook, built on first use. Raises Refusal "rulebook_unknown"."""
        if name not in self.packs:
            raise Refusal(
                "rulebook_unknown",
                zh=f"没有规则包 {name}；现有：{'、'.join(sorted(self.packs))}",
                en=f"there is no rulebook {name}; at hand: {', '.join(sorted(self.packs))}",
            )
        if name not in self._built:
            self._built[name] = build_rulebook(self.packs[name])
        return self._built[name]

    def period(self, name: str, parameters: Mapping[str, Any]) -> Period | None:
        """When a rulebook is in force (half-open); None while its start is not at hand and not set."""
        force = self.identities[name].in_force
        printed = parameters.get(f"{name}.starts_on") or force.starts_on
        if printed is None:
            return None
        key = (name, str(printed))
        if key not in self._periods:
            ends = date.fromisoformat(force.ends_before) if force.ends_before else None
            self._periods[key] = Period(rulebook_start(key[1], where=f"{name}.in_force.starts_on"), ends)
        return self._periods[key]

    def reaching(self, area: str) -> list[Identity]:
        """Rulebooks whose area contains this one, higher issuers first, later ones first among equals."""
        near = [i for i in self.identities.values() if contains(i.area, area)]
        order = LADDERS["level"]
        return sorted(near, key=lambda i: (-order.index(i.level), i.id))

    def in_force(self, area: str, on: date, parameters: Mapping[str, Any] | None = None) -> list[Identity]:
        """Rulebooks of this area in force on the day (inclusive)."""
        found = []
        for identity in self.reaching(area):
            period = self.period(identity.id, parameters or {})
            if period is not None and period.contains(on):
                found.append(identity)
        return found

    def chosen(self, area: str | None = None, on: date | None = None) -> list[Identity]:
        """Rulebooks of the area (None: all), in force on the day (inclusive; None: ever) or of unknown start."""
        reaching = list(self.identities.values()) if area is None else self.reaching(area)
        if on is None:
            return reaching
        periods = ((identity, self.period(identity.id, {})) for identity in reaching)
        return [identity for identity, period in periods if period is None or period.contains(on)]

    def investigating_levels(self, name: str) -> frozenset[str]:
        """The levels of investigating organs that a rulebook's clauses name."""
        if name not in self._levels:
            tests = (n for row in self.rulebook(name).clauses for c in conditions_of(row) for n in inside(c))
            found = (n for n in tests if isinstance(n, FactTest) and n.path == "violation.investigated_by")
            self._levels[name] = frozenset(str(n.wanted) for n in found)
        return self._levels[name]

    def parameters(self, of: Iterable[str] | None = None) -> Mapping[str, Parameter]:
        """Visible parameters by "ID.name" of these packs (None: all); starts_on where a start is not at hand."""
        found = {}
        for name in sorted(self.packs if of is None else of):
            for key, parameter in self.rulebook(name).parameters.items():
                found[f"{name}.{key}"] = parameter
            if self.identities[name].in_force.starts_on is None:
                found[f"{name}.starts_on"] = _unknown_start(self.identities[name])
        return found


def contains(wide: str, narrow: str) -> bool:
    """True if the area code ``wide`` contains ``narrow`` (430922 ⊂ 430900 ⊂ 430000 ⊂ 000000; GB/T 2260)."""
    kept = wide.rstrip("0")
    kept = kept + "0" * (len(kept) % 2)
    return narrow.startswith(kept)


def _unknown_start(identity: Identity) -> Parameter:
    return Parameter(
        value=None,
        unit="date",
        ask={
            "zh": f"{identity.short['zh']}自哪一天起施行？（资料未载）",
            "en": f"From which day is {identity.short['en']} in force? (not in the material at hand)",
        },
    )
