"""Whatever a person may read stands in both languages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, get_type_hints

from quanze.core.refusals import Refusal
from quanze.core.rulebook.models import Rulebook, Text
from quanze.core.rulebook.parsing import fault

_CHINESE, _LATIN = re.compile("[\u3400-\u9fff]"), re.compile("[A-Za-z]")
LANGUAGES = {"zh", "en"}


def faults(rulebook: Rulebook) -> Iterator[Refusal]:
    """Every text of a rulebook that lacks a language, or has one too many."""
    yield from _inside(rulebook.identity, rulebook.id)
    for name in Rulebook.__annotations__:
        yield from _inside(getattr(rulebook, name), f"{rulebook.id}.{name}")


def _inside(value: Any, where: str) -> Iterator[Refusal]:
    if isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from _inside(item, f"{where}({getattr(item, 'id', '') or number})")
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from _inside(item, f"{where}.{key}")
    elif is_dataclass(value) and not isinstance(value, type):
        yield from _record(value, where)


def _record(value: Any, where: str) -> Iterator[Refusal]:
    cls: type = type(value)
    texts = _texts(cls)
    for f in fields(value):
        found, here = getattr(value, f.name), f"{where}.{f.name}"
        if f.name in texts:
            for text in found if isinstance(found, tuple) else (found,):
                if text:
                    yield from both(text, here)
        elif f.name in LANGUAGES and not str(found).strip():
            yield fault(here, "须有中英文", "Chinese and English are needed")
        else:
            yield from _inside(found, here)


@cache
def _texts(cls: type) -> frozenset[str]:
    """The fields of a record that hold text for people."""
    hints = get_type_hints(cls)
    return frozenset(name for name, hint in hints.items() if hint in (Text, Text | None, tuple[Text, ...]))


def both(text: Any, where: str) -> Iterator[Refusal]:
    """A fault unless the text stands in Chinese and English, and in nothing else."""
    if not isinstance(text, Mapping) or set(text) != LANGUAGES or not _spoken(text["zh"], text["en"]):
        yield fault(where, "须有中英文（zh、en）", "Chinese and English are needed (zh, en), nothing else")


def _spoken(zh: Any, en: Any) -> bool:
    """Whether there are Chinese characters in the one and Latin letters in the other."""
    written = isinstance(zh, str) and isinstance(en, str)
    return written and _CHINESE.search(zh) is not None and _LATIN.search(en) is not None
