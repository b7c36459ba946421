"""What happens in this room, for the record."""

from __future__ import annotations

from collections.abc import Mapping

from quanze.core.words import Label

EVENTS: Mapping[str, Label] = {
    "determinations:sheet:asked": Label("请求定责建议", "a determination was asked for"),
    "determinations:list:read": Label("查看定责建议目录", "the list of determinations was read"),
    "determinations:sheet:read": Label("查看定责建议", "a determination was read"),
    "determinations:sheet:recomputed": Label("重新计算定责建议", "a determination was computed again"),
    "determinations:sheet:tried": Label("试算定责建议，未留存", "a determination was tried and not kept"),
    "determinations:sheet:exported": Label("导出定责建议", "a determination was taken out as a file"),
    "determinations:draft:kept": Label("保存定责草稿", "a draft of a case was kept"),
    "determinations:draft:discarded": Label("删除定责草稿", "a draft of a case was discarded"),
    "determinations:sheet:compared": Label("比对两份定责建议", "two determinations were compared"),
}
