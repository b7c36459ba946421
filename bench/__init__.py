"""Measured comparisons: speed beside plain loops over all rows, by one command (make bench)."""
