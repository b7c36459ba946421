"""A refusal: what was refused, where, and how to mend it, in one sentence per language."""

from __future__ import annotations


class Refusal(Exception):
    """Input or an act that is refused.

    ``code`` is a stable key for programs, ``zh`` and ``en`` one sentence each for people;
    ``where`` is the path of the offending place ("violations[0].amount_yuan") or "".
    """

    def __init__(self, code: str, *, zh: str, en: str, where: str = "") -> None:
        super().__init__(en)
        self.code = code
        self.zh = zh
        self.en = en
        self.where = where

    def text(self, lang: str = "zh") -> str:
        """The sentence in one language, led by its place."""
        sentence = self.zh if lang == "zh" else self.en
        colon = "：" if lang == "zh" else ": "
        return f"{self.where}{colon}{sentence}" if self.where else sentence
