"""The rules on screen: instruments, clauses, look-up, differences, the checker's report. Reading only."""
