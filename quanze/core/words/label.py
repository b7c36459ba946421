"""A label: one term in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Label(NamedTuple):
    """The official Chinese term and plain English for one word."""

    zh: str
    en: str

    def text(self, lang: str = "zh") -> str:
        """The label in one language ("zh" or "en")."""
        return self.zh if lang == "zh" else self.en


Words = Mapping[str, Label]


def words(**pairs: tuple[str, str]) -> Words:
    """A closed list in its order: key → (Chinese, English)."""
    return {key: Label(*pair) for key, pair in pairs.items()}
