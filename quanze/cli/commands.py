"""Every command: its words, the module that runs it, and what it does. Only the module called is imported."""

from __future__ import annotations

from collections.abc import Mapping

COMMANDS: Mapping[str, tuple[str, str, str]] = {
    "determine": ("determine", "由案件文件得出定责建议", "from case files to determination sheets"),
    "case new": ("case_new", "新的案件文件模板", "a template of a case file"),
    "case check": ("case_check", "检查案件文件", "check case files"),
    "sheet diff": ("sheet_diff", "比较两份定责建议", "compare two sheets"),
    "rulebook list": ("rulebook_list", "列出规则包", "list the rulebooks"),
    "rulebook show": ("rulebook_show", "查看规则包或其中一条", "show a rulebook, or one row of it"),
    "rulebook check": ("rulebook_check", "检查规则包", "check rulebooks"),
    "rulebook lookup": (
        "rulebook_lookup",
        "某日某地适用哪些规定；行为对号入座",
        "which texts applied; which rows match",
    ),
    "schema": ("schema", "案件文件、定责建议的 JSON Schema", "JSON Schema of the case file or the sheet"),
    "accounts bootstrap": ("accounts", "初始化三员", "make the three administrators of a fresh installation"),
    "accounts open": ("accounts", "开立账号", "open an account for a person"),
    "accounts grant": ("accounts", "授予角色", "grant a role"),
    "accounts revoke": ("accounts", "收回角色", "revoke a grant"),
    "accounts disable": ("accounts", "停用账号", "disable an account"),
    "accounts list": ("accounts", "列出账号和授权", "list accounts and grants"),
    "register begin": ("register_begin", "登记最上级单位（台账为空时）", "record the top unit of an empty register"),
    "register template": ("register_exchange", "导入模板（xlsx 或 csv）", "templates for import (xlsx or csv)"),
    "register import": ("register_exchange", "从 xlsx、csv 导入台账", "import xlsx and csv files into the register"),
    "register undo": ("register_exchange", "撤销一次导入或办理", "undo an import or another act"),
    "register export": ("register_exchange", "导出台账（xlsx 或 csv）", "export the register (xlsx or csv)"),
    "register who": (
        "register_show",
        "某单位某日由谁负责，逐级向上",
        "who answers for a unit on a day, level by level",
    ),
    "register show": ("register_show", "单位、职务或人员的历次登记", "every record of a unit, post or person"),
    "ask": ("asked", "按已存台账得出定责建议并留存", "ask cases against the stored register and keep the sheets"),
    "asked list": ("asked", "列出可查看的定责建议", "list the determinations one may see"),
    "asked show": ("asked", "查看一份定责建议", "show a determination"),
    "asked recompute": ("asked", "按当时所知重新计算", "compute one again on what was known then"),
    "asked compare": ("asked", "比较两份定责建议", "compare two determinations"),
    "audit verify": ("audit", "核验审计链", "verify the audit chain"),
    "audit anchor": ("audit", "将审计链末端告知外部见证，并打印纸条", "tell the witnesses the head; print a slip"),
    "audit prove": ("audit", "为一条审计记录出具证明", "prove that an entry stands in the chain"),
    "audit export": ("audit", "导出审计记录（不含业务内容）", "export the record, without business content"),
    "backup": ("backup", "备份全部数据，加密给不在本机的密钥", "back everything up, encrypted to a key kept elsewhere"),
    "backup keys": ("backup", "生成备份用的一对密钥", "make a pair of keys for backups"),
    "restore": ("backup", "把备份恢复到空的数据文件夹或空库", "restore a backup into an empty folder or database"),
    "upgrade": ("upgrade", "升级后带数据库到本版本", "bring the database of an older installation up to date"),
    "demo": ("demo", "建立演示数据", "build the demonstration"),
}
