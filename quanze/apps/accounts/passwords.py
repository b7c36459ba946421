"""Passwords: how they are hashed, how few hashes run at once, and which passwords are refused."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from secrets import choice, token_urlsafe
from threading import BoundedSemaphore

from django.conf import settings
from django.contrib.auth.hashers import Argon2PasswordHasher, check_password, make_password
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ImproperlyConfigured, ValidationError

from quanze.core.refusals import Refusal

LONGEST = 256
_CLASSES: tuple[Callable[[str], bool], ...] = (
    str.islower,
    str.isupper,
    str.isdigit,
    lambda sign: not sign.isalnum(),
)
COMPLEXITY = "complexity"
_LEAST = {COMPLEXITY: 10, "length": 12}
# 64 MiB each: more at once would exhaust a small host on the morning everybody signs in.
_QUEUE = BoundedSemaphore(2)


class StaffArgon2(Argon2PasswordHasher):
    """Argon2id with 64 MiB and three passes, about a third of a second on one core."""

    memory_cost = 65536
    time_cost = 3
    parallelism = 1


def hashed(password: str) -> str:
    """The password as it is kept."""
    with _QUEUE:
        return make_password(password)


def fits(password: str, kept: str | None) -> bool:
    """Does the password fit? One hash runs whether there is an account (``kept``) or not (None)."""
    with _QUEUE:
        right = check_password(password[: LONGEST + 1], kept if kept is not None else _nobodys())
    return right and kept is not None


@cache
def _nobodys() -> str:
    return make_password(token_urlsafe(24))


def one_time_secret() -> str:
    """A first password to be handed over once: 20 signs, no look-alikes, of all classes that the rules ask for."""
    signs = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"
    return "-".join("".join(choice(signs) for _ in range(5)) for _ in range(4)) + choice("23456789") + "aA"


def check_password_fit(password: str, *, login_name: str, names: tuple[str, ...] = ()) -> None:
    """Refuse passwords that the regime in force does not allow, wherever they come from.

    QUANZE_PASSWORD_REGIME "complexity" (等保): ten signs of three classes. "length": twelve signs, no classes.
    Both refuse known passwords and the account's own words. Raises Refusal "weak_password".
    """
    least = _LEAST[regime()]
    if not least <= len(password) <= LONGEST:
        raise _weak(f"口令长度应为 {least} 至 {LONGEST} 个字符", f"a password has {least} to {LONGEST} signs")
    if regime() == COMPLEXITY and _classes(password) < 3:
        raise _weak(
            "口令应含大写字母、小写字母、数字、符号中的三类",
            "a password needs three of: capitals, small letters, digits, other signs",
        )
    own = [word for word in (login_name, *names, "quanze", "权责") if len(word) >= 2]
    if any(word.lower() in password.lower() for word in own):
        raise _weak("口令不能含有登录名、姓名或系统名", "a password must not hold your name or the system's")
    if _is_common(password):
        raise _weak("该口令属于常见口令，请更换", "this password is a common one; choose another")


def regime() -> str:
    """The password rules in force. Raises ImproperlyConfigured for an unknown name."""
    name: str = settings.QUANZE_PASSWORD_REGIME
    if name not in _LEAST:
        raise ImproperlyConfigured(
            "QUANZE_PASSWORD_REGIME 应为 complexity 或 length / QUANZE_PASSWORD_REGIME is complexity or length"
        )
    return name


def _classes(password: str) -> int:
    return sum(any(belongs(sign) for sign in password) for belongs in _CLASSES)


def _is_common(password: str) -> bool:
    bare = password.rstrip("0123456789!@#$%^&*._-").lower()
    try:
        for each in {password, bare} - {""}:
            _common().validate(each)
    except ValidationError:
        return True
    return False


@cache
def _common() -> CommonPasswordValidator:
    return CommonPasswordValidator()


def _weak(zh: str, en: str) -> Refusal:
    return Refusal("weak_password", zh=zh, en=en, where="password")
