"""Backup and restore: everything that is kept, as text of one canonical form, encrypted to a key that lies elsewhere.

A backup is one picture of the database, taken while others write. Restoring goes only into an empty place, and
only when every byte of the file has been found right.
"""
