"""What the pages of this room share: the rules in use, where a rule opens, differences as lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any, NamedTuple

from django.conf import settings
from django.urls import NoReverseMatch, reverse

from quanze.apps.determinations.rules import Rules, in_use, rule_words
from quanze.apps.pages.language import language
from quanze.core.casefile.rulewords import Rules as RuleWords
from quanze.core.determination.result import Cite
from quanze.core.sheet.diff import changes

LONG, BEGINS = 320, 60
_LEAD = re.compile(r"：|: ")


def words() -> RuleWords:
    """The shipped rules with their words, read once in this process."""
    return rule_words(settings.QUANZE_HOME / "cache")


def rules() -> Rules:
    """The shipped rules as the services take them."""
    return in_use(words())


def rule_address(cite: Cite) -> str:
    """Where the place of a rulebook opens; "" where its rows are not shown on any page."""
    key = cite.row or cite.article
    try:
        return reverse("clause", args=[cite.rulebook, cite.version, key]) if key else ""
    except NoReverseMatch:
        return ""


class Difference(NamedTuple):
    """A sentence; a long one (effect periods of every method) opens behind its beginning."""

    text: str
    begins: str


class Topic(NamedTuple):
    """Differences of one thing: what its sentences all begin with ("" for a sentence by itself), and what they say."""

    lead: str
    lines: list[Difference]


class Differences(NamedTuple):
    """What another sheet has otherwise: in the answer, and in what is still to be found out."""

    answer: list[Topic]
    questions: list[Difference]


def differences(old: Mapping[str, Any], new: Mapping[str, Any]) -> Differences:
    """What the new sheet has otherwise, one sentence each, in the reader's language."""
    used = rules()
    found = changes(dict(old), dict(new), language(), titles=used.titles, findings=used.findings)
    return Differences(_topics(found.answer), [_difference(line) for line in found.questions])


def _topics(sentences: Iterable[str]) -> list[Topic]:
    """Sentences that follow each other and begin with the same party or list, together."""
    found = []
    for lead, group in groupby(sentences, key=lambda line: _LEAD.split(line, maxsplit=1)[0]):
        lines = list(group)
        if len(lines) == 1 or lead in lines:
            found.append(Topic("", [_difference(line) for line in lines]))
        else:
            found.append(Topic(lead, [_difference(_LEAD.split(line, maxsplit=1)[1]) for line in lines]))
    return found


def _difference(line: str) -> Difference:
    return Difference(line, f"{line[:BEGINS]}…" if len(line) > LONG else "")
