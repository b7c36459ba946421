"""Where the command speaks: one language, two streams, and how a refusal is said."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TextIO

from quanze import __version__
from quanze.core.refusals import Refusal

LANGUAGES = ("zh", "en")


class WrongUse(Refusal):
    """The command was called wrongly: exit status 2."""


class Console:
    """One run of the command: its language and its two streams."""

    def __init__(self, lang: str, out: TextIO, err: TextIO) -> None:
        self.lang = lang
        self.out = out
        self.err = err

    def say(self, zh: str, en: str) -> str:
        """The one of two sentences that is in the language of this run."""
        return zh if self.lang == "zh" else en

    def print(self, text: str) -> None:
        """Text on standard output, ending with one newline. Raises Refusal "cannot_write" when there is no room."""
        self._to_out(lambda: self.out.write(text if text.endswith("\n") else text + "\n"))

    def flush(self) -> None:
        """Everything printed is out. Raises Refusal "cannot_write" when there is no room."""
        self._to_out(self.out.flush)

    def _to_out(self, act: Callable[[], object]) -> None:
        try:
            act()
        except BrokenPipeError:  # the reader has seen enough
            raise
        except OSError as error:
            from quanze.core.words.system import reason  # no right use needs it

            raise Refusal(
                "cannot_write",
                zh=f"写不出结果（{reason(error).zh}），输出不完整",
                en=f"the result cannot be written ({reason(error).en}); what is out is not whole",
            ) from None

    def complain(self, refusal: Refusal, *, about: str = "") -> None:
        """A refusal on standard error, on one line: ``code: text``, led by ``about`` (a file) in a batch."""
        colon = self.say("：", ": ")
        said, name = refusal.text(self.lang), os.path.basename(about)
        if name and said.startswith(f"{name} "):  # it begins with its file: the path says which, the name not again
            self.note(refusal.code, about + said.removeprefix(name))
        else:
            self.note(refusal.code, (about + colon if about else "") + said)

    def note(self, code: str, text: str) -> None:
        """One line on standard error: ``code: text``."""
        self.err.write(f"{code}: {one_line(text)}\n")
        self.err.flush()


def one_line(text: str) -> str:
    """The text on one line, with a question mark for every sign that could move a terminal's cursor."""
    return "".join(sign if sign.isprintable() else "?" for sign in " ".join(text.split()))


def language(arguments: Sequence[str], environment: Mapping[str, str]) -> str:
    """ "zh" or "en": --lang wherever it stands, else the locale; Chinese where neither says anything."""
    for place, word in enumerate(arguments):
        value = word.removeprefix("--lang=") if word.startswith("--lang=") else None
        if word == "--lang" and place + 1 < len(arguments):
            value = arguments[place + 1]
        if value in LANGUAGES:
            return value
    locale = next((environment[key] for key in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(key)), "")
    spoken = locale.split(".")[0].split("_")[0].lower()
    return "zh" if spoken in ("", "c", "posix", "zh") else "en"


def internal(error: Exception) -> Refusal:
    """A fault of the program itself, as one sentence with what its makers need to find it."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = f"{os.path.basename(trace.tb_frame.f_code.co_filename)}:{trace.tb_lineno}" if trace else "?"
    what = f"{type(error).__name__} {place} quanze {__version__}"
    return Refusal(
        "internal",
        zh=f"程序自身出错（{what}），没有得出结果；请把括号内文字和所用命令告诉维护者，不要附上案情",
        en=f"the program itself failed ({what}) and gave no result; tell its maintainers the words in brackets "
        "and the command used, without the facts of the case",
    )


def open_console(arguments: Sequence[str]) -> Console:
    """The console of this run. Both streams write UTF-8 and bare line feeds on every system."""
    return Console(language(arguments, os.environ), _ready(sys.stdout), _ready(sys.stderr))


def _ready(stream: Any) -> TextIO:
    if stream is None:  # closed by the caller
        return open(os.devnull, "w", encoding="utf-8")
    if hasattr(stream, "reconfigure"):
        # A file name may hold bytes that are no text; they are shown, never a reason to stop.
        stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    ready: TextIO = stream
    return ready
