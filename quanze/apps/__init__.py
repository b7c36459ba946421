"""The bounded contexts, from the ground up: access, audit, people, accounts, documents, organizations, determinations."""
