"""From a case and a library to a determination: seven steps, each in its own room (determination.md §4)."""

from __future__ import annotations

from quanze import __version__
from quanze.core.determination.assembling import Assembly
from quanze.core.determination.case import Case
from quanze.core.determination.result import Sheet
from quanze.core.determination.selection import Switches
from quanze.core.rulebook.library import Library


def determine(case: Case, library: Library, switches: Switches | None = None) -> Sheet:
    """The determination sheet of a case under the library's rulebooks. The same input gives the same sheet.

    It advises; people decide. Raises Refusal for a rulebook that does not exist.
    """
    return Assembly(case, library, switches or Switches(), __version__).sheet()
