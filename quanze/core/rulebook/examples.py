"""The facts of an example: what a rulebook's own examples give, everything else unknown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

from quanze.core.rulebook.facts import Facts, Item, Known, ladder_of

LISTS = frozenset({"violations", "decisions", "events", "placings", "votes"})


@dataclass(frozen=True, slots=True)
class ExampleFacts:
    """Facts read from an example's ``given``; ``local`` holds one item's own facts."""

    given: Mapping[str, Any]
    parameters: Mapping[str, Any]
    local: Mapping[str, Any] = field(default_factory=dict)

    def value(self, path: str) -> Known:
        """A fact of the item or of the example; unknown if not given."""
        found = self.local.get(path, self.given.get(path))
        if path == "party.kind" and found is None:
            return Known("person")
        if isinstance(found, list):
            return Known(tuple(found))
        if isinstance(found, str) and ladder_of(path) is None and path.endswith("_yuan"):
            return Known(Decimal(found))
        return Known(found)

    def finding(self, key: str, scope: str) -> Known:
        """A finding of the example."""
        return Known(self.given.get(f"finding.{key}"))

    def parameter(self, name: str) -> Any:
        """A parameter of the example, else the pack's own."""
        return self.given.get(f"parameter.{name}", self.parameters.get(name))

    def violations(self) -> Sequence[Facts]:
        """Each violation of the example."""
        return [item.facts for item in self._violations()]

    def items(self, of: str, kind: str | None) -> Sequence[Item]:
        """Countable things of the example."""
        if of in ("violators", "violations"):
            return self._violations()
        if of == "decisions":
            return self._dated("decisions", "decision", "decided_on", distinct=True)
        if of == "events":
            events = self._dated("events", "event", "on", distinct=True)
            return [e for e in events if e.facts.value("event.kind").value == kind]
        if of == "last_places":
            return self._last_places()
        return self._votes()

    def _violations(self) -> list[Item]:
        return self._dated("violations", "violation", "concluded_on", distinct=False)

    def _dated(self, name: str, prefix: str, day: str, *, distinct: bool) -> list[Item]:
        found = []
        for number, data in enumerate(self.given.get(name, ())):
            local = {f"{prefix}.{key}": value for key, value in data.items()}
            who = str(number) if distinct else str(data.get("person", number))
            on = date.fromisoformat(str(data[day])) if data.get(day) else None
            found.append(Item(on, who, replace(self, local=local)))
        return found

    def _last_places(self) -> list[Item]:
        rows = self.given.get("placings", ())
        return [Item(date(int(r["year"]), 1, 1), str(r["group"]), self) for r in rows if r["place"] == r["of"]]

    def _votes(self) -> list[Item]:
        found = []
        for row in self.given.get("votes", ()):
            counted = sum(int(row.get(k, 0)) for k in ("excellent", "competent", "basic"))
            percent = Decimal(counted * 100) / Decimal(int(row["valid"]))
            found.append(
                Item(
                    date.fromisoformat(str(row.get("on", "2000-01-01"))),
                    "party",
                    replace(self, local={"vote.percent": percent}),
                )
            )
        return found
