"""Effect periods (影响期): what a person may not receive, from when until when, and how periods meet."""

from quanze.core.effects.combine import bars_of_person, combine
from quanze.core.effects.rows import BarRow, BarSpan, Measure
from quanze.core.effects.running import longest_bar_months, running_on, serving
from quanze.core.effects.spans import bars_of

__all__ = [
    "BarRow",
    "BarSpan",
    "Measure",
    "bars_of",
    "bars_of_person",
    "combine",
    "longest_bar_months",
    "running_on",
    "serving",
]
