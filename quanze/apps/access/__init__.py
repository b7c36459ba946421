"""Who asks, what he may reach, and the one layer through which sensitive rows are read and written. No table."""
