"""What happens in this room, for the record."""

from __future__ import annotations

from collections.abc import Mapping

from quanze.core.words import Label

EVENTS: Mapping[str, Label] = {
    "people:person:recorded": Label("登记人员", "persons were recorded"),
    "people:person:corrected": Label("更正人员信息", "a person's facts were corrected"),
    "people:person:placed": Label("变更人事关系所在单位", "the unit keeping persons' records was changed"),
    "people:person:identity_read": Label("查看身份证件号码", "an identity number was read"),
    "people:kinship:recorded": Label("登记亲属关系", "kinship was recorded"),
    "people:kinship:ended": Label("亲属关系终止", "kinship came to an end"),
    "people:kinship:withdrawn": Label("撤销误登的亲属关系", "kinship recorded in error was withdrawn"),
}
