"""The only writes to the register; each with its entry in the record."""

from quanze.apps.organizations.services.bulk import write_rows
from quanze.apps.organizations.services.change import Done

__all__ = ["Done", "write_rows"]
