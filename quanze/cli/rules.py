"""The rules a command works with: shipped ones and those of --rules."""

from __future__ import annotations

from pathlib import Path

from quanze.cli.home import rules_cache
from quanze.core.casefile.rulewords import Rules
from quanze.core.refusals import Refusal
from quanze.core.rulebook.loader import load_library, pack_folders

__all__ = ["Rules", "load_rules", "packs_in"]


def load_rules(folder: str | None = None) -> Rules:
    """The shipped rules and, checked first, those of ``folder``. Raises Refusal "rulebook" or "no_rulebook"."""
    if folder is None:
        return Rules(load_library(cache=rules_cache()))
    packs = packs_in(Path(folder))
    rules = Rules(load_library([Path(folder)], cache=rules_cache()))
    from quanze.core.rulebook.checker import faults_of  # the checker is needed for rules of one's own only

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
