"""The pages of the rules. Reading only: rulebooks change in files, by review."""
