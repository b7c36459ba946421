"""From the bytes of a file to its text: size, encoding, characters."""

from __future__ import annotations

import unicodedata
from typing import NamedTuple

from quanze.core.casefile.characters import forbidden_place
from quanze.core.casefile.wording import shown
from quanze.core.refusals import Refusal

MOST_BYTES = 5_000_000

_BOM = b"\xef\xbb\xbf"
_OTHER_BOMS = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")


class Note(NamedTuple):
    """Something people should know about how the file was read, in both languages."""

    code: str
    zh: str
    en: str


def check_size(size: int, *, name: str) -> None:
    """Refuse a file of more than 5 MB by its size in bytes, before anything of it is read."""
    if size > MOST_BYTES:
        raise Refusal(
            "too_large", zh=f"{name} 有 {size} 字节，超过 {MOST_BYTES} 字节的上限，请拆分案件或改用已存的登记簿",
            en=f"{name} has {size} bytes, more than {MOST_BYTES}; split the case or use the stored register",
        )  # fmt: skip


def decode(data: bytes, *, name: str) -> tuple[str, tuple[Note, ...]]:
    """The text of a file and what to know about it.

    UTF-8 with or without a byte order mark; GB18030 with a note. Raises Refusal for anything else,
    for an empty file, a file that is too large, and control characters (with line and column).
    """
    check_size(len(data), name=name)
    text, notes = _decoded(data, name)
    if not text.strip():
        raise empty_file(name)
    if place := forbidden_place(text):
        line, column, sign = place
        raise Refusal(
            "control_character", zh=f"{name} 第 {line} 行第 {column} 列有控制字符 {sign}，请删去",
            en=f"{name} holds the control character {sign} at line {line}, column {column}; delete it",
        )  # fmt: skip
    return text, notes


def empty_file(name: str) -> Refusal:
    """Refusal "empty_file": the file holds nothing."""
    return Refusal(
        "empty_file",
        zh=f"{name} 是空文件，可用 quanze case new 生成模板",
        en=f"{name} is empty; quanze case new gives a template",
    )


def _decoded(data: bytes, name: str) -> tuple[str, tuple[Note, ...]]:
    if data.startswith(_OTHER_BOMS):
        raise _wrong(name, "似为 UTF-16 或 UTF-32", "looks like UTF-16 or UTF-32")
    try:
        return data.removeprefix(_BOM).decode("utf-8"), ()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        if data.startswith(_BOM) or _mostly_utf8(data):
            raise _wrong(name, f"第 {line} 行有损坏的字节", f"has broken bytes on line {line}") from None
    return _gb18030(data, name)


def _gb18030(data: bytes, name: str) -> tuple[str, tuple[Note, ...]]:
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise _wrong(
            name, f"第 {line} 行既非 UTF-8 也非 GB18030", f"line {line} is neither UTF-8 nor GB18030"
        ) from None
    if not _reads_as_chinese(text):
        raise _wrong(name, "按 GB18030 读出的不是通行汉字", "read as GB18030 it is no common Chinese")
    sample = shown("".join(sign for sign in text if ord(sign) > 0x4DFF)[:12])
    note = Note(
        "gb18030_read",
        f"{name} 不是 UTF-8，已按 GB18030 读取（如“{sample}”）；请核对文字，最好另存为 UTF-8",
        f"{name} is not UTF-8 and was read as GB18030 (“{sample}”); check the text and better save it as UTF-8",
    )
    return text, (note,)


def _mostly_utf8(data: bytes) -> bool:
    """Whether UTF-8 reads more characters beyond ASCII than it fails on: then it is UTF-8 with damage."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    return sum(sign > "\x7f" for sign in text) - broken > broken


def _reads_as_chinese(text: str) -> bool:
    """Whether most characters beyond ASCII are common ones; other encodings read as GB18030 give rare ones."""
    beyond = [sign for sign in text if sign > "\x7f"]
    common = sum(_is_common(sign) for sign in beyond)
    return common * 4 >= len(beyond) * 3 and all(unicodedata.category(sign) not in ("Co", "Cn") for sign in beyond)


def _is_common(sign: str) -> bool:
    try:
        sign.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return not "\u3040" <= sign <= "\u30ff"


def _wrong(name: str, zh: str, en: str) -> Refusal:
    return Refusal("wrong_encoding", zh=f"{name} {zh}，请另存为 UTF-8", en=f"{name} {en}; save it as UTF-8")
