"""The bounded contexts, from the ground up: access, audit, people, accounts, organizations, determinations."""
