"""How sections are numbered when the sheet is read from top to bottom: 一、 （一） 【】; 1. (1) []."""

from __future__ import annotations

from quanze.core.sheet.numerals import chinese


def heading(title: str, number: int, depth: int, lang: str) -> str:
    """A section's title with its number, counted from 1; ``depth`` is 1, 2 or 3, the third is in brackets."""
    if depth == 1:
        return f"{chinese(number)}、{title}" if lang == "zh" else f"{number}. {title}"
    if depth == 2:
        return f"（{chinese(number)}）{title}" if lang == "zh" else f"({number}) {title}"
    return f"【{title}】" if lang == "zh" else f"[{title}]"
