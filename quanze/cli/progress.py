"""Progress of a long batch: one line on a terminal, rewritten; nothing in a pipe."""

from __future__ import annotations

from quanze.cli.console import Console, one_line

_CLEAR = "\r\x1b[K"
_NAME = 40


class Progress:
    """How far a batch is. Silent unless standard error is a terminal, and for batches of less than two."""

    def __init__(self, total: int, console: Console, *, quiet: bool = False) -> None:
        self.total = total
        self.console = console
        self.begun = 0
        # Sheets printed to the same terminal show by themselves how far it is.
        self.shown = total > 1 and console.err.isatty() and not (quiet and console.out.isatty())

    def step(self, name: str) -> None:
        """The next one has begun."""
        self.begun += 1
        if self.shown:
            counted = self.console.say(f"第 {self.begun}/{self.total} 件", f"{self.begun} of {self.total}")
            self._write(f"{_CLEAR}{counted} {one_line(name)[-_NAME:]}")

    def done(self) -> None:
        """All done: the line is wiped."""
        if self.shown:
            self._write(_CLEAR)

    def _write(self, text: str) -> None:
        self.console.err.write(text)
        self.console.err.flush()
