"""Accounts bound to persons, the roles granted to them, and how one signs in."""
