"""A hundred people at work at once: how long they wait."""
