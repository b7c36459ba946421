"""Questions asked against the stored register, and the determination sheets (定责建议) they gave: each in its own compartment."""
