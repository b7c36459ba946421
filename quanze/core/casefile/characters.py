"""Characters that no text of a case may hold: control characters and marks that turn the reading direction."""

from __future__ import annotations

import re

# Tab, line feed and carriage return are ordinary in files. Lone surrogates and U+FFFE/U+FFFF are no
# characters; the bidirectional overrides could make a name read as another one on a sheet.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff\ud800-\udfff]")


def forbidden_in(text: str) -> str | None:
    """The first forbidden character of ``text`` as "U+0007", or None."""
    found = _FORBIDDEN.search(text)
    return f"U+{ord(found.group()):04X}" if found else None


def without_forbidden(text: str) -> str:
    """The text with a question mark in place of each forbidden character, fit for a sentence on a terminal."""
    return _FORBIDDEN.sub("?", text)


def forbidden_place(text: str) -> tuple[int, int, str] | None:
    """Line, column (both from 1) and name of the first forbidden character, or None."""
    found = _FORBIDDEN.search(text)
    if found is None:
        return None
    start = found.start()
    line = text.count("\n", 0, start) + 1
    return line, start - text.rfind("\n", 0, start), f"U+{ord(found.group()):04X}"
