"""How much may come in at once; what is more is refused before it is parsed."""

from __future__ import annotations

from quanze.core.casefile.wording import shown
from quanze.core.refusals import Refusal

MOST_BYTES = 64 * 2**20
MOST_UNPACKED = 512 * 2**20
MOST_PARTS = 2000
MOST_ROWS = 300_000
MOST_CELLS = 8_000_000
MOST_SHEETS = 50
# All text of all cells together, each shared text counted as often as it is used.
MOST_TEXT = 400 * 2**20
# What the process that takes a workbook apart may need: for a small file, and beyond that by the file's size in bytes.
SMALL = 2**19
WORKER_MEMORY = 200 * 2**20
WORKER_MEMORY_A_BYTE = 64
WORKER_MOST_MEMORY = 2 * 2**30
WORKER_SECONDS = 2
WORKER_SECONDS_A_MIB = 4
LONGEST_CELL = 32_767


def check_size(size: int, *, name: str) -> None:
    """Refuse a file of more than 64 MB by its size in bytes, before anything of it is read. Raises too_large."""
    if size > MOST_BYTES:
        raise too_large(name, f"有 {size} 字节，超过 {MOST_BYTES} 字节", f"has {size} bytes, more than {MOST_BYTES}")


def too_large(name: str, zh: str, en: str) -> Refusal:
    """Refusal "too_large"; the file should be split."""
    return Refusal("too_large", zh=f"{shown(name)} {zh}，请拆成几个文件", en=f"{shown(name)} {en}; split the file")
