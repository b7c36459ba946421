"""A case as it is described on pages: its text, its form, its faults, the answers given to questions. No rows here."""
