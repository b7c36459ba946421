"""The pages of rules are tested in the same office as those of determinations."""

from __future__ import annotations

from quanze.apps.determinations.tests.conftest import place

__all__ = ["place"]
