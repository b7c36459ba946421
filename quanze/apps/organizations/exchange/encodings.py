"""Text of a csv file from its bytes and back: UTF-8 with or without byte order mark, GB18030 as the 2022 standard has it."""

from __future__ import annotations

import unicodedata

from quanze.apps.organizations.exchange.cleaning import is_shown
from quanze.core.casefile.wording import shown
from quanze.core.refusals import Refusal

_BOM = b"\xef\xbb\xbf"
_OTHER_BOMS = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
_SAMPLE = 4000
# Python's codec still gives private characters where GB18030-2005 and -2022 have real ones.
FIXED = dict(
    zip(
        map(ord, "\ue78d\ue78e\ue78f\ue790\ue791\ue792\ue793\ue794\ue795\ue796\ue7c7\ue816\ue817\ue818\ue81e\ue826"
        "\ue82b\ue82c\ue831\ue832\ue83b\ue843\ue854\ue855\ue864"),
        "\ufe10\ufe12\ufe11\ufe13\ufe14\ufe15\ufe16\ufe17\ufe18\ufe19\u1e3f\U00020087\U00020089\U000200cc\u9fb4\u9fb5"
        "\u9fb6\u9fb7\U000215d7\u9fb8\U0002298f\u9fb9\u9fba\U000241fe\u9fbb",
        strict=True,
    )
)  # fmt: skip
_BROKEN = {ord(standard): chr(private) for private, standard in FIXED.items()}


def decode(data: bytes, *, name: str) -> tuple[str, bool]:
    """The text, and whether it was read as GB18030. Raises Refusal: empty_file, wrong_encoding."""
    if data.startswith(_OTHER_BOMS):
        raise _wrong(name, "似为 UTF-16 或 UTF-32", "looks like UTF-16 or UTF-32")
    text, as_gb18030 = _decoded(data, name)
    if not text.strip():
        raise empty_file(name)
    return text, as_gb18030


def empty_file(name: str) -> Refusal:
    """Refusal "empty_file": no cell holds anything."""
    return Refusal(
        "empty_file", zh=f"{shown(name)} 是空文件；请照模板填写",
        en=f"{shown(name)} is empty; fill in the template",
    )  # fmt: skip


def _decoded(data: bytes, name: str) -> tuple[str, bool]:
    try:
        return data.removeprefix(_BOM).decode("utf-8"), False
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        if data.startswith(_BOM):
            raise _wrong(name, f"第 {line} 行有损坏的字节", f"has broken bytes on line {line}") from None
    return _gb18030(data, name, line), True


def _gb18030(data: bytes, name: str, bad_line: int) -> str:
    try:
        text = data.decode("gb18030").translate(FIXED)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        both = (f"第 {line} 行既非 UTF-8 也非 GB18030", f"line {line} is neither UTF-8 nor GB18030")
        raise _wrong(name, *both) from None
    if not _reads_as_chinese(text):
        raise _wrong(name, f"第 {bad_line} 行不是 UTF-8", f"line {bad_line} is not UTF-8")
    return text


def encode(text: str, encoding: str) -> bytes:
    """The bytes of a csv file that goes out: "utf-8" (with a mark, for Excel) or "gb18030"."""
    return text.translate(_BROKEN).encode("gb18030") if encoding == "gb18030" else _BOM + text.encode("utf-8")


def _reads_as_chinese(text: str) -> bool:
    """Whether most characters beyond ASCII are hanzi or usual signs; other encodings read as GB18030 give rare ones.

    The first line that has any decides as well as the whole: below common headers names may be as rare as they are.
    """
    first = next((line for line in text.splitlines() if not line.isascii()), "")
    if any(unicodedata.category(sign) == "Cn" and not is_shown(sign) for sign in text[:_SAMPLE]):
        return False
    return _mostly_common(first[:_SAMPLE]) or _mostly_common(text)


def _mostly_common(text: str) -> bool:
    beyond = [sign for sign in text if sign > "\x7f"][:_SAMPLE]
    return sum(map(_is_common, beyond)) * 4 >= len(beyond) * 3


def _is_common(sign: str) -> bool:
    try:
        sign.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return not "\u3040" <= sign <= "\u30ff"


def _wrong(name: str, zh: str, en: str) -> Refusal:
    return Refusal(
        "wrong_encoding", zh=f"{shown(name)} {zh}，请另存为 UTF-8", en=f"{shown(name)} {en}; save it as UTF-8"
    )
