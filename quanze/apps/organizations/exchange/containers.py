"""An xlsx file is a zip of XML. Looked through part by part, in small pieces, before a parser sees it.

What is declared is checked against what is there, so that a small file cannot unpack into a huge one; DTDs, far-away
cells and texts that multiply are refused. On the way we learn what the parser does not tell: hidden rows, error
cells, formulas.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

from quanze.apps.organizations.exchange import limits
from quanze.core.casefile.wording import shown
from quanze.core.refusals import Refusal

_PIECE = 2**20
# Of rows up to here only the last of each piece is looked at.
_UNSEEN_ROWS = 99_999
_UNENDING = 300_000
_TAG = rb"<(?:\w+:)?"
_ROW = re.compile(rb'row\b[^>]*?\br="(\d+)"')
_HIDDEN = re.compile(_TAG + rb'row\b[^>]*?\br="(\d+)"[^>]*?\bhidden="(?:1|true)"')
_ERROR = re.compile(_TAG + rb'c\b[^>]*?\br="([A-Z]+)(\d+)"[^>]*?\bt="e"')
# A cell with a formula, its attributes, and what it was saved with: nothing, an empty value, or one.
_FORMULA = re.compile(
    _TAG + rb'c\b([^>]*?\br="([A-Z]+)(\d+)"[^>]*)>\s*' + _TAG + rb"f\b[^>]*(?:/>|>[^<]*</(?:\w+:)?f>)\s*"
    rb"(<(?:\w+:)?v>[^<])?(<(?:\w+:)?v>)?"
)  # fmt: skip
_CELL = re.compile(_TAG + rb"c\s")
_CLOSED = re.compile(rb"[^>]*/>|.*?</(?:\w+:)?c>", re.DOTALL)
_MOST_FORMULAS = 100
_WIDE = re.compile(rb'r="([A-Z]{2,})\d')
_LOW = re.compile(rb'r="[A-Z]*(\d{6,})"')
_DTD = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_SHARED_USE = re.compile(_TAG + rb'c\b[^>]*?\bt="s"[^>]*>\s*' + _TAG + rb"v>(\d+)<")
_SHARED = re.compile(_TAG + rb"si\b")
_SHEET_PART = re.compile(r"xl/worksheets/[^/]+\.xml\Z", re.IGNORECASE)
_STRINGS_PART = re.compile(r"xl/sharedStrings\.xml\Z", re.IGNORECASE)
_FOREIGN = re.compile(r"vbaProject\.bin\Z|^xl/externalLinks/", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PartFacts:
    """What the XML of one sheet tells: rows hidden, cells (column letters, row) with an error value, with a formula.

    ``unsaved`` are cells with a formula that was saved without its result; of formulas the first hundred are named.
    """

    hidden: tuple[int, ...] = ()
    errors: tuple[tuple[str, int], ...] = ()
    formulas: tuple[tuple[str, int], ...] = ()
    unsaved: tuple[tuple[str, int], ...] = ()


def looked_through(data: bytes, *, name: str) -> dict[str, PartFacts]:
    """Facts of each sheet's part, by the part's path.

    Raises Refusal: broken_file, encrypted_file, too_large, not_accepted (macros, links to other files, DTD).
    """
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            _check_listing(archive.infolist(), name)
            return _parts(archive, name)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError):
        raise broken(name) from None


def broken(name: str) -> Refusal:
    """Refusal "broken_file": it cannot be read as a workbook."""
    return Refusal(
        "broken_file", zh=f"{shown(name)} 不是完好的 xlsx 文件，请用表格软件打开后另存为 xlsx",
        en=f"{shown(name)} is no sound xlsx file; open it in a spreadsheet program and save it as xlsx",
    )  # fmt: skip


def encrypted(name: str) -> Refusal:
    """Refusal "encrypted_file": it needs a password."""
    return Refusal(
        "encrypted_file", zh=f"{shown(name)} 设了打开密码，请去掉密码后另存",
        en=f"{shown(name)} is protected by a password; save it without",
    )  # fmt: skip


def _check_listing(parts: list[zipfile.ZipInfo], name: str) -> None:
    if any(part.flag_bits & 1 for part in parts):
        raise encrypted(name)
    unpacked = sum(part.file_size for part in parts)
    if len(parts) > limits.MOST_PARTS or unpacked > limits.MOST_UNPACKED:
        raise _bomb(name)
    if len({part.filename.lower() for part in parts}) < len(parts):
        raise broken(name)
    if any(_FOREIGN.search(part.filename) for part in parts):
        raise Refusal(
            "not_accepted", zh=f"{shown(name)} 含有宏或指向其他文件的链接，请另存为不含宏的 xlsx 并断开链接",
            en=f"{shown(name)} holds macros or links to other files; save it as xlsx without them",
        )  # fmt: skip


def _parts(archive: zipfile.ZipFile, name: str) -> dict[str, PartFacts]:
    """Read every part to its end, so that sizes and checksums are true; only one piece is in memory at a time."""
    left = limits.MOST_UNPACKED
    sheets: dict[str, SheetReader] = {}
    shared = SharedReader(name)
    for part in archive.infolist():
        reader = _reader_of(part.filename, name, shared)
        for piece in _pieces(archive, part):
            left -= len(piece)
            if left < 0:
                raise _bomb(name)
            reader.take(piece)
        if isinstance(reader, SheetReader):
            sheets[part.filename] = reader
    _check_text(archive, sheets, shared)
    return {path: reader.found() for path, reader in sheets.items()}


def _reader_of(path: str, name: str, shared: SharedReader) -> PartReader:
    if _SHEET_PART.search(path):
        return SheetReader(name)
    if _STRINGS_PART.search(path):
        return shared
    return PartReader(name, markup=path.lower().endswith((".xml", ".rels")))


def _pieces(archive: zipfile.ZipFile, part: zipfile.ZipInfo | str) -> Iterator[bytes]:
    with archive.open(part) as stream:
        while piece := stream.read(_PIECE):
            yield piece


def _check_text(archive: zipfile.ZipFile, sheets: dict[str, SheetReader], shared: SharedReader) -> None:
    """A shared text of 30 KB used a hundred thousand times would become gigabytes in memory."""
    lengths = shared.lengths()
    if max(lengths, default=0) * sum(reader.uses for reader in sheets.values()) <= limits.MOST_TEXT:
        return
    total = 0
    for path in sheets:
        counter = UseCounter(shared.name, lengths)
        for piece in _pieces(archive, path):
            counter.take(piece)
        total += counter.total
        if total > limits.MOST_TEXT:
            raise _bomb(shared.name)


def _bomb(name: str) -> Refusal:
    most = limits.MOST_UNPACKED // 2**20
    return limits.too_large(
        name, f"解开后超过 {most} MB 或部件过多", f"unpacks into more than {most} MB or too many parts"
    )


class PartReader:
    """Goes through one part piece by piece; each look sees whole tags only."""

    def __init__(self, name: str, *, markup: bool = True) -> None:
        self.name = name
        self.markup = markup
        self.length = 0
        self._kept = b""

    def take(self, piece: bytes) -> None:
        """The next piece of the part. Raises Refusal."""
        if not self.markup:
            return
        if self.length == 0 and not self._kept and piece[:2] in (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<"):
            raise broken(self.name)
        text = self._kept + piece
        end = text.rfind(b">") + 1
        if len(text) - end > _UNENDING:
            raise broken(self.name)
        whole, self._kept = text[:end], text[end:]
        if _DTD.search(whole):
            raise _has_dtd(self.name)
        self.look(whole.replace(b"'", b'"') if b"='" in whole else whole)
        self.length += len(whole)

    def look(self, text: bytes) -> None:
        """What the next whole tags and the text between them tell. Raises Refusal."""


class SharedReader(PartReader):
    """The shared texts: where each begins."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._starts: list[int] = []

    def look(self, text: bytes) -> None:
        """Notes the starts."""
        self._starts += [self.length + found.start() for found in _SHARED.finditer(text)]

    def lengths(self) -> list[int]:
        """The size in bytes of each shared text, with its tags."""
        ends = [*self._starts[1:], self.length]
        return [end - start for start, end in zip(self._starts, ends, strict=False)]


class UseCounter(PartReader):
    """How many bytes the shared texts of one sheet come to when each cell has its own."""

    def __init__(self, name: str, lengths: list[int]) -> None:
        super().__init__(name)
        self.total = 0
        self._lengths = lengths

    def look(self, text: bytes) -> None:
        """Adds up."""
        most = len(self._lengths)
        self.total += sum(self._lengths[int(found)] for found in _SHARED_USE.findall(text) if int(found) < most)


class SheetReader(PartReader):
    """One sheet: how far it reaches, and what the parser will not tell."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.uses = 0
        self._hidden: list[int] = []
        self._errors: list[tuple[str, int]] = []
        self._formulas: list[tuple[str, int]] = []
        self._unsaved: list[tuple[str, int]] = []
        self._open_cell = b""
        self._cells = self._rows = self._last = 0
        self._widest = "Z"

    def look(self, text: bytes) -> None:
        """Notes rows, cells and their reach. Raises Refusal "too_large"."""
        self.uses += text.count(b't="s"')
        self._look_for_formulas(text)
        if b"hidden=" in text:
            self._hidden += [int(found[1]) for found in _HIDDEN.finditer(text)]
        if b't="e"' in text:
            self._errors += [(found[1].decode(), int(found[2])) for found in _ERROR.finditer(text)]
        self._reach(text)
        area = max(self._last, self._rows, _UNSEEN_ROWS) * _number_of(self._widest)
        if self._last > limits.MOST_ROWS or max(area, self._cells) > limits.MOST_CELLS:
            raise limits.too_large(
                self.name, f"的表超过 {limits.MOST_ROWS} 行或 {limits.MOST_CELLS} 个单元格；远处若有多余内容或格式请删去",
                f"has a sheet of more than {limits.MOST_ROWS} rows or {limits.MOST_CELLS} cells; delete what is far away",
            )  # fmt: skip

    def _look_for_formulas(self, text: bytes) -> None:
        """Notes cells with a formula; a cell that the next piece goes on with is looked at with that."""
        text = self._open_cell + text
        start = max((found.start() for found in _CELL.finditer(text, max(0, len(text) - _UNENDING))), default=len(text))
        whole = _CLOSED.match(text, start) is not None
        text, self._open_cell = (text, b"") if whole else (text[:start], text[start:])
        if b"<f" not in text and b":f" not in text:
            return
        for found in _FORMULA.finditer(text):
            cell = (found[2].decode(), int(found[3][:10]))
            if len(self._formulas) < _MOST_FORMULAS:
                self._formulas.append(cell)
            saved = found[4] or (found[5] and b't="str"' in found[1])
            if not saved and len(self._unsaved) < _MOST_FORMULAS:
                self._unsaved.append(cell)

    def _reach(self, text: bytes) -> None:
        self._cells += text.count(b"<c") + text.count(b":c")
        self._rows += text.count(b"<row") + text.count(b":row")
        last = text.rfind(b"row ")
        rows = [*_LOW.findall(text), *(_ROW.findall(text, last) if last >= 0 else ())]
        self._last = max(self._last, *map(_row_number, rows), 0)
        for letters in set(_WIDE.findall(text)):
            self._widest = max(self._widest, letters.decode(), key=_number_of)

    def found(self) -> PartFacts:
        """The facts of the sheet."""
        return PartFacts(tuple(self._hidden), tuple(self._errors), tuple(self._formulas), tuple(self._unsaved))


def _row_number(digits: bytes) -> int:
    return int(digits[:10])


def _number_of(letters: str) -> int:
    """The number of a column by its letters; far beyond any spreadsheet the first four are enough."""
    number = 0
    for letter in letters[:4]:
        number = number * 26 + ord(letter) - 64
    return number


def _has_dtd(name: str) -> Refusal:
    return Refusal(
        "not_accepted", zh=f"{shown(name)} 内含 DTD 声明，不予读取；请用表格软件另存为 xlsx",
        en=f"{shown(name)} holds a DTD and is not read; save it as xlsx from a spreadsheet program",
    )  # fmt: skip
