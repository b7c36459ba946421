"""The JSON Schema of the case file, made from the same tables as the reader."""

from __future__ import annotations

from typing import Any

from quanze.core.casefile.shapes import Field
from quanze.core.casefile.tables import CASE, DECISION, FORMAT, VIOLATION


def case_schema() -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of a case file.

    What a schema cannot say (declared ids, ends after starts, two heads of one unit) the reader checks.
    """
    schema = CASE.schema()
    properties = schema["properties"]
    # Unlike elsewhere, exactly one of these keys says whose it is.
    properties["violations"]["items"] |= _exactly_one(VIOLATION.fields, ("person", "organization", "count"))
    properties["decisions"]["items"] |= _exactly_one(DECISION.fields, ("person", "organization"))
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:{FORMAT.replace('/', ':')}",
        "title": "案件文件 · Case file",
        "description": "缺省或 null 表示未知，绝不表示“否”。 Absent or null means unknown, never “no”.",
        **schema,
    }


def _exactly_one(fields: tuple[Field, ...], keys: tuple[str, ...]) -> dict[str, Any]:
    kinds = {entry.key: entry.kind for entry in fields}
    return {"oneOf": [{"required": [key], "properties": {key: kinds[key].schema()}} for key in keys]}
