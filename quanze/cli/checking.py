"""Checking packs of rules for people."""

from __future__ import annotations

from pathlib import Path

from quanze.core.refusals import Refusal
from quanze.core.rulebook.checker import check_pack


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
