"""What the pages of this room share: the rules in use, where a rule opens, differences as lines."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.urls import NoReverseMatch, reverse

from quanze.apps.determinations.rules import Rules, in_use, rule_words
from quanze.apps.pages.language import language
from quanze.core.casefile.rulewords import Rules as RuleWords
from quanze.core.determination.result import Cite
from quanze.core.sheet.diff import diff


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


def differences(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[str]:
    """What the new sheet has otherwise, one sentence each, in the reader's language."""
    used = rules()
    text = diff(dict(old), dict(new), language(), titles=used.titles, findings=used.findings)
    return text.splitlines()
