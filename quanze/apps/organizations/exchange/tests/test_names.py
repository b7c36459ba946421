"""Names of every hanzi there is come in, stand, go out and come back as they were written (GB 18030-2022, level 3)."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from quanze.apps.organizations.exchange import encodings
from quanze.apps.organizations.exchange.cleaning import cleaned, is_shown
from quanze.apps.organizations.exchange.exporting import export
from quanze.apps.organizations.exchange.findings import Findings, Unreadable
from quanze.apps.organizations.exchange.reading import File, read_files
from quanze.apps.organizations.exchange.services import import_files, preview
from quanze.apps.organizations.exchange.tests.samples import (
    AT,
    LATER,
    Book,
    clerk_everywhere,
    row,
    separate,
    workbook,
)
from quanze.apps.people.models import Person
from tests.conftest import full_size

# Unified hanzi block by block (A to I and the first), and the compatibility ones: first and last code point.
BLOCKS = (
    (0x4E00, 0x9FFF), (0x3400, 0x4DBF), (0x20000, 0x2A6DF), (0x2A700, 0x2B739), (0x2B740, 0x2B81D), (0x2B820, 0x2CEA1),
    (0x2CEB0, 0x2EBE0), (0x2EBF0, 0x2EE5D), (0x30000, 0x3134A), (0x31350, 0x323AF), (0xF900, 0xFAD9), (0x2F800, 0x2FA1D),
)  # fmt: skip
HANZI = [sign for sign in encodings.FIXED.values() if "\u3400" <= sign < "\ufe00" or sign > "\uffff"]
FORMS = (("xlsx", "utf-8"), ("csv", "utf-8"), ("csv", "gb18030"))


def names(number: int) -> list[str]:
    """Names of two to thirty hanzi, every block in turn, some with a middle dot; first those that old tables lose."""
    random = Random(18030)
    found = [f"石{sign}" for sign in HANZI] + ["阿依古丽·买买提", "林" * 25, "𠮷野·" + "㐀" * 24]
    while len(found) < number:
        low, high = BLOCKS[len(found) % len(BLOCKS)]
        length = random.choice((2, 3, 4, 26, 30))
        signs = [chr(random.randint(low, high)) for _ in range(length)]
        if length > 3:
            signs.insert(length // 2, "·")
        found.append("".join(sign for sign in signs if not 0xFA6E <= ord(sign) <= 0xFA6F))
    return found


def people(listed: list[str]) -> Book:
    return {"tenures": [row("tenures", person=f"n{number}", name=name) for number, name in enumerate(listed)]}


def written(form: str, encoding: str, book: Book) -> list[File]:
    return workbook(book) if form == "xlsx" else separate(book, encoding)


def read_back(files: list[File]) -> dict[str, str]:
    """Name by code of person, as the files have them."""
    tables = {table.sheet.key: table for table in read_files(files, Findings())}
    columns = tables["tenures"].columns
    return dict(zip(columns["person"], columns["name"], strict=True))


@pytest.mark.django_db
@pytest.mark.parametrize(("form", "encoding"), FORMS)
def test_names_of_all_planes_are_kept_in_and_out_and_back(form: str, encoding: str) -> None:
    listed = names(full_size(120, 2000))
    by = clerk_everywhere()
    import_files(written(form, encoding, people(listed)), by=by, at=AT)
    assert sorted(Person.everything(reason="test").values_list("name", flat=True)) == sorted(listed)
    files = export(by=replace(clerk_everywhere(LATER), fresh_factor=True), at=LATER, form=form, encoding=encoding)
    again = [File(name, data) for name, data in files.items()]
    assert read_back(again) == {f"n{number}": name for number, name in enumerate(listed)}
    assert preview(again, by=by).changes == 0


def test_the_hanzi_that_old_tables_read_as_private_ones_are_among_the_names() -> None:
    assert len(HANZI) >= 14
    assert set(HANZI) <= set("".join(names(0)))
    assert max(map(len, names(0))) >= 25


def test_without_the_fixed_table_some_names_would_be_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    """The planted fault: bytes as the standard has them, read with Python's own table."""
    data = encodings.encode("姓名\n石\u9fb4\n", "gb18030")
    assert b"\xfe\x59" in data
    assert "\u9fb4" in encodings.decode(data, name="x")[0]
    monkeypatch.setattr(encodings, "FIXED", {})
    assert "\u9fb4" not in encodings.decode(data, name="x")[0]


def test_what_is_no_sign_at_all_is_still_refused() -> None:
    assert is_shown("\U000323af")
    for sign in ("\U0002ffff", "\ufffe", "\ue000", "\x07", "\U000e0001"):
        with pytest.raises(Unreadable):
            cleaned(f"石{sign}岩")
