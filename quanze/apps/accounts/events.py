"""What happens in this room, for the record. Administrators' entries carry no business content."""

from __future__ import annotations

from quanze.core.words import Words
from quanze.core.words.label import Label

EVENTS: Words = {
    "accounts:installation:bootstrapped": Label("初始化三员", "the three administrators were made"),
    "accounts:installation:upgraded": Label("升级数据库", "the database was brought up to date"),
    "accounts:account:opened": Label("开立账号", "an account was opened"),
    "accounts:account:disabled": Label("停用账号", "an account was disabled"),
    "accounts:account:renewed": Label("重发一次性口令", "a new one-time secret was issued"),
    "accounts:account:bound": Label("绑定统一身份", "an outside identity was bound"),
    "accounts:account:attached": Label("账号绑定台账人员", "an account was bound to a person of the register"),
    "accounts:role:granted": Label("授予角色", "a role was granted"),
    "accounts:role:revoked": Label("收回角色", "a role was revoked"),
    "accounts:password:changed": Label("修改口令", "a password was changed"),
    "accounts:factor:enrolled": Label("登记动态口令", "a second factor was enrolled"),
    "accounts:factor:confirmed": Label("确认动态口令", "a second factor was confirmed"),
    "accounts:factor:reset": Label("重置动态口令", "a second factor was reset"),
    "accounts:factor:given": Label("再次验证动态口令", "a second factor was given again"),
    "accounts:token:made": Label("生成接口令牌", "an API token was made"),
    "accounts:token:revoked": Label("撤销接口令牌", "an API token was revoked"),
    "accounts:session:opened": Label("登录", "someone signed in"),
    "accounts:session:closed": Label("退出", "someone signed out"),
}
