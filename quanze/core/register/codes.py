"""What a code (编号) of the stored register may be made of: it stands in addresses, lists and files."""

from __future__ import annotations

LONGEST_CODE = 64
# What ends a code in an address, or stands between two in a list; blanks and unprintable signs beside these.
_NEVER = frozenset('/?#;；,，、<>()（）[]{}|"“”')
# A spreadsheet takes what begins so for a formula.
_NO_BEGINNING = frozenset("=+-@")
MADE_OF = (
    "不能有空格、斜杠、括号、引号、问号和分隔号（; , 、 | #），请用文字、数字和 - _ . : 等符号",
    "no blanks, slashes, brackets, quotes, question marks or separators (; , | #): use letters, digits and - _ . :",
)


def is_code(text: str) -> bool:
    """True for what a new unit, body, post or person may have as its code: at most LONGEST_CODE signs."""
    if not text.strip(".§") or len(text) > LONGEST_CODE or text[0] in _NO_BEGINNING:
        return False
    return not any(sign in _NEVER or sign.isspace() or not sign.isprintable() for sign in text)
