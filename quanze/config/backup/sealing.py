"""The envelope of a backup: encrypted in pieces, none of which can be changed, moved, doubled or left out.

A fresh X25519 key agrees with the public key on a secret; HKDF-SHA-256 makes of it the key of AES-256-GCM. Each piece
is bound to the head of the file, its place and whether it is the last. The text is compressed first.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from quanze.config.backup.keys import key_id
from quanze.core.refusals import Refusal

SUITE = "x25519-hkdf-sha256-aes256gcm-zlib"
MAGIC = b"quanze-backup-1 "
PIECE = 1 << 18
_TAG = 16
_LONGEST_HEAD = 1024


@dataclass(frozen=True, slots=True)
class Head:
    """The readable first line of a backup: its suite, the id of the key it is for, and the fresh public key."""

    suite: str
    key: str
    fresh: str


class Sealer:
    """Writes text into a file as encrypted pieces; ``close`` makes the last one."""

    def __init__(self, file: BinaryIO, key: X25519PublicKey) -> None:
        fresh = X25519PrivateKey.generate()
        shown = fresh.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        self._file = file
        self._line = _head_line(Head(SUITE, key_id(key), shown.hex()))
        self._cipher = AESGCM(_derived(fresh.exchange(key), self._line))
        self._packing = zlib.compressobj(6)
        self._waiting = bytearray()
        self._place = 0
        file.write(self._line)

    def write(self, data: bytes) -> None:
        """Take more of the text."""
        self._waiting += self._packing.compress(data)
        while len(self._waiting) > PIECE:
            self._put(bytes(self._waiting[:PIECE]), last=False)
            del self._waiting[:PIECE]

    def close(self) -> None:
        """Write the last piece; the file itself stays open."""
        self._waiting += self._packing.flush()
        while len(self._waiting) > PIECE:
            self._put(bytes(self._waiting[:PIECE]), last=False)
            del self._waiting[:PIECE]
        self._put(bytes(self._waiting), last=True)

    def _put(self, piece: bytes, *, last: bool) -> None:
        self._file.write(self._cipher.encrypt(_nonce(self._place, last), piece, self._line))
        self._place += 1


def read_head(file: BinaryIO) -> tuple[Head, bytes]:
    """The head of a backup and its line as it stands, with the file behind it.

    Raises Refusal: not_a_backup, unknown_suite.
    """
    line = file.readline(_LONGEST_HEAD)
    try:
        if not line.startswith(MAGIC):
            raise ValueError
        found: Any = json.loads(line[len(MAGIC) :])
        head = Head(str(found["suite"]), str(found["key"]), str(found["fresh"]))
    except (ValueError, TypeError, KeyError):
        raise Refusal("not_a_backup", zh="不是权责的备份文件", en="not a backup of Quanze") from None
    if head.suite != SUITE:
        raise Refusal("unknown_suite", zh="不认识此备份的加密方式", en="this backup's encryption is not known")
    return head, line


def unsealed(file: BinaryIO, key: X25519PrivateKey) -> Iterator[bytes]:
    """The text of a backup piece by piece, each found right before it is given out.

    Raises Refusal: not_a_backup, unknown_suite, other_key, backup_damaged.
    """
    head, line = read_head(file)
    if head.key != key_id(key.public_key()):
        raise Refusal(
            "other_key", zh=f"此备份要用另一把私钥打开（编号 {head.key}）",
            en=f"this backup opens with another private key (id {head.key})",
        )  # fmt: skip
    unpacking = zlib.decompressobj()
    try:
        cipher = AESGCM(_derived(key.exchange(X25519PublicKey.from_public_bytes(bytes.fromhex(head.fresh))), line))
        for place, (piece, last) in enumerate(_pieces(file)):
            yield from _unpacked(unpacking, cipher.decrypt(_nonce(place, last), piece, line))
        if not unpacking.eof or unpacking.unused_data:
            raise ValueError
    except (InvalidTag, ValueError, zlib.error):
        raise damaged() from None


def _unpacked(unpacking: Any, packed: bytes) -> Iterator[bytes]:
    """In parts of bounded size, however much a piece unpacks to."""
    while packed:
        yield unpacking.decompress(packed, PIECE)
        packed = unpacking.unconsumed_tail


def damaged() -> Refusal:
    """The refusal for a backup with a single bit other than it was written."""
    return Refusal(
        "backup_damaged", zh="备份文件已损坏或被改动，未恢复任何内容；请换另一份备份",
        en="the backup is damaged or was altered, so nothing was restored; take another copy",
    )  # fmt: skip


def _pieces(file: BinaryIO) -> Iterator[tuple[bytes, bool]]:
    """Each piece, and whether it is the last: a file that ends early therefore fails at its last piece."""
    piece = file.read(PIECE + _TAG)
    while True:
        following = file.read(PIECE + _TAG)
        yield piece, not following
        if not following:
            return
        piece = following


def _nonce(place: int, last: bool) -> bytes:
    return place.to_bytes(11, "big") + bytes([last])


def _derived(secret: bytes, line: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=line).derive(secret)


def _head_line(head: Head) -> bytes:
    content = {"fresh": head.fresh, "key": head.key, "suite": head.suite}
    return MAGIC + json.dumps(content, sort_keys=True, separators=(",", ":")).encode() + b"\n"
