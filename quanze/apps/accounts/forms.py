"""The shape of what people type to sign in."""

from __future__ import annotations

from typing import Any

from django import forms

from quanze.apps.pages.language import both


def _secret(label: str, complete: str) -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": complete})
    return forms.CharField(label=label, max_length=256, strip=False, widget=widget)


def _code(**more: Any) -> forms.CharField:
    attrs = {"autocomplete": "one-time-code", "inputmode": "numeric"}
    return forms.CharField(
        label=both("动态口令", "One-time code"), max_length=6, widget=forms.TextInput(attrs=attrs), **more
    )


class SignInForm(forms.Form):
    """Login name and password."""

    login_name = forms.CharField(
        label=both("登录名", "Login name"), max_length=64, widget=forms.TextInput(attrs={"autocomplete": "username"})
    )
    password = _secret(both("口令", "Password"), "current-password")


class CodeForm(forms.Form):
    """A one-time code."""

    code = _code()


class PasswordForm(forms.Form):
    """The old password and, twice, the new one."""

    old = _secret(both("原口令", "Old password"), "current-password")
    new = _secret(both("新口令", "New password"), "new-password")
    again = _secret(both("再次输入新口令", "New password again"), "new-password")

    def clean(self) -> dict[str, Any]:
        """Both new ones are the same."""
        given = super().clean() or {}
        if given.get("new") != given.get("again"):
            self.add_error("again", both("两次输入的新口令不一致", "The two new passwords differ"))
        return given


class NoForm(forms.Form):
    """Nothing to type, only a button."""
