"""The only writes to the record, and the doors through which it is checked."""

from __future__ import annotations

from quanze.apps.audit.services.checking import Anchored, anchor, export, prove, verify
from quanze.apps.audit.services.recording import record, record_read, record_refusal

__all__ = ["Anchored", "anchor", "export", "prove", "record", "record_read", "record_refusal", "verify"]
