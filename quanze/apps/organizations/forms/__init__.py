"""The verbs of the register as forms: what each asks, what the register already holds of it, what it comes to."""
