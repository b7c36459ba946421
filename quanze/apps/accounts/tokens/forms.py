"""The shape of what people type to make a token."""

from __future__ import annotations

from typing import Any

from django import forms

from quanze.apps.access.permissions import ACTIONS
from quanze.apps.accounts.tokens.models import LONGEST_PURPOSE
from quanze.apps.accounts.tokens.services import MOST_DAYS
from quanze.apps.pages.language import both


class TokenForm(forms.Form):
    """What for, which actions, how long; offered are the actions that the person may do himself."""

    purpose = forms.CharField(
        label=both("用途", "Purpose"), max_length=LONGEST_PURPOSE,
        help_text=both(
            "哪个程序、办什么事；每次使用都以此为理由记入审计记录。",
            "Which program, which matter; it stands as the reason in the record at every use.",
        ),
    )  # fmt: skip
    actions = forms.MultipleChoiceField(label=both("可办事项", "What it may do"), widget=forms.CheckboxSelectMultiple)
    days = forms.IntegerField(
        label=both("有效天数", "Days it lives"), min_value=1, max_value=MOST_DAYS, initial=30,
        help_text=both(f"至多 {MOST_DAYS} 天", f"{MOST_DAYS} at most"),
    )  # fmt: skip

    def __init__(self, *args: Any, offered: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(action, both(ACTIONS[action].label.zh, ACTIONS[action].label.en)) for action in offered]
        self.fields["actions"].choices = choices  # type: ignore[attr-defined]
