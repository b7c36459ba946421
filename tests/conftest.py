"""What all tests share: one deterministic bench, small by default and full-sized on demand."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence

from hypothesis import settings

PROVE = os.environ.get("QUANZE_PROVE") == "1"


def full_size(small: int, full: int) -> int:
    """``full`` when QUANZE_PROVE=1 is set (make prove), else ``small``: how much a test tries."""
    return full if PROVE else small


def shared(numbers: Sequence[int]) -> Sequence[int]:
    """Of many trials those of this part, where make prove does them in several (QUANZE_SHARE=2/3); else all."""
    place, _, of = os.environ.get("QUANZE_SHARE", "1/1").partition("/")
    return numbers[int(place) - 1 :: int(of)]


# What the fixture "counted" of the top conftest gives, and the name under which a test counts the faults it plants.
PLANTED_FAULTS = "植入的错误 planted faults"
Counted = Callable[[str, int], None]

settings.register_profile(
    "quanze", derandomize=True, deadline=None, database=None, print_blob=False, max_examples=full_size(100, 1000)
)
settings.load_profile("quanze")
