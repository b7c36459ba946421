"""How quick the pages are: a list of our own beside the server's empty page and the usual Django model page."""
