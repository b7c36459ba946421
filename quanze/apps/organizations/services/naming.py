"""Refusals in names: what they quote by code is told by its name too, as far as the caller may see it."""

from __future__ import annotations

import re

from quanze.apps.access.caller import Caller
from quanze.apps.organizations.selectors.names import Names, names_of
from quanze.core.refusals import Refusal

# A quoted code; where it is spoken of as a code, that comes before it.
_QUOTED = re.compile(r"((?:编号|code|id) ?)?“([^“”\s]{1,64})”")


def with_names(refusal: Refusal, by: Caller, where: str) -> Refusal:
    """The refusal at a place, with “name（code）” for each “code” of a thing that the caller sees."""
    texts = (refusal.zh, refusal.en)
    codes = {found[2] for text in texts for found in _QUOTED.finditer(text)}
    names = names_of(by, codes) if codes else Names()
    zh, en = (_named(text, names, lang) for text, lang in zip(texts, ("zh", "en"), strict=True))
    return Refusal(refusal.code, zh=zh, en=en, where=where)


def _named(text: str, names: Names, lang: str) -> str:
    opening, closing = ("（", "）") if lang == "zh" else (" (", ")")

    def told(found: re.Match[str]) -> str:
        spoken_of, code = found[1], found[2]
        name = names.any(code, lang)
        if name == code:
            return found[0]
        if spoken_of:
            return f"{found[0]}{opening}{name}{closing}"
        return f"“{name}{opening}{code}{closing}”"

    return _QUOTED.sub(told, text)
