"""The roles: constants, each with its words, its permissions, and over what it is granted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from quanze.core.words import Label, Words

OVER: Words = {
    "system": Label("系统整体", "the system as a whole"),
    "unit": Label("单位及其所属", "a unit and all below it"),
    "compartment": Label("一个隔区", "one compartment"),
    "self": Label("本人", "oneself"),
}
SCOPE_OF = {"system": "all", "unit": "units", "compartment": "compartment", "self": "own"}


@dataclass(frozen=True, slots=True)
class Role:
    """A role: ``over`` says what a grant of it may name (keys of OVER), ``second_factor`` that it needs one."""

    label: Label
    over: tuple[str, ...]
    permissions: frozenset[str]
    second_factor: bool = True

    def within(self, over: str) -> frozenset[str]:
        """The permissions that a grant over one kind of thing gives: those of its scope, and about oneself."""
        return _within(self.permissions, over)


# Asked at every request, of a few closed lists.
@cache
def _within(permissions: frozenset[str], over: str) -> frozenset[str]:
    scopes = (SCOPE_OF[over], "own")
    return frozenset(each for each in permissions if each.partition(":")[0] in scopes)


def _role(zh: str, en: str, over: str, permissions: str, *, second_factor: bool = True) -> Role:
    return Role(Label(zh, en), tuple(over.split()), frozenset(permissions.split()), second_factor)


# What everybody with an account may do, whatever he is granted.
EVERYBODY = frozenset(
    {"own:session:close", "own:account:secure", "own:account:read", "own:system:watch", "own:rules:read"}
)

ROLES: Mapping[str, Role] = {
    "system_administrator": _role(
        "系统管理员", "system administrator", "system",
        "all:account:read all:account:open all:account:disable all:account:renew all:account:bind "
        "all:backup:make all:backup:restore all:system:watch",
    ),
    "security_administrator": _role(
        "安全管理员", "security administrator", "system",
        "all:account:read all:account:grant all:account:revoke all:account:attach all:account:reset_factor",
    ),
    "audit_administrator": _role(
        "审计管理员", "audit administrator", "system",
        "all:audit:read all:audit:verify all:audit:anchor all:audit:prove all:audit:export",
    ),
    "register_clerk": _role(
        "台账管理员", "register clerk", "unit",
        "units:register:read units:register:write units:register:import units:register:undo units:register:export "
        "units:person:read units:person:read_identity units:person:write",
    ),
    "conduct_officer": _role(
        "党风政风监督室工作人员", "conduct officer", "unit compartment",
        "units:register:read units:person:read units:determination:ask compartment:determination:read "
        "compartment:determination:compare own:determination:read own:determination:compare",
    ),
    "case_officer": _role(
        "案件监督管理室工作人员", "case-supervision officer", "unit compartment",
        "units:register:read units:person:read units:determination:ask "
        "own:determination:read own:determination:compare compartment:determination:read compartment:determination:compare",
    ),
    "leading_group_officer": _role(
        "领导小组办公室工作人员", "leading-group officer", "unit compartment",
        "units:register:read units:person:read compartment:determination:read",
    ),
    "organization_officer": _role(
        "组织部门工作人员", "organization officer", "unit",
        "units:register:read units:register:write units:register:export units:person:read "
        "units:person:read_identity units:person:write units:kinship:read units:kinship:write",
    ),
    "commission_principal": _role(
        "纪委监委主要负责人", "commission principal", "unit compartment",
        "units:register:read units:person:read units:determination:ask "
        "own:determination:read own:determination:compare compartment:determination:read compartment:determination:compare",
    ),
    "unit_head": _role("单位主要负责人", "unit head", "unit", "units:register:read units:person:read"),
    "unit_discipline_officer": _role(
        "单位纪检干部", "unit discipline officer", "unit compartment",
        "units:register:read units:person:read units:determination:ask "
        "own:determination:read own:determination:compare compartment:determination:read",
    ),
    "official": _role(
        "一般公职人员", "official", "self", "own:register:read own:person:read own:kinship:read",
        second_factor=False,
    ),
}  # fmt: skip

ADMINISTRATORS = ("system_administrator", "security_administrator", "audit_administrator")
ROLE_WORDS: Words = {name: role.label for name, role in ROLES.items()}


def exclusive_with(role: str) -> frozenset[str]:
    """The roles that the holder of one may not hold at the same time.

    The three administrators are three persons and hold no business permission (三员分立); business roles are
    free of each other.
    """
    if role in ADMINISTRATORS:
        return frozenset(ROLES) - {role}
    return frozenset(ADMINISTRATORS)
