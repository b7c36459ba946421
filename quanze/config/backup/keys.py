"""The pair of keys of a backup: the host knows only the public one (X25519, RFC 7748)."""

from __future__ import annotations

import os
from base64 import b64decode, b64encode
from hashlib import sha256
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

from quanze.core.refusals import Refusal
from quanze.core.words.system import reason

PUBLIC, PRIVATE = "quanze-backup-public", "quanze-backup-private"
_CURVE = "x25519"
_MOST = 4096


def make_pair(private: Path, public: Path, *, home: Path) -> str:
    """Write a new pair into two new files and return the id of the key.

    Raises Refusal: key_on_host (the private key must not lie in the data folder), file_exists, unwritable.
    """
    if home.resolve() in private.resolve().parents:
        raise Refusal(
            "key_on_host", zh="私钥不能放在数据文件夹中：备份防不住能读本机的人；请写到可移动介质或另一台机器",
            en="the private key must not lie in the data folder: put it on a removable medium or another machine",
            where=str(private),
        )  # fmt: skip
    secret = X25519PrivateKey.generate()
    known = secret.public_key()
    _write_new(private, PRIVATE, secret.private_bytes_raw())
    _write_new(public, PUBLIC, known.public_bytes_raw())
    return key_id(known)


def key_id(key: X25519PublicKey) -> str:
    """Sixteen hex digits that name a public key, for people and for the head of a backup."""
    return sha256(key.public_bytes_raw()).hexdigest()[:16]


def public_key(path: Path) -> X25519PublicKey:
    """The public key in a file. Raises Refusal: unreadable, private_given, bad_key."""
    kind, raw = _read(path)
    if kind == PRIVATE:
        raise Refusal(
            "private_given", zh="这是私钥；备份只用公钥，私钥请移出本机", where=str(path),
            en="this is the private key: a backup takes the public one; move the private one off this host",
        )  # fmt: skip
    return X25519PublicKey.from_public_bytes(raw)


def private_key(path: Path) -> X25519PrivateKey:
    """The private key in a file. Raises Refusal: unreadable, public_given, bad_key."""
    kind, raw = _read(path)
    if kind == PUBLIC:
        raise Refusal(
            "public_given", zh="这是公钥；恢复须用与之配对的私钥", where=str(path),
            en="this is the public key: restoring takes the private one of the pair",
        )  # fmt: skip
    return X25519PrivateKey.from_private_bytes(raw)


def _read(path: Path) -> tuple[str, bytes]:
    try:
        with path.open("rb") as file:
            text = file.read(_MOST).decode("ascii").strip()
        kind, curve, encoded = text.split(":")
        raw = b64decode(encoded, validate=True)
    except OSError as error:
        zh, en = f"读不到密钥文件：{reason(error).zh}", f"the key file cannot be read: {reason(error).en}"
        raise Refusal("unreadable", zh=zh, en=en, where=str(path)) from None
    except ValueError:
        raise _bad(path) from None
    if kind not in (PUBLIC, PRIVATE) or curve != _CURVE or len(raw) != 32:
        raise _bad(path)
    return kind, raw


def _bad(path: Path) -> Refusal:
    return Refusal(
        "bad_key", zh="不是备份密钥文件；请用 quanze backup keys 生成", where=str(path),
        en="not a key of backups; quanze backup keys makes a pair",
    )  # fmt: skip


def _write_new(path: Path, kind: str, raw: bytes) -> None:
    """A new file that only its owner reads."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as new:
            new.write(f"{kind}:{_CURVE}:{b64encode(raw).decode()}\n".encode())
            new.flush()
            os.fsync(new.fileno())
    except FileExistsError:
        raise Refusal(
            "file_exists", zh="文件已存在，不会覆盖；请换一个文件名", where=str(path),
            en="the file exists and is not written over; name another",
        ) from None  # fmt: skip
    except OSError as error:
        zh, en = f"写不进去：{reason(error).zh}", f"cannot be written: {reason(error).en}"
        raise Refusal("unwritable", zh=zh, en=en, where=str(path)) from None
