"""Settings for the journey with an outside identity: the product's own, a cheap hash, and the test client's host."""

from __future__ import annotations

from quanze.config.settings import *  # noqa: F403

PASSWORD_HASHERS = ["tests.hashing.CheapArgon2"]
ALLOWED_HOSTS = ["testserver"]
