"""The labels that every sensitive row carries, and which of them a caller can open."""

from __future__ import annotations

from quanze.core.words import Label, Words

REGISTER = "register"
PEOPLE = "people"
ACCOUNTS = "accounts"
AUDIT = "audit"

STANDING: Words = {
    REGISTER: Label("组织职务台账", "the register"),
    PEOPLE: Label("人员敏感信息", "sensitive facts about persons"),
    ACCOUNTS: Label("账号与授权", "accounts and grants"),
    AUDIT: Label("审计", "audit"),
}


def of_determination(public_id: str) -> str:
    """The compartment of one determination: nobody but those named for it opens it."""
    return f"determination:{public_id}"
