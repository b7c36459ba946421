"""A kept sheet as the sections of a page: the same for every reader, so it is set once and remembered for a while."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from datetime import datetime

from quanze.apps.determinations.recomputing import case_then
from quanze.apps.determinations.rereading import sheet_of
from quanze.apps.determinations.rules import Rules
from quanze.apps.determinations.selectors import Shown
from quanze.core.determination.case import Case
from quanze.core.determination.result import Cite
from quanze.core.sheet.page import Sections, sections

MOST = 64
# Number, language and digest of the rules → what was set. A kept sheet never changes, nor what was known and seen then.
_set: OrderedDict[tuple[str, str, str], Sections] = OrderedDict()


def sections_of(
    found: Shown, lang: str, *, rules: Rules, rule: Callable[[Cite], str], at: datetime, case: Case | None = None
) -> Sections:
    """The sections of a sheet that the reader was permitted to see (``found``), with the picture of the chain.

    ``case`` spares a second look at the register right after asking. Raises Refusal "sheet_format" for a sheet that only
    an older program can lay out.
    """
    key = (found.public_id, lang, rules.library.digest)
    if key in _set:
        _set.move_to_end(key)
        return _set[key]
    on = case or case_then(found, rules=rules, at=at)
    made = sections(sheet_of(found.sheet), on, lang, titles=rules.titles, findings=rules.findings, rule=rule)
    _set[key] = made
    while len(_set) > MOST:
        _set.popitem(last=False)
    return made
