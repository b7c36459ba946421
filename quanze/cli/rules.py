"""The rules a command works with: shipped ones, those of --rules, and the words they bring."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from quanze.cli.home import rules_cache
from quanze.core.casefile.open_kinds import Vocabulary
from quanze.core.casefile.wording import advice, unknown
from quanze.core.refusals import Refusal
from quanze.core.rulebook.library import Library
from quanze.core.rulebook.loader import load_library, pack_folders

Text = Mapping[str, str]
SWITCH, START = "on", "starts_on"


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

    def named(self, ids: Iterable[str]) -> frozenset[str] | None:
        """The rulebooks named with --rulebook; None if none was. Raises Refusal "rulebook_unknown"."""
        known = tuple(sorted(self.library.packs))
        for name in ids:
            if name not in known:
                raise unknown(("规则包", "rulebook"), "rulebook_unknown", name, "", advice(name, known))
        return frozenset(ids) or None


def _units(name: str, pack: Mapping[str, Any]) -> dict[str, str | None]:
    own = pack.get("parameters") or {}
    rows = own.items() if isinstance(own, Mapping) and set(own) != {"none"} else ()
    found = {f"{name}.{key}": row.get("unit") if isinstance(row, Mapping) else None for key, row in rows}
    if pack.get("off") is True:
        found[f"{name}.{SWITCH}"] = "switch"
    if not (pack.get("in_force") or {}).get(START):
        found[f"{name}.{START}"] = "date"
    return found


def load_rules(folder: str | None = None) -> Rules:
    """The shipped rules and, checked first, those of ``folder``. Raises Refusal "rulebook" or "no_rulebook"."""
    if folder is None:
        return Rules(load_library(cache=rules_cache()))
    packs = packs_in(Path(folder))
    rules = Rules(load_library([Path(folder)], cache=rules_cache()))
    from quanze.cli.checking import faults_of  # the checker is needed for rules of one's own only

    words = frozenset(rules.library.findings)
    for pack in packs:
        for refusal in faults_of(pack, words):
            raise refusal
    return rules


def packs_in(folder: Path) -> list[Path]:
    """The packs in a folder, or the folder itself if it is one. Raises Refusal "no_rulebook"."""
    found = pack_folders(folder) if folder.is_dir() else []
    if not found:
        raise Refusal(
            "no_rulebook",
            zh=f"{folder} 中没有规则包（每个规则包是一个含 rulebook.yaml 的文件夹）",
            en=f"{folder} holds no rulebook (a folder with a rulebook.yaml is one)",
        )
    return found
