"""How a name is sought: its code, the name itself, its pinyin and its initials, as one text of lines.

Each part stands between line breaks, so that "a part begins with" and "a part is" can be asked of the whole text.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

BREAK = "\n"
# So few Latin signs, digits or strokes stand in nearly every code: they are sought only where a part begins.
FEW = 2
# Surnames that are read otherwise than their signs are read alone.
SURNAMES = {
    "单": ("shan",), "曾": ("zeng",), "仇": ("qiu",), "解": ("xie",), "查": ("zha",), "区": ("ou",), "朴": ("piao",),
    "盖": ("ge",), "种": ("chong",), "缪": ("miao",), "乐": ("yue",), "员": ("yun",), "燕": ("yan",),
    "任": ("ren",), "华": ("hua",), "秘": ("bi",), "覃": ("qin",), "翟": ("zhai",), "宁": ("ning",), "折": ("she",),
    "尉迟": ("yu", "chi"), "万俟": ("mo", "qi"), "长孙": ("zhang", "sun"), "单于": ("chan", "yu"),
    "澹台": ("tan", "tai"),
}  # fmt: skip


def plain(text: str) -> str:
    """A text as it is compared: one width, one case, ü as v (as input methods
    write it), no line breaks, nothing that an engine cannot keep."""
    whole = text.encode("utf-8", "ignore").decode("utf-8")
    folded = unicodedata.normalize("NFKC", whole).casefold().replace("ü", "v").replace("\0", " ")
    return " ".join(folded.split())


def spelled(code: str, name: str | None, *, person: bool = False) -> str:
    """The lines by which a thing of this code and name is found; ``person`` reads the surname as a surname."""
    known = plain(name or "")
    syllables = _of_person(known) if person else _of_thing(known)
    letters, initials = "".join(syllables), "".join(each[:1] for each in syllables)
    parts = dict.fromkeys(each for each in (plain(code), known, letters, initials) if each)
    return f"{BREAK}{BREAK.join(parts)}{BREAK}"


def part(word: str) -> str:
    """What lines must hold for a word that is sought: the word; one of one or two signs, none of them Chinese, only at
    the beginning of a code, a name, its pinyin or its initials (4 is not staff4)."""
    return f"{BREAK}{word}" if word.isascii() and len(word) <= FEW else word


def skipped(word: str, lines: str) -> tuple[int, int] | None:
    """How many signs of a line are skipped where a word's signs stand in it in their order, and how long it is.

    The least over all lines of a spelling; None where they do not stand so in any.
    """
    found = ((_least(word, line), len(line)) for line in lines.split(BREAK))
    return min(((span - len(word), length) for span, length in found if span is not None), default=None)


def _least(word: str, line: str) -> int | None:
    """The shortest stretch of a line that holds a word's signs in their order."""
    spans = (_span(word, line, start) for start, sign in enumerate(line) if sign == word[0])
    return min((each for each in spans if each is not None), default=None)


def _span(word: str, line: str, start: int) -> int | None:
    """From a sign on, the length of the stretch up to where the word's last sign is first reached."""
    place = start
    for sign in word[1:]:
        place = line.find(sign, place + 1)
        if place < 0:
            return None
    return place - start + 1


@lru_cache(maxsize=20_000)
def _of_thing(name: str) -> tuple[str, ...]:
    """The syllables of a title or a unit's name, read as words, for many characters have more than one sound."""
    # Half a second of dictionaries, which only those who write names and the first of them need.
    from pypinyin import lazy_pinyin

    return tuple(each.replace(" ", "") for each in lazy_pinyin(name))


def _of_person(name: str) -> tuple[str, ...]:
    """The syllables of a person's name, sign by sign: no dictionary of words knows names."""
    surname = next((name[:length] for length in (2, 1) if name[:length] in SURNAMES), "")
    return (*SURNAMES.get(surname, ()), *_of_signs(name[len(surname) :]))


def _of_signs(text: str) -> tuple[str, ...]:
    return tuple(_of_sign(sign) for sign in text if not sign.isspace() and sign != "·")


@lru_cache(maxsize=20_000)
def _of_sign(sign: str) -> str:
    from pypinyin import lazy_pinyin

    return "".join(lazy_pinyin(sign))
