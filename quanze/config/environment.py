"""What the environment says about this installation, checked before anything starts."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path
from secrets import token_urlsafe
from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from quanze.config.private_files import PrivateConnection, private_folder
from quanze.core.ledger.hashing import HASH_NAMES

LOOPBACK = frozenset({"localhost", "127.0.0.1", "[::1]"})
SHORTEST_SECRET = 32
# What people leave in from examples and tutorials; compared without case, spaces and signs.
KNOWN_SECRETS = frozenset(
    "secret secretkey yoursecretkey mysecretkey changeme changethis changemeplease pleasechangeme password password1 "
    "password123 passw0rd admin admin123 administrator root test testing test123 example default insecure "
    "djangoinsecure development dev demo django djangosecret djangosecretkey letmein qwerty qwerty123 welcome "
    "123456 1234567 12345678 123456789 1234567890 111111 000000 888888 666666 abc123 abcdef abcdefg iloveyou "
    "quanze quanzesecret quanzesecretkey supersecret topsecret replaceme todo none null undefined xxxxxxxx".split()
)


def refuse(zh: str, en: str) -> ImproperlyConfigured:
    """The fault of a setting, in both languages; the process does not start."""
    return ImproperlyConfigured(f"{zh} / {en}")


def is_known(secret: str) -> bool:
    """True for a secret that is a known one, repeats one, counts upward through the alphabet, or varies too little."""
    plain = "".join(sign for sign in secret.lower() if sign.isalnum())
    following = sum(ord(after) - ord(before) == 1 for before, after in pairwise(plain))
    if len(set(plain)) < 8 or following > len(plain) // 2:
        return True
    bare = plain.removeprefix("djangoinsecure")
    return any(known * (len(part) // len(known)) == part for part in (plain, bare) for known in KNOWN_SECRETS if part)


def check_secret(secret: str, name: str) -> str:
    """The secret, unless it is empty, short or known. Raises ImproperlyConfigured."""
    if len(secret) < SHORTEST_SECRET or is_known(secret):
        raise refuse(
            f"{name} 为空、过短（少于 {SHORTEST_SECRET} 个字符）或者是众所周知的值；请换成随机值，或不设此变量，由程序生成",
            f"{name} is empty, short (under {SHORTEST_SECRET} signs) or publicly known; set a random one, "
            "or leave it unset and one is made",
        )
    return secret


def secret(environment: Mapping[str, str], name: str, home: Path, file: str) -> str:
    """A secret from the environment, else from its file in the data folder, made at first use for the owner only.

    Raises ImproperlyConfigured for an unfit secret, or a file or data folder that others can read.
    """
    if name in environment:
        return check_secret(environment[name], name)
    path = home / file
    private_folder(home)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return check_secret(_read_private(path), str(file))
    with os.fdopen(handle, "w", encoding="ascii") as new:
        new.write(token_urlsafe(48))
        new.flush()
        os.fsync(new.fileno())
    return _read_private(path)


def _read_private(path: Path) -> str:
    if os.name == "posix" and stat.S_IMODE(path.stat().st_mode) & 0o077:
        raise refuse(
            f"密钥文件 {path.name} 可被他人读取；请执行 chmod 600",
            f"the secret file {path.name} can be read by others; run chmod 600 on it",
        )
    return path.read_text("ascii").strip()


def hosts(environment: Mapping[str, str]) -> list[str]:
    """The host names served (QUANZE_HOSTS, comma between), loopback only if unset. Raises for "*" or an empty list."""
    named = [name.strip() for name in environment.get("QUANZE_HOSTS", "").split(",") if name.strip()]
    if "QUANZE_HOSTS" in environment and not named:
        raise refuse(
            "QUANZE_HOSTS 为空；请写明主机名，或不设", "QUANZE_HOSTS is empty; name the hosts or leave it unset"
        )
    if any(name.startswith((".", "*")) for name in named):
        raise refuse("QUANZE_HOSTS 不能用通配符；请逐个写明主机名", "QUANZE_HOSTS takes no wildcard; name every host")
    return named or sorted(LOOPBACK)


def prefix(environment: Mapping[str, str]) -> str:
    """The path below which a reverse proxy serves us (QUANZE_PREFIX, "/quanze"), "" if unset. Raises for another form."""
    given = environment.get("QUANZE_PREFIX", "")
    if given and not re.fullmatch(r"(/[A-Za-z0-9_-]+)+", given):
        raise refuse(
            f"QUANZE_PREFIX 应写作 /quanze（字母、数字、-、_），却是“{given}”",
            f"write QUANZE_PREFIX as /quanze (letters, digits, -, _), not “{given}”",
        )
    return given


def switch(environment: Mapping[str, str], name: str, default: bool) -> bool:
    """A switch: 1 or 0. Raises ImproperlyConfigured for anything else."""
    value = environment.get(name, "1" if default else "0")
    if value not in ("0", "1"):
        raise refuse(f"{name} 只能是 1 或 0，却是“{value}”", f"{name} must be 1 or 0, not “{value}”")
    return value == "1"


def debug(environment: Mapping[str, str], served: list[str]) -> bool:
    """QUANZE_DEBUG, refused on any host that others can reach."""
    on = switch(environment, "QUANZE_DEBUG", False)
    if on and not LOOPBACK.issuperset(served):
        raise refuse(
            "对外服务的主机不能打开 QUANZE_DEBUG；请去掉它，或只用本机地址",
            "QUANZE_DEBUG cannot be on where others can reach the host; drop it or serve loopback only",
        )
    return on


def ledger_hash(environment: Mapping[str, str]) -> str:
    """The hash of new audit entries (QUANZE_LEDGER_HASH), sha256 if unset. Raises ImproperlyConfigured."""
    name = environment.get("QUANZE_LEDGER_HASH", "sha256")
    if name not in HASH_NAMES:
        raise refuse(
            f"QUANZE_LEDGER_HASH 只能是 {'、'.join(HASH_NAMES)}，却是“{name}”",
            f"QUANZE_LEDGER_HASH must be one of {', '.join(HASH_NAMES)}, not “{name}”",
        )
    return name


def database(environment: Mapping[str, str], home: Path) -> dict[str, Any]:
    """PostgreSQL by DATABASE_URL (postgresql://user:password@host:port/name?host=/socket/folder), else SQLite.

    Raises ImproperlyConfigured for an address of another kind, or a data folder that others can read.
    """
    address = environment.get("DATABASE_URL")
    if address is not None:
        return postgresql(address)
    private_folder(home)
    return sqlite(home / "quanze.sqlite3")


def sqlite(file: Path) -> dict[str, Any]:
    """SQLite in one file of its owner's: write-ahead log, lock taken at BEGIN, every commit reaches the disk."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    pragmas = "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;"
    return {
        "ENGINE": "quanze.config.sqlite3",
        "NAME": str(file),
        # Opening the database costs as much as a whole page; a thread keeps it for a minute.
        "CONN_MAX_AGE": 60,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": pragmas,
            "factory": PrivateConnection,
        },
        "TEST": {"NAME": str(file.with_name(f"test-{file.name}"))},
    }


def postgresql(address: str) -> dict[str, Any]:
    """PostgreSQL from its address; the folder of a socket may stand as ?host=… . Raises ImproperlyConfigured."""
    parts, port = urlsplit(address), _port(address)
    if parts.scheme not in ("postgres", "postgresql") or not parts.path.strip("/") or port is None:
        raise refuse(
            "DATABASE_URL 应写作 postgresql://用户:口令@主机:端口/库名",
            "DATABASE_URL is written postgresql://user:password@host:port/name",
        )
    options = dict(pair.partition("=")[::2] for pair in parts.query.split("&") if pair)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(options.pop("host", parts.hostname or "")),
        "PORT": port or options.pop("port", ""),
        "OPTIONS": {key: unquote(value) for key, value in options.items()},
        "CONN_MAX_AGE": 0,
    }


def _port(address: str) -> str | None:
    """The port of an address, "" if it names none, None if what it names is no port."""
    try:
        return str(urlsplit(address).port or "")
    except ValueError:
        return None
