"""The checker: refuses a rulebook whose text does not hold together, and proves its examples.

Run alone: ``python -m quanze.core.rulebook.checker rules/WZ2019 …`` prints one line per fault.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from quanze.core.refusals import Refusal
from quanze.core.rulebook import proving, sense
from quanze.core.rulebook.building import build_whole
from quanze.core.rulebook.languages import both
from quanze.core.rulebook.loader import COMMON, common_words, load_library, pack_folders, shipped_rules
from quanze.core.rulebook.models import SECTIONS, Rulebook
from quanze.core.rulebook.parsing import fault
from quanze.core.rulebook.reading import read_pack

# What a rulebook says of itself; an area left out, say, must never come to mean the nation.
HEAD = frozenset({"level", "area", "kind", "text", "family", "replaces", "displaces", "off", "tracks", "compares"})


def check_pack(folder: Path, known_findings: frozenset[str] | None = None) -> list[Refusal]:
    """Every fault of one pack; [] if it may be used."""
    words = known_findings if known_findings is not None else common_findings()
    try:
        return check_data(read_pack(folder), words)
    except Refusal as refusal:
        return [refusal]


def faults_of(pack: Path, words: frozenset[str]) -> list[Refusal]:
    """Every fault of a pack; ``words`` are the findings it may use beside its own.

    A text so unlike a rulebook that the checker stumbles over it is one fault, too.
    """
    try:
        return check_pack(pack, words)
    except (TypeError, ValueError, KeyError, AttributeError, IndexError, OSError) as error:
        what = f"{type(error).__name__}: {error}"
        return [
            Refusal(
                "rulebook", zh=f"规则包读不懂（{what}），请对照编写说明检查",
                en=f"the rulebook cannot be understood ({what}); compare it with the guide to writing one",
                where=pack.name,
            )
        ]  # fmt: skip


def check_data(data: Mapping[str, Any], known_findings: frozenset[str]) -> list[Refusal]:
    """Every fault of a rulebook written as plain data; what cannot be built at all is its one fault."""
    try:
        rulebook = build_whole(data)
    except Refusal as refusal:
        return [refusal]
    return [*missing_sections(rulebook.id, data), *check_rulebook(rulebook, known_findings)]


def check_rulebook(rulebook: Rulebook, known_findings: frozenset[str]) -> list[Refusal]:
    """Faults of a rulebook already built (its text apart)."""
    return [*sense.faults(rulebook, known_findings | frozenset(rulebook.findings)), *proving.faults(rulebook)]


def missing_sections(name: str, data: Mapping[str, Any]) -> Iterator[Refusal]:
    """A part of the head or a section that is not written out, not even as {none: reason}."""
    for key in HEAD - set(data):
        yield fault(f"{name}.{key}", "须写明，不作默认", "must be written out: there is no default")
    if data.get("text") == "identity_only":
        return
    for file, sections in SECTIONS.items():
        for section in sections:
            if section not in data:
                yield fault(
                    f"{name}.{section}",
                    f"缺少“{section}”部分（{file}）；如确无此内容请写 none 及理由",
                    f"the section {section} is missing ({file}); if the text has none, write none with the reason",
                )
            elif isinstance(data[section], Mapping) and "none" in data[section]:
                yield from both(data[section]["none"], f"{name}.{section}.none")
            elif data[section] in ([], {}, None):
                yield fault(
                    f"{name}.{section}", "空的部分应写 none 及理由", "an empty section says none, with the reason"
                )


def common_findings() -> frozenset[str]:
    """The keys of rules/common of the shipped rules."""
    found: set[str] = set()
    for path in (shipped_rules() / COMMON).glob("*.yaml"):
        found |= set(common_words(path))
    return frozenset(found)


def main(arguments: list[str]) -> int:
    """Check the named packs (all shipped ones if none is named); 1 if a fault was found."""
    places = [Path(a) for a in arguments] or [shipped_rules()]
    faults = [(f.name, r) for place in places for f in pack_folders(place) for r in check_pack(f)]
    for _, refusal in faults:
        print(refusal.text("zh"), "|", refusal.en)
    print(f"{len(faults)} faults in {sum(len(pack_folders(p)) for p in places)} packs")
    if not faults:
        load_library(places)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
