"""Reads of the register; every one starts from what the caller may see."""

from quanze.apps.organizations.facts import register_from_database
from quanze.apps.organizations.selectors.acts import acts_visible, last_written
from quanze.apps.organizations.selectors.chains import Chain, who_answers
from quanze.apps.organizations.selectors.holding import who_holds
from quanze.apps.organizations.selectors.subtrees import (
    Under,
    count_under,
    holders_under,
    posts_under,
    subtree_ids,
    unit_of,
)
from quanze.apps.organizations.selectors.timelines import Moment, timeline

__all__ = [
    "Chain", "Moment", "Under", "acts_visible", "count_under", "holders_under", "last_written", "posts_under",
    "register_from_database", "subtree_ids", "timeline", "unit_of", "who_answers", "who_holds",
]  # fmt: skip
