"""Reading case files: bytes in, a Case or one clear refusal out."""

from quanze.core.casefile.canonical import canonical, input_digest
from quanze.core.casefile.days import day_of, instant_of
from quanze.core.casefile.decoding import MOST_BYTES, Note, check_size
from quanze.core.casefile.open_kinds import Vocabulary
from quanze.core.casefile.reading import ReadCase, read_case
from quanze.core.casefile.schema import case_schema
from quanze.core.casefile.template import template

__all__ = [
    "MOST_BYTES", "Note", "ReadCase", "Vocabulary", "canonical", "case_schema", "check_size", "day_of",
    "input_digest", "instant_of", "read_case", "template",
]  # fmt: skip
