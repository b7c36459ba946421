"""Which passwords are refused, how sealed secrets open, and how long a try waits."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from quanze.apps.access.sealing import seal, stamp, unseal
from quanze.apps.accounts.delays import LONGEST, standing_failures, wait
from quanze.apps.accounts.passwords import StaffArgon2, check_password_fit, fits, hashed, one_time_secret
from quanze.core.refusals import Refusal


@pytest.mark.parametrize(
    "weak",
    [
        "Short-1a",
        "alllowercase1",
        "Password12345!",
        "Fuheng-2026-hill",
        "quanZe-88-river",
        "傅衡-Ab1-mountain",
        "A" * 257,
    ],
)
def test_weak_passwords_are_refused(weak: str) -> None:
    with pytest.raises(Refusal) as refusal:
        check_password_fit(weak, login_name="fuheng", names=("傅衡",))
    assert refusal.value.code == "weak_password"


@pytest.mark.parametrize("fair", ["Mountain-81-tea", "清风-2031-Hill-road", "x" * 60 + "A1"])
def test_fair_passwords_pass(fair: str) -> None:
    check_password_fit(fair, login_name="fuheng", names=("傅衡",))


def test_under_the_length_rules_a_long_phrase_needs_no_classes(settings: Any) -> None:
    settings.QUANZE_PASSWORD_REGIME = "length"
    check_password_fit("seven quiet lanterns drift", login_name="fuheng")
    with pytest.raises(Refusal):
        check_password_fit("Short-81-te", login_name="fuheng")
    settings.QUANZE_PASSWORD_REGIME = "none"
    with pytest.raises(ImproperlyConfigured):
        check_password_fit("seven quiet lanterns drift", login_name="fuheng")


def test_one_time_secrets_are_fit_and_all_different() -> None:
    made = {one_time_secret() for _ in range(200)}
    assert len(made) == 200
    for each in made:
        check_password_fit(each, login_name="fuheng")


def test_passwords_are_kept_as_argon2_and_fit_only_themselves() -> None:
    kept = hashed("Mountain-81-tea")
    assert kept.startswith("argon2$argon2id$")
    assert fits("Mountain-81-tea", kept)
    assert not fits("Mountain-81-teA", kept)
    assert not fits("Mountain-81-tea", None)
    assert (StaffArgon2.memory_cost, StaffArgon2.time_cost) == (65536, 3)


def test_a_sealed_secret_opens_only_in_its_place() -> None:
    sealed = seal(b"key", purpose="factor", row="7")
    assert unseal(sealed, purpose="factor", row="7") == b"key"
    altered = sealed[:-5] + ("A" if sealed[-5] != "A" else "B") + sealed[-4:]
    for text, purpose, row in [
        (sealed, "factor", "8"), (sealed, "grant", "7"), (altered, "factor", "7"), ("", "factor", "7"),
        ("rot13:abcd", "factor", "7"), ("aes256gcm:%%", "factor", "7"), ("aes256gcm:", "factor", "7"),
    ]:  # fmt: skip
        with pytest.raises(Refusal) as refusal:
            unseal(text, purpose=purpose, row=row)
        assert refusal.value.code == "seal_broken"


def test_a_stamp_changes_with_every_word_purpose_and_key(settings: Any) -> None:
    said = {"role": "unit_head", "unit": 3, "end": None}
    stamps = {stamp(said, purpose="grant"), stamp({**said, "unit": 4}, purpose="grant"), stamp(said, purpose="tries")}
    settings.QUANZE_SEAL_KEY = "k" * 40
    assert len(stamps | {stamp(said, purpose="grant")}) == 4


def test_the_wait_grows_to_four_seconds_and_no_further() -> None:
    assert [wait(failures, 0) for failures in range(9)] == [0, 0, 0, 0.25, 0.5, 1, 2, 4, 4]
    assert wait(10**9, 10**9) == LONGEST == 4.0
    assert wait(0, 12) == 0
    assert wait(0, 14) > 0


def test_failures_are_forgotten_after_an_hour() -> None:
    last = datetime(2026, 3, 2, tzinfo=UTC)
    assert standing_failures(9, last, last + timedelta(minutes=59)) == 9
    assert standing_failures(9, last, last + timedelta(hours=1)) == 0
