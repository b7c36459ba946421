"""Templates of a case file for `quanze case new`."""

from __future__ import annotations

from quanze.core.casefile.wording import advice, unknown

_BLANK = """\
# 权责案件文件 · Quanze case file
# 不知道的写 null 或整行删去：空着表示“未知”，绝不表示“否”。
# Write null, or delete the line, where you do not know: blank means unknown, never "no".
format: quanze/case/1
id: my-case                     # 案件标识，也用作文件名 · id of the case, also used as a file name
title: {zh: null, en: null}
area: "000000"                  # 六位行政区划代码，全国为 000000 · GB/T 2260 code; 000000 is the nation

dates:
  conduct: {from: null, to: null}   # 行为起止（含首尾）：2009、2009-07 或 2009-07-01 · first and last day
  discovered: null              # 发现之日 · discovered
  filed: null                   # 立案之日 · filed
  asked_on: null                # 询问之日（必填，或用 --on）· the day asked (needed, or --on)

register:                       # 登记簿：单位、职务、人员、任职、实际分工 · who held what, and really looked after what
  organizations:                # level: village township county prefecture sub_provincial province central
    - {id: area, name: null, kind: territory, level: null}
    - {id: unit, name: null, kind: department, level: null, superior: area}
  bodies: []                    # 有多个或特殊的班子、党组织时才写 · only when several or special
  posts:                        # managed_by: 按干部管理权限管理该职务的单位 · the unit that manages the cadre
    - {id: head, organization: unit, title: null, role: principal, rank: null, managed_by: area}
    - {id: deputy, organization: unit, title: null, role: deputy, rank: null, managed_by: area}
    - {id: post, organization: unit, title: null, role: staff}
  people:
    - {id: p1, name: null, now: null, party_member: null, category: null}
    - {id: p2, name: null, now: null, party_member: null, category: null}
    - {id: p3, name: null}
  tenures:                      # ends_before: 离任之日（当日已不在任）· the first day no longer in the post
    - {person: p1, post: head, starts_on: null, ends_before: null}
    - {person: p2, post: deputy, starts_on: null, ends_before: null}
    - {person: p3, post: post, starts_on: null, ends_before: null}
  portfolios:                   # 实际分管什么（单位、职务或领域）· units, posts or fields really looked after
    - {post: deputy, covers: [post], as: in_charge}
  absences: []                  # 离岗：{person, starts_on, ends_before, reason}

incident:
  organization: unit            # 发生事件的单位 · the unit in which it happened
  field: null                   # finance personnel education health ecology food_drug_safety work_safety …
  decision: null                # {by: collective 或 personal, on, decided_by: [], dissented: [], reserved: []}
  influence: null               # none bad serious_bad vile
  consequence: null             # none ordinary serious
  loss: null                    # none considerable heavy serious
  loss_yuan: null
  circumstances: null           # 情节 light heavier serious
  harm: null                    # 危害程度 light heavier serious

violations:                     # person、organization、count 恰写一项 · exactly one of person, organization, count
  - {id: v1, person: p3, post: post, kind: null, amount_yuan: null, investigated_by: null, sanctions: null}

findings: []                    # 认定 · {about: unit, finding: leadership_duty_weak, value: true, by: 市纪委}
notes: []                       # 事实的依据 · {fact: incident.influence, evidence: [通报第2页], by: 市纪委, on: 2010-05-20}
decisions: []                   # 已经作出的决定 · {person: p1, methods: [admonition], decided_on: 2010-06-01}
proposals: []                   # 拟作出的决定，供提示核对 · {about: p1, methods: [admonition], liability: main_leadership}
steps: []                       # 程序步骤 · {step: initiation_approved, done: true}
parameters: {}                  # 规定未写明、须由人确定的参数 · {YY2009.two_heads_months: 12}
"""

_TEMPLATES = {"blank": _BLANK}


def template(kind: str = "blank") -> str:
    """A commented case file in both languages; "blank" has null for every fact and passes once the day asked is given.

    Raises Refusal "unknown_template" for a kind that does not exist.
    """
    if kind not in _TEMPLATES:
        raise unknown(("模板", "template"), "unknown_template", kind, "", advice(kind, tuple(_TEMPLATES)))
    return _TEMPLATES[kind]
