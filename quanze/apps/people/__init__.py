"""Natural persons and who is kin to whom."""
