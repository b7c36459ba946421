"""SQLite as Django speaks to it, with each statement's marks written for it once."""
