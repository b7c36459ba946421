"""Tokens: a person's own programs act in his name, for one purpose, with part of what he may do, for at most 90 days."""
