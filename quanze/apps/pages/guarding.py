"""Texts that a spreadsheet would run as a formula or turn into a number: guarded in csv on the way out, unguarded in.

A guarded text has one apostrophe in front. The two functions undo each other for every text, so a file that goes out
and comes back changes nothing. Cells of xlsx need no guard: they are written as strings.
"""

from __future__ import annotations

import re

# = + - @, tab and carriage return at the start, and their full-width forms, which some programs read alike.
_RUN = "=+\\-@\t\r\n＝＋－﹣﹢﹦﹫＠−|"
# Leading zeros, twelve digits and more, 12E3, 1-2, 3/4: Excel makes other numbers or days of them.
_TURNED = r"0\d+|\d{12,}|\d+(?:\.\d+)?[eE][+-]?\d+|\d{1,4}[-/]\d{1,2}(?:[-/]\d{1,4})?"
_TO_GUARD = re.compile(rf"'*(?:\s*[{_RUN}]|(?:{_TURNED})\Z)", re.ASCII)
_GUARDED = re.compile(rf"'+(?:\s*[{_RUN}]|(?:{_TURNED})\Z)", re.ASCII)
_AS_FORMULA = re.compile(r'="([^"]*)"')


def guard(text: str) -> str:
    """The text as it may stand in a csv cell."""
    return f"'{text}" if _TO_GUARD.match(text) else text


def unguard(text: str) -> str:
    """The text that a csv cell means; ``="0123"``, as people write digits for Excel, means 0123."""
    if text[:1] == "'":
        return text[1:] if _GUARDED.match(text) else text
    found = _AS_FORMULA.fullmatch(text) if text[:2] == '="' else None
    return found[1] if found else text
