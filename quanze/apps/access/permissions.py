"""What can be permitted at all: a closed list of ``scope:resource:action``, each with its words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from quanze.core.words import Label, Words

SCOPES: Words = {
    "all": Label("全部", "everywhere"),
    "units": Label("所授单位", "in the units granted"),
    "compartment": Label("所授隔区", "in the compartments granted"),
    "own": Label("本人", "about oneself"),
}


class Action(NamedTuple):
    """One act on one kind of thing: its words, the scopes it can be permitted in, the compartment it opens.

    ``opens`` is the standing compartment whose rows the act touches; "" where each object has a compartment
    of its own (determinations) or no labelled row is touched.
    """

    label: Label
    scopes: tuple[str, ...]
    opens: str


def _action(zh: str, en: str, scopes: str, opens: str = "") -> Action:
    return Action(Label(zh, en), tuple(scopes.split()), opens)


ACTIONS: Mapping[str, Action] = {
    "session:open": _action("登录", "sign in", "own", "accounts"),
    "session:close": _action("退出", "sign out", "own", "accounts"),
    "account:secure": _action("维护本人口令和动态口令", "keep one's own password and factor", "own", "accounts"),
    "account:read": _action("查看账号和授权", "see accounts and grants", "all own", "accounts"),
    "account:open": _action("开立账号", "open accounts", "all", "accounts"),
    "account:disable": _action("停用账号", "disable accounts", "all", "accounts"),
    "account:renew": _action("重发一次性口令", "issue a new one-time secret", "all", "accounts"),
    "account:bind": _action("绑定统一身份", "bind an outside identity", "all", "accounts"),
    "account:grant": _action("授予角色", "grant roles", "all", "accounts"),
    "account:revoke": _action("收回角色", "revoke roles", "all", "accounts"),
    "account:attach": _action("账号绑定台账人员", "bind an account to a person of the register", "all", "accounts"),
    "account:reset_factor": _action("重置动态口令", "reset a second factor", "all", "accounts"),
    "account:bootstrap": _action("初始化三员", "make the three administrators", "all", "accounts"),
    "person:read": _action("查看人员基本信息", "see persons", "all units own", "people"),
    "person:read_identity": _action("查看身份证件号码", "see identity numbers", "all units own", "people"),
    "person:write": _action("登记和更正人员", "record and correct persons", "all units", "people"),
    "kinship:read": _action("查看亲属关系", "see kinship", "all units own", "people"),
    "kinship:write": _action("登记亲属关系", "record kinship", "all units", "people"),
    "register:read": _action("查看组织职务台账", "read the register", "all units own", "register"),
    "register:write": _action("办理机构、职务和任免变动", "change the register", "all units", "register"),
    "register:import": _action("导入台账", "import into the register", "all units", "register"),
    "register:undo": _action("撤销导入", "undo an import", "all units", "register"),
    "register:begin": _action("登记最上级单位", "record a top unit of the register", "all", "register"),
    "register:export": _action("导出台账", "export the register", "all units", "register"),
    "rules:read": _action("查看规则", "read the rules", "own"),
    "determination:ask": _action("请求定责建议", "ask for a determination", "all units", "register"),
    "determination:read": _action("查看定责建议", "read determinations", "compartment own"),
    "determination:compare": _action("比对定责建议", "compare determinations", "compartment own"),
    "audit:read": _action("查看审计记录", "read the audit record", "all", "audit"),
    "audit:verify": _action("核验审计链", "verify the audit chain", "all", "audit"),
    "audit:anchor": _action("对外锚定审计链", "anchor the audit chain outside", "all", "audit"),
    "audit:prove": _action("出具审计证明", "prove an audit entry", "all", "audit"),
    "audit:export": _action("导出审计记录", "export the audit record", "all", "audit"),
    "backup:make": _action("备份", "make a backup", "all"),
    "backup:restore": _action("恢复", "restore a backup", "all"),
    "installation:upgrade": _action("升级数据库", "bring the database up to date", "all"),
    "demo:build": _action("建立演示数据", "build the demonstration", "all", "register"),
    "system:serve": _action("运行服务", "run the server", "all"),
    "system:watch": _action("查看运行状况", "see whether the system is well", "all own"),
}

PERMISSIONS: Words = {
    f"{scope}:{name}": Label(f"{SCOPES[scope].zh}：{action.label.zh}", f"{action.label.en}, {SCOPES[scope].en}")
    for name, action in ACTIONS.items()
    for scope in action.scopes
}


def opened_by(permission: str) -> str:
    """The standing compartment that a permission opens, "" for none. Raises KeyError for an unknown permission."""
    return ACTIONS[permission.partition(":")[2]].opens
