"""Settings of the test runs: those of the product, a data folder of their own, and a cheap hash."""

from __future__ import annotations

import os
import tempfile

# Before the settings are read: nothing of the machine's own installation is touched.
os.environ["QUANZE_HOME"] = tempfile.mkdtemp(prefix="quanze-tests-")

from quanze.config.settings import *  # noqa: F403

PASSWORD_HASHERS = ["tests.hashing.CheapArgon2"]
