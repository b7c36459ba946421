"""Quanze 权责: who answers for what, since when, and why."""

__version__ = "0.1.0"
