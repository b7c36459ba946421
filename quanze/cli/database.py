"""The door of commands that open the database: Django, who calls, and the list of such commands.

Settings and the making of callers belong to config, above this room; they are found through Django's settings.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from getpass import getpass
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Any

from quanze.cli.arguments import Arguments
from quanze.cli.console import Console
from quanze.cli.database_version import check_database
from quanze.core.refusals import Refusal

if TYPE_CHECKING:
    from quanze.apps.access.caller import Caller


def open_database() -> None:
    """Set Django up, once. Raises Refusal "bad_settings" for settings that may not start."""
    import django
    from django.core.exceptions import ImproperlyConfigured

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "quanze.config.settings")
    try:
        django.setup()
    except ImproperlyConfigured as error:
        zh, _, en = str(error).partition(" / ")
        raise Refusal("bad_settings", zh=zh, en=en or zh) from None


def database_commands() -> Iterator[tuple[str, Callable[..., int]]]:
    """Every command that opens the database, and the function that runs it.

    Found, not listed: each module beside this one keeps its own in COMMANDS, words of the command →
    (the function that runs it, what it does in Chinese, in English). In main's own table a module's name stands first.
    """
    for found in iter_modules([os.path.dirname(__file__)]):
        table = getattr(import_module(f"quanze.cli.{found.name}"), "COMMANDS", {})
        yield from ((words, told[0]) for words, told in table.items() if callable(told[0]))


def now() -> datetime:
    """The instant, for the one call a command makes."""
    return datetime.now(UTC)


def as_option(parser: Arguments) -> None:
    """The option of every command that somebody answers for: --as LOGIN."""
    parser.option("--as", ("办理人登录名", "login name of who does this"), dest="login", metavar="LOGIN", required=True)


@contextmanager
def signed_in(login: str, console: Console, *, at: datetime) -> Iterator[Caller]:
    """The caller who signs in for one command, asked for password and one-time code; signed out at its end.

    From a pipe both are read as two lines, so that scripts never put them among the arguments.
    Raises Refusal: no_database, older_database, newer_database, wrong_credentials, sign_in_unfinished.
    """
    from django.conf import settings

    from quanze.apps.accounts.services import sign_out

    check_database()
    callers: Any = import_module(settings.QUANZE_CALLER_DOOR)
    password = _ask(console, "口令：", "Password: ")
    code = _ask(console, "动态口令：", "One-time code: ")
    caller, standing = callers.caller_by_login(login, password, code, at=at)
    try:
        yield caller
    finally:
        sign_out(standing=standing, at=at)


def _ask(console: Console, zh: str, en: str) -> str:
    if sys.stdin is not None and sys.stdin.isatty():
        return getpass(console.say(zh, en))
    return sys.stdin.readline().rstrip("\n") if sys.stdin is not None else ""
