"""Keys that never lie in the database: what is secret is encrypted under them, what must not change carries a seal.

AES-256-GCM bound to the row and field; HMAC-SHA-256 over what a grant says. Each purpose has a key of its own,
derived from the installation's seal key. The first word of a sealed text names the suite.
"""

from __future__ import annotations

import hmac
import json
from base64 import b64decode, b64encode
from collections.abc import Mapping
from functools import lru_cache
from secrets import token_bytes
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from quanze.core.refusals import Refusal

_SUITE = "aes256gcm"
_NONCE = 12


def _key(purpose: str) -> bytes:
    return _derived(settings.QUANZE_SEAL_KEY, purpose)


@lru_cache(maxsize=32)
def _derived(source: str, purpose: str) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose.encode()).derive(source.encode())


def seal(plain: bytes, *, purpose: str, row: str) -> str:
    """Encrypt a short secret for one row: the text opens only for the same purpose and row."""
    nonce = token_bytes(_NONCE)
    closed = AESGCM(_key(purpose)).encrypt(nonce, plain, f"{purpose}:{row}".encode())
    return f"{_SUITE}:{b64encode(nonce + closed).decode()}"


def unseal(sealed: str, *, purpose: str, row: str) -> bytes:
    """The secret again. Raises Refusal "seal_broken" for a text that was altered, moved or sealed by another key."""
    try:
        suite, _, body = sealed.partition(":")
        raw = b64decode(body, validate=True)
        if suite != _SUITE:
            raise ValueError(suite)
        return AESGCM(_key(purpose)).decrypt(raw[:_NONCE], raw[_NONCE:], f"{purpose}:{row}".encode())
    except (InvalidTag, ValueError) as error:
        raise Refusal(
            "seal_broken", zh="保存的密钥材料无法打开（已被改动，或封存密钥已更换）；请联系安全管理员重置动态口令",
            en="the stored secret does not open (altered, or the seal key was changed); "
            "ask the security administrator to reset your second factor",
        ) from error  # fmt: skip


def stamp(content: Mapping[str, Any], *, purpose: str) -> str:
    """The seal over what a row says, 64 hexadecimal signs; values are text, numbers and None."""
    said = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hmac.digest(_key(purpose), said.encode(), "sha256").hex()
