"""Signing in with an outside identity: a whole journey in a process with a provider configured."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path


def test_an_outside_identity_opens_only_the_account_bound_to_it(tmp_path: Path) -> None:
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
    told = {
        "QUANZE_HOME": str(tmp_path), "DJANGO_SETTINGS_MODULE": "tests.outside_settings", "NO_PROXY": "127.0.0.1",
        "QUANZE_OIDC_CLIENT": "quanze", "QUANZE_OIDC_SECRET": "s", "PYTHONWARNINGS": "default",
    }  # fmt: skip
    ended = subprocess.run(
        [sys.executable, "-m", "tests.config.outside_journey"], capture_output=True, text=True, check=False,
        cwd=Path(__file__).resolve().parents[2], env=kept | told,
    )  # fmt: skip
    assert ended.returncode == 0, ended.stderr
    said = dict(line.rsplit(" ", 1) for line in ended.stdout.splitlines())
    assert said == {
        "new": "/change-password", "enrolled": "/give-factor", "unbound": "400", "foreign token": "400",
        "foreign state": "400",
    }  # fmt: skip
