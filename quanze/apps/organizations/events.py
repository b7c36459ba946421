"""What happens in the register, for the record."""

from __future__ import annotations

from quanze.core.words import Label, Words

EVENTS: Words = {
    "register:unit:established": Label("设立机构", "a unit was established"),
    "register:unit:renamed": Label("机构更名", "a unit was renamed"),
    "register:unit:moved": Label("变更机构隶属关系", "a unit was put under another superior"),
    "register:unit:line_set": Label("变更机构条线关系", "the vertical line of a unit was set"),
    "register:unit:supervision_set": Label("变更派驻监督范围", "the units that a resident group supervises were set"),
    "register:unit:merged": Label("机构合并", "units were merged"),
    "register:unit:split": Label("机构拆分", "a unit was split"),
    "register:unit:closed": Label("撤销机构", "a unit was closed"),
    "register:unit:corrected": Label("更正机构登记", "the record of a unit was corrected"),
    "register:body:named": Label("登记领导班子或党组织", "a leading body or party organization was named"),
    "register:body:closed": Label("领导班子或党组织终止", "a leading body or party organization was ended"),
    "register:body:corrected": Label("更正领导班子或党组织登记", "the record of a body was corrected"),
    "register:post:established": Label("设置职务", "a post was established"),
    "register:post:closed": Label("撤销职务", "a post was closed"),
    "register:post:authority_set": Label("变更干部管理权限", "the management authority of a post was set"),
    "register:post:corrected": Label("更正职务登记", "the record of a post was corrected"),
    "register:tenure:appointed": Label("任职", "somebody was appointed"),
    "register:tenure:acting": Label("代理职务", "somebody was let act in a post"),
    "register:tenure:concurrent": Label("兼任职务", "somebody took a further post beside his own"),
    "register:tenure:transferred": Label("交流调任", "somebody was transferred"),
    "register:tenure:promoted": Label("提拔任职", "somebody was promoted"),
    "register:tenure:removed": Label("免职", "somebody was removed from a post"),
    "register:tenure:corrected": Label("更正任职登记", "the record of a tenure was corrected"),
    "register:person:entered": Label("人员列入台账", "persons were entered in the register"),
    "register:person:retired": Label("退休", "somebody retired"),
    "register:person:corrected": Label("更正人员登记", "the record of a person was corrected"),
    "register:portfolio:assigned": Label("确定分工", "a portfolio was assigned"),
    "register:portfolio:ended": Label("分工终止", "a portfolio came to an end"),
    "register:portfolio:corrected": Label("更正分工登记", "the record of a portfolio was corrected"),
    "register:absence:recorded": Label("登记离岗", "an absence was recorded"),
    "register:absence:corrected": Label("更正离岗登记", "the record of an absence was corrected"),
    "register:row:withdrawn": Label("撤回误登的记录", "a row recorded in error was withdrawn"),
    "register:rows:written": Label("成批写入台账", "many rows were written at once"),
    "register:act:undone": Label("撤销一次办理", "an act was undone"),
    "register:record:read": Label("查看台账", "the register was read"),
}
