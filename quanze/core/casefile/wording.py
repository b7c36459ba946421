"""How a refusal of a case file is worded: where, what is wrong, and the nearest mend."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from difflib import get_close_matches

from quanze.core.casefile.characters import without_forbidden
from quanze.core.refusals import Refusal

_SHOWN = 40
_SHORT_LIST = 100
_LONG_LIST = 240


def shown(value: object) -> str:
    """A value as people may see it in a sentence: one line, no control characters, cut after 40 characters."""
    text = without_forbidden(" ".join(str(value)[: 4 * _SHOWN].split()))
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"


def described(value: object) -> tuple[str, str]:
    """What a value is, in plain words: (Chinese, English)."""
    if value is None:
        return "空值", "nothing"
    if isinstance(value, bool):
        return "真假值", "a true/false value"
    if isinstance(value, Mapping):
        return "一组键值", "a group of keys"
    if isinstance(value, list):
        return "列表", "a list"
    names: Sequence[tuple[type, str, str]] = (
        (int, "整数", "a whole number"), (Decimal, "小数", "a decimal number"), (date, "日期", "a date"),
    )  # fmt: skip
    for kind, zh, en in names:
        if isinstance(value, kind):
            return f"{zh}“{shown(value)}”", f"{en} ({shown(value)})"
    return f"文字“{shown(value)}”", f"the text “{shown(value)}”"


def nearest(word: str, known: Iterable[str], labels: Mapping[str, str] | None = None) -> str | None:
    """The known key most like ``word``; ``labels`` maps other names (Chinese terms) to their keys."""
    names = {key.lower(): key for key in known} | dict(labels or {})
    # difflib compares in quadratic time, so a very long word is compared by its beginning.
    found = get_close_matches(word.lower()[:80], list(names), n=1, cutoff=0.5)
    return names[found[0]] if found else None


def advice(word: str, known: Sequence[str], labels: Mapping[str, str] | None = None) -> tuple[str, str]:
    """The nearest fix for an unknown word as a closing half-sentence: (Chinese, English)."""
    if not known:
        return "，此处没有可用的词", "; none is known here"
    best = nearest(word, known, labels)
    listed = ", ".join(known)
    if best is not None:
        # Beside a short list the nearest word is no trap: who wrote "city" sees prefecture, too.
        also = (f"（可用：{listed}）", f" (one of: {listed})") if len(listed) <= _SHORT_LIST else ("", "")
        return f"，是否应为“{best}”？{also[0]}", f"; did you mean “{best}”?{also[1]}"
    if len(listed) <= _LONG_LIST:
        return f"，可用：{listed}", f"; one of: {listed}"
    few = ", ".join(known[:8])
    return f"，可用的词如：{few} 等", f"; for example: {few}"


def wrong_type(value: object, path: str, zh: str, en: str) -> Refusal:
    """Refusal "wrong_type": the place holds a value of another kind than ``zh``/``en`` names."""
    is_zh, is_en = described(value)
    return Refusal("wrong_type", zh=f"这里应为{zh}，却是{is_zh}", en=f"needs {en}, but holds {is_en}", where=path)


def unknown(what: tuple[str, str], code: str, word: str, path: str, fix: tuple[str, str]) -> Refusal:
    """Refusal ``code``: ``word`` is not known as ``what`` (Chinese, English); ``fix`` closes the sentence."""
    return Refusal(
        code, zh=f"{what[0]}“{shown(word)}”不存在{fix[0]}", en=f"unknown {what[1]} “{shown(word)}”{fix[1]}", where=path
    )
