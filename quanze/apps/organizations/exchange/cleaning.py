"""What people cannot see in a cell: blanks around it, zero-width signs, full-width letters in codes."""

from __future__ import annotations

import re
import unicodedata

from quanze.apps.organizations.exchange.findings import Reason, unreadable

_UNSEEN = re.compile("[\u200b\u200c\u200d\u2060\ufeff\u00ad]")
_LINES = re.compile(r"\s*[\r\n\v\f\u0085\u2028\u2029]+\s*")
_DOTS = re.compile("[•‧∙・･．⋅]")
_BETWEEN_HANZI = re.compile(r"(?<=[^\x00-\u2e7f])\s+(?=[^\x00-\u2e7f])")


def is_shown(sign: str) -> bool:
    """Whether people see a sign. Planes 2 and 3 hold hanzi only, newer ones too than Python's own tables know."""
    return sign.isprintable() or ("\U00020000" <= sign <= "\U0003fffd" and ord(sign) & 0xFFFF < 0xFFFE)


def cleaned(text: str) -> str:
    """The text without blanks around it and without zero-width signs.

    Raises Unreadable: line_break (with the text on one line), control_character, private_character.
    """
    plain = _UNSEEN.sub("", text).strip()
    if plain.isprintable() or all(map(is_shown, plain)):
        return plain
    if _LINES.search(plain):
        joined = "".join(filter(is_shown, _LINES.sub("", plain)))
        raise unreadable(
            "line_break", "单元格内有换行，请合为一行", "a line break in the cell; make it one line", joined
        )
    spaced = " ".join(plain.split())
    unfit = next((sign for sign in spaced if not is_shown(sign)), None)
    if unfit is None:
        return spaced
    name, rest = f"U+{ord(unfit):04X}", "".join(filter(is_shown, spaced))
    if unicodedata.category(unfit) == "Co":
        raise unreadable(
            "private_character", f"含有自造字 {name}，换一台电脑就显示不出，请改用标准汉字",
            f"holds {name}, a character of private use that other machines cannot show; use the standard one",
        )  # fmt: skip
    raise unreadable("control_character", f"含有控制字符 {name}，请删去", f"holds the sign {name}; delete it", rest)


def half_width(text: str) -> str:
    """Full-width letters, digits and signs in their usual form: a code typed with either is the same code."""
    return text if text.isascii() else unicodedata.normalize("NFKC", text)


def name_of_person(text: str) -> tuple[str, Reason | None]:
    """A person's name with the one middle dot (·, U+00B7) and without the blanks that pad two hanzi to three."""
    plain = _BETWEEN_HANZI.sub("", text)
    dotted = _DOTS.sub("·", plain)
    if dotted != plain:
        return dotted, Reason(
            "name_dot", f"姓名间隔点按“·”计：{dotted}", f"the dot in the name is read as “·”: {dotted}"
        )
    return plain, None
