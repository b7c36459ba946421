"""The pages of determinations: describing a case, answering questions, the sheet and what differs."""
