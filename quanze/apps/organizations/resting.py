"""While very many rows are built that all stay, looking for garbage among them again and again is in vain."""

from __future__ import annotations

import gc
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

_P = ParamSpec("_P")
_T = TypeVar("_T")


def collector_at_rest(act: Callable[_P, _T]) -> Callable[_P, _T]:
    """Wrap a function so that Python's cycle collector rests while it runs; it doubles the speed of a large import."""

    @wraps(act)
    def run(*args: _P.args, **kwargs: _P.kwargs) -> _T:
        if not gc.isenabled():
            return act(*args, **kwargs)
        gc.disable()
        try:
            return act(*args, **kwargs)
        finally:
            gc.enable()

    return run
