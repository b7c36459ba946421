"""What a code (编号) of the stored register may be made of: it stands in addresses, lists and files."""

from __future__ import annotations

import re

LONGEST_CODE = 64
# Sealed codes begin with a sign of their own; no dots alone, which an address would lose.
_CODE = re.compile(r"§?\w[\w.:-]*")
MADE_OF = (
    "只能用文字、数字和 - _ . : 四种符号，以文字或数字开头，不能有空格、斜杠、括号等",
    "use letters and digits of any script and - _ . : only, a letter or digit first; no blanks, slashes or brackets",
)


def is_code(text: str) -> bool:
    """True for what a new unit, body, post or person may have as its code: at most LONGEST_CODE signs."""
    return len(text) <= LONGEST_CODE and _CODE.fullmatch(text) is not None
