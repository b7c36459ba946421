"""The record nobody can bend: one append-only chain of every act, refusal and sensitive read."""
