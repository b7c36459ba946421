"""The desk: what waits for somebody, what he started, what changed lately. A selector of its own reads each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from quanze.apps.access.caller import Caller
from quanze.apps.access.context import reading
from quanze.apps.determinations.selectors import asked_lately, drafts_of
from quanze.apps.organizations.act_words import act_word
from quanze.apps.organizations.forms.drafts import kept_drafts
from quanze.apps.organizations.selectors import acts_visible
from quanze.apps.organizations.selectors.concerned import Concern, concerns
from quanze.apps.organizations.selectors.names import Names, names_of
from quanze.apps.pages.language import language, said
from quanze.apps.pages.lists import Link
from quanze.core.words import Label

MOST = 10


@dataclass(frozen=True, slots=True)
class Matter:
    """One line of the desk: what it is, its page, when it was last touched."""

    kind: Label
    page: Link
    at: datetime


def waiting(caller: Caller) -> list[Matter]:
    """What the caller began and left unfinished, the last touched first."""
    found: list[Matter] = []
    if caller.may("determination:ask"):
        for case in drafts_of(caller, most=MOST):
            page = Link(case.title, reverse("determination_draft", args=[case.public_id]))
            found.append(Matter(Label("定责草稿", "draft of a case"), page, case.changed_at))
    if caller.may("register:write"):
        for act in kept_drafts(caller)[:MOST]:
            page = Link(act.about or said("继续填写", "Go on with it"), act.href)
            kind = Label(f"办理草稿：{act.verb.label.zh}", f"draft: {act.verb.label.en}")
            found.append(Matter(kind, page, act.at))
    return sorted(found, key=lambda matter: matter.at, reverse=True)[:MOST]


def started(caller: Caller) -> list[Matter]:
    """The determinations that the caller asked for, the newest first."""
    if not caller.may("determination:read"):
        return []
    kind = Label("定责建议", "determination")
    lines = asked_lately(caller, most=MOST)
    return [
        Matter(kind, Link(line.case_id, reverse("determination", args=[line.public_id])), line.asked_at)
        for line in lines
    ]


def changed(caller: Caller) -> list[Matter]:
    """The last acts on the register that the caller may see, each with what it was about."""
    if not caller.may("register:write"):
        return []
    with reading(caller):
        acts = list(acts_visible(caller)[:MOST])
        about = concerns(caller, acts)
        names = names_of(caller, {each.code for each in about.values()}) if about else Names()
    return [
        Matter(act_word(act.event), Link(_about(act.pk, about, names), reverse("register_act", args=[act.pk])), act.at)
        for act in acts
    ]


def _about(act: int, about: Mapping[int, Concern], names: Names) -> str:
    """The name of what an act was about; its number where that is many things or not the caller's to see."""
    if act not in about:
        return said(f"第 {act} 号办理", f"act no. {act}")
    code, count = about[act]
    name = names.any(code, language())
    return name if count == 1 else said(f"{name}等 {count} 项", f"{name} and {count - 1} more")
