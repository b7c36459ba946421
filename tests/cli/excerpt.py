"""The excerpt of a real sheet in both READMEs, cut from today's output.

``python -m tests.cli.excerpt`` writes it anew after a change of rules or wording.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.cli.command import EXAMPLE, ROOT, quanze

README = {"en": ROOT / "README.md", "zh": ROOT / "README.zh-CN.md"}
_FENCE = re.compile(r"(?<=```text\n).*?(?=```\n)", re.DOTALL)
_HEADING = re.compile(r"[一二三四五六七八九十]+、|\d+\. ")
_ANSWER = re.compile("一、|1\\. ")
_FIRST_PARTY = re.compile("（一）|\\(1\\)")
_CHAIN = re.compile("  (【责任链条】|\\[Chain of responsibility\\])")
_QUESTIONS = re.compile("[一二三四五六七八九十]+、需要查明的事项|\\d+\\. To find out")
_THIRD = re.compile("  - 3\\. ")
_GAP = {"zh": "……", "en": "…"}


def excerpt(prose: str, lang: str) -> str:
    """The answer, the first party up to its chain, and the first two questions; a gap between them."""
    lines = prose.splitlines()
    answer = next(at for at, line in enumerate(lines) if _ANSWER.match(line))
    parts = (
        [*lines[:answer], *_until(lines[answer:], _HEADING)],
        list(_from(lines, _FIRST_PARTY, _CHAIN)),
        list(_from(lines, _QUESTIONS, _THIRD)),
    )
    return f"\n{_GAP[lang]}\n\n".join("\n".join(part).rstrip() + "\n" for part in parts)


def _from(lines: list[str], first: re.Pattern[str], end: re.Pattern[str]) -> Iterator[str]:
    start = next(at for at, line in enumerate(lines) if first.match(line))
    return _until(lines[start:], end)


def _until(lines: list[str], end: re.Pattern[str]) -> Iterator[str]:
    """The first line, and those after it before the next one that matches."""
    yield lines[0]
    for line in lines[1:]:
        if end.match(line):
            return
        yield line


def today(lang: str) -> str:
    """The excerpt as the command gives it now."""
    return excerpt(quanze("determine", EXAMPLE, "--lang", lang).out, lang)


def written(lang: str) -> str:
    """The excerpt as the README has it."""
    found = _FENCE.search(README[lang].read_text("utf-8"))
    return found.group() if found else ""


if __name__ == "__main__":
    for language, path in README.items():
        fresh = today(language)
        path.write_text(_FENCE.sub(lambda _, text=fresh: text, path.read_text("utf-8"), count=1), "utf-8")
