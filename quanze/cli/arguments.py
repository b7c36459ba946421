"""argparse in two languages: one parser per command, errors as one sentence."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable
from typing import Any, NoReturn

from quanze.cli.console import LANGUAGES, Console, WrongUse

# What argparse says where its own English is no clear sentence → a better one.
_CLEARER = (
    (r"argument (.+): invalid int value: '(.*)'", r"\1 is a whole number, not “\2”"),
    (r"argument (.+): must be (\d+) to (\d+): (.+)", r"\1 is a number from \2 to \3, not \4"),
    (r"argument (.+): expected (\d+) arguments", r"\1 takes \2 values"),
)
# What argparse says → the same in Chinese.
_CHINESE = (
    (r"argument (.+): invalid int value: '(.*)'", r"\1 应为整数，却是“\2”"),
    (r"argument (.+): must be (\d+) to (\d+): (.+)", r"\1 应为 \2 至 \3 的数，却是 \4"),
    (r"argument (.+): expected (\d+) arguments", r"\1 后面需要 \2 个值"),
    (r"the following arguments are required: (.+)", r"缺少参数：\1"),
    (r"unrecognized arguments: (.+)", r"不认识的参数：\1"),
    (r"argument (.+): expected one argument", r"\1 后面需要一个值"),
    (r"argument (.+): expected at least one argument", r"\1 后面至少需要一个值"),
    (r"argument (.+): not allowed with argument (.+)", r"\1 不能与 \2 同用"),
    (r"argument (.+): ignored explicit argument (.+)", r"\1 不带值，却写了 \2"),
    (r"argument (.+): invalid choice: (.+) \(choose from (.+)\)", r"\1 的取值 \2 不可用，可用：\3"),
)


class _Formatter(argparse.HelpFormatter):
    """Keeps paragraphs as written; the word for usage is in the language of the help."""

    usage = "usage: "

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        """As argparse, with our word in front."""
        super().add_usage(usage, actions, groups, self.usage if prefix is None else prefix)


class _ChineseFormatter(_Formatter):
    usage = "用法："


class Arguments(argparse.ArgumentParser):
    """The arguments of one command: ``words`` name it ("case new"), ``about`` says what it does."""

    def __init__(self, words: str, console: Console, about: tuple[str, str]) -> None:
        super().__init__(
            prog=f"quanze {words}",
            description=console.say(*about),
            add_help=False,
            allow_abbrev=False,
            formatter_class=_ChineseFormatter if console.lang == "zh" else _Formatter,
        )
        self.console = console
        self.given = self.add_argument_group(console.say("参数", "arguments"))
        self.options = self.add_argument_group(console.say("选项", "options"))

    def place(self, name: str, help_: tuple[str, str], **kind: Any) -> None:
        """A positional argument."""
        self.given.add_argument(name, help=self.console.say(*help_), **kind)

    def option(self, name: str, help_: tuple[str, str], **kind: Any) -> None:
        """An option."""
        self.options.add_argument(name, help=self.console.say(*help_), **kind)

    def one_of(self, *flags: tuple[str, tuple[str, str]]) -> None:
        """Flags of which at most one may be given; the name of the one given stands in ``form``."""
        group = self.options.add_mutually_exclusive_group()
        for flag, help_ in flags:
            name = flag.removeprefix("--")
            group.add_argument(flag, dest="form", action="store_const", const=name, help=self.console.say(*help_))

    def finish(self) -> None:
        """The options every command has, last."""
        self.option("--lang", ("语言", "language"), choices=LANGUAGES)
        self.options.add_argument("-h", "--help", action="store_true", help=self.console.say("本说明", "this text"))

    def read(self, words: Iterable[str]) -> argparse.Namespace:
        """The arguments, options and places in any order. Raises WrongUse."""
        return self.parse_intermixed_args(list(words))

    def error(self, message: str) -> NoReturn:
        """One sentence instead of argparse's exit."""
        raise WrongUse(
            "wrong_use",
            zh=f"{reworded(message, _CHINESE)}（{self.prog} --help 给出用法）",
            en=f"{reworded(message, _CLEARER)} ({self.prog} --help tells the usage)",
        )

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        """As argparse, but of a range only its ends are named: a port has 65,535 choices."""
        allowed = action.choices
        if isinstance(allowed, range) and value not in allowed:
            raise argparse.ArgumentError(action, f"must be {allowed[0]} to {allowed[-1]}: {value}")
        super()._check_value(action, value)


def reworded(message: str, wordings: Iterable[tuple[str, str]]) -> str:
    """What argparse complains of, in the wording that fits; wordings it has none for stay as they are."""
    for pattern, wording in wordings:
        if found := re.fullmatch(pattern, message, re.DOTALL):
            return found.expand(wording)
    return message
