"""Invented registers: a whole prefecture for trials and measures, and small nasty ones for proofs."""

from quanze.core.register.fiction.prefecture import prefecture
from quanze.core.register.fiction.small import random_register

__all__ = ["prefecture", "random_register"]
