"""Deny by default at start-up: what has not declared actor, action and object is not served at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.conf import settings
from django.db import connection
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils.module_loading import import_string

from quanze.apps.access.declarations import Declaration, declaration_of
from quanze.cli.database import database_commands
from quanze.cli.database_version import check_database
from quanze.cli.serve_checks import check_demo_stays_here
from quanze.config.api_door import seen_through
from quanze.config.environment import refuse
from quanze.core.refusals import Refusal

Callables = Iterable[tuple[str, object]]


def check_everything_declared() -> None:
    """Look at every route, database command and job. Raises ImproperlyConfigured naming all that are undeclared."""
    missing = undeclared((*routes(get_resolver().url_patterns), *commands(), *jobs(settings.QUANZE_JOBS)))
    if missing:
        listed = "、".join(missing)
        raise refuse(
            f"以下入口没有声明由谁、对什么、办什么，程序不启动：{listed}",
            f"undeclared, so nothing starts: {', '.join(missing)}",
        )


def check_database_served() -> None:
    """Refuse to serve a database of an older or newer program. Raises ImproperlyConfigured.

    In a thread of its own: a server may call it within its event loop, and no connection outlives it into workers.
    """
    with ThreadPoolExecutor(max_workers=1) as one:
        refusal = one.submit(_database_refused).result()
    if refusal is not None:
        raise refuse(f"{refusal.code}：{refusal.zh}", f"{refusal.code}: {refusal.en}")


def check_demo_served_here() -> None:
    """Refuse to serve a demonstration under a name that others reach, whatever server it is. Raises ImproperlyConfigured."""
    proxy = settings.SECURE_PROXY_SSL_HEADER is not None
    try:
        check_demo_stays_here(settings.QUANZE_HOME, host=None, names=settings.ALLOWED_HOSTS, behind_proxy=proxy)
    except Refusal as refusal:
        raise refuse(f"{refusal.code}：{refusal.zh}", f"{refusal.code}: {refusal.en}") from None


def _database_refused() -> Refusal | None:
    try:
        check_database()
    except Refusal as refusal:
        # A fresh folder may be served: everything but signing in waits for bootstrap anyway.
        return None if refusal.code == "no_database" else refusal
    finally:
        connection.close()
    return None


def undeclared(callables: Callables) -> list[str]:
    """The names of those that declared nothing."""
    return [name for name, called in callables if declaration_of(called) is None]


def declarations(callables: Callables) -> Mapping[str, Declaration]:
    """What each declared, by name; undeclared ones are left out."""
    found = ((name, declaration_of(called)) for name, called in callables)
    return {name: declaration for name, declaration in found if declaration is not None}


def routes(patterns: Iterable[URLPattern | URLResolver], above: str = "/") -> Iterator[tuple[str, Any]]:
    """Every route below a list of patterns: its path as written, and its view; of the API, each operation."""
    for pattern in patterns:
        path = above + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, path)
        else:
            yield from seen_through(f"route {path}", pattern.callback)


def commands() -> Iterator[tuple[str, object]]:
    """Every command of quanze that opens the database, and the function that runs it."""
    for name, run in database_commands():
        yield f"quanze {name}", run


def jobs(paths: Iterable[str]) -> Iterator[tuple[str, object]]:
    """Every background job by its dotted path."""
    for path in paths:
        yield f"job {path}", import_string(path)
