"""Why the system refused, in our own words."""

from __future__ import annotations

import errno
import socket

import pytest

from quanze.core.words.system import REASONS, reason


@pytest.mark.parametrize("code", [errno.ENOENT, errno.EEXIST, errno.EACCES, errno.ENOSPC, errno.EADDRNOTAVAIL])
def test_the_usual_reasons_have_words_of_our_own(code: int) -> None:
    found = reason(OSError(code, "as the system says"))
    assert found is REASONS[errno.errorcode[code]]
    assert found.en.isascii()
    assert not found.zh.isascii()


def test_a_rare_reason_is_told_by_its_code_and_none_by_the_kind_of_fault() -> None:
    assert reason(OSError(errno.EXDEV, "x")).zh == "EXDEV"
    assert reason(OSError("x")).zh == "OSError"


def test_a_name_that_cannot_be_is_told_so() -> None:
    assert "主机名" in reason(socket.gaierror(-2, "Name or service not known")).zh
    assert "名称" in reason(ValueError("embedded null byte")).zh
