"""The closed lists of the field, each word with its official Chinese term and plain English.

Every room may read them; they know no other room. A word's key is what files carry, its label is
what people read. The order of a list is the order of its ladder or of the page that defines it.
"""

from __future__ import annotations

from quanze.core.words.label import Label, Words
from quanze.core.words.vocabulary import FINDINGS, GROUPS, METHOD_GROUPS, keys, label

__all__ = ["FINDINGS", "GROUPS", "METHOD_GROUPS", "Label", "Words", "keys", "label"]
