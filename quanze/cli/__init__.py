"""The quanze command: read arguments, one call into the core, print."""
