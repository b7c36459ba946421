"""What the audit record says of itself."""

from __future__ import annotations

from quanze.core.words import Label, Words

EVENTS: Words = {
    "audit:chain:verified": Label("核验了审计链", "the audit chain was verified"),
    "audit:head:anchored": Label("将审计链末端对外锚定", "the head of the audit chain was anchored outside"),
    "audit:anchor:disagreed": Label("外部锚点与审计链不符", "an anchor outside disagreed with the audit chain"),
    "audit:witness:failed": Label("外部见证未能写入", "a witness outside could not be written"),
    "audit:entry:proved": Label("为一条审计记录出具了证明", "a proof of one audit entry was issued"),
    "audit:record:exported": Label("导出了审计记录", "the audit record was exported"),
    "audit:record:read": Label("查看了审计记录", "the audit record was read"),
    "audit:backup:made": Label("完成一次备份", "a backup was made"),
    "audit:backup:restored": Label("由备份恢复", "a backup was restored"),
}
