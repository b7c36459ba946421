"""What happens in this room, for the record."""

from __future__ import annotations

from quanze.core.words import Label, Words

EVENTS: Words = {"pages:list:exported": Label("导出页面上的列表", "a list shown on a page was exported")}
