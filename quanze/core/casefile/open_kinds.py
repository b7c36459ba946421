"""Values whose keys a rulebook may extend: findings and parameters."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from quanze.core.casefile.kinds import Kind, Text
from quanze.core.casefile.shapes import at
from quanze.core.casefile.wording import advice, shown, unknown, wrong_type
from quanze.core.refusals import Refusal
from quanze.core.words import FINDINGS

# Known keys with the degrees allowed for each; None: a finding is true or false, a parameter anything.
Vocabulary = Mapping[str, tuple[str, ...] | None]

# Words that were meant as a truth value and must not pass for a degree.
_NO_DEGREES = ("yes", "no", "on", "off", "true", "false", "null")

_SNAKE = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
_OPEN_FACT = re.compile(r"(finding\.[a-z][a-z0-9_]*|parameter\.[A-Za-z][A-Za-z0-9_.-]*)")
_PARAMETER = re.compile(r"[A-Za-z][A-Za-z0-9-]*\.[a-z][a-z0-9_]*")


@dataclass(frozen=True, slots=True)
class FindingKey(Kind):
    """The key of a finding in snake_case; whether a rulebook knows it is asked later."""

    def read(self, value: Any, path: str) -> str:
        """The key. Refuses other shapes, with the nearest common finding."""
        text = Text(100).read(value, path)
        if _SNAKE.fullmatch(text):
            return text
        fix = advice(text, tuple(FINDINGS), {term.zh: key for key, term in FINDINGS.items()})
        raise unknown(("认定", "finding"), "unknown_finding", text, path, fix)

    def schema(self) -> dict[str, Any]:
        """A snake_case string."""
        return {"type": "string", "maxLength": 100, "pattern": f"^{_SNAKE.pattern}$"}


@dataclass(frozen=True, slots=True)
class FindingValue(Kind):
    """True, false, or a degree where the finding is graded."""

    def read(self, value: Any, path: str) -> bool | str:
        """The value. Refuses everything but true, false and a snake_case degree."""
        if isinstance(value, bool):
            return value
        if isinstance(value, str) and _SNAKE.fullmatch(value) and value not in _NO_DEGREES:
            return value
        raise wrong_type(
            value, path, " true、false 或程度（不知道写 null）", "true, false or a degree (null if unknown)"
        )

    def schema(self) -> dict[str, Any]:
        """A boolean or a degree."""
        degree = {"type": "string", "pattern": f"^{_SNAKE.pattern}$", "not": {"enum": list(_NO_DEGREES)}}
        return {"anyOf": [{"type": "boolean"}, degree]}


@dataclass(frozen=True, slots=True)
class FactKey(Kind):
    """A fact that a note is about: one of ``known``, or "finding." or "parameter." with a key of some rulebook."""

    known: tuple[str, ...]

    def read(self, value: Any, path: str) -> str:
        """The fact. Refuses others with the nearest known one."""
        text = Text(200).read(value, path)
        if text in self.known or _OPEN_FACT.fullmatch(text):
            return text
        raise unknown(("事实", "fact"), "unknown_fact", text, path, advice(text, self.known))

    def schema(self) -> dict[str, Any]:
        """One of the list, or a finding or parameter."""
        open_ = {"type": "string", "maxLength": 200, "pattern": f"^{_OPEN_FACT.pattern}$"}
        return {"anyOf": [{"enum": list(self.known)}, open_]}


@dataclass(frozen=True, slots=True)
class Parameters(Kind):
    """Visible parameters by RULEBOOK.name: what a regulation leaves open and people must settle."""

    def read(self, value: Any, path: str) -> dict[str, int | str | bool]:
        """Key → value; unset (null) ones are left out. Refuses other keys and values."""
        if not isinstance(value, dict):
            raise wrong_type(value, path, "一组键值", "a group of keys")
        return {key: self._one(key, part, at(path, shown(key))) for key, part in value.items() if part is not None}

    def _one(self, key: str, value: Any, path: str) -> int | str | bool:
        if not _PARAMETER.fullmatch(key):
            raise Refusal(
                "unknown_parameter", zh="参数名应写作 YY2009.two_heads_months 的样子",
                en="a parameter is named like YY2009.two_heads_months", where=path,
            )  # fmt: skip
        if isinstance(value, date):
            return value.isoformat()
        if isinstance(value, (bool, int)):
            return value
        if isinstance(value, str):
            return Text(200).read(value, path)
        raise wrong_type(value, path, "整数、文字或 true/false", "a whole number, text or true/false")

    def schema(self) -> dict[str, Any]:
        """An object whose keys are parameters."""
        return {
            "type": "object",
            "propertyNames": {"pattern": f"^{_PARAMETER.pattern}$"},
            "additionalProperties": {"type": ["integer", "string", "boolean", "null"]},
        }


def check_finding(key: str, value: bool | str | None, path: str, known: Vocabulary) -> None:
    """Refuse a finding that no rulebook in use knows, or a value outside its degrees.

    Raises Refusal "unknown_finding" or "unknown_value" with the nearest known word.
    """
    if key not in known:
        chinese = {FINDINGS[name].zh: name for name in known if name in FINDINGS}
        raise unknown(
            ("认定", "finding"), "unknown_finding", key, at(path, "finding"), advice(key, tuple(known), chinese)
        )
    degrees = known[key]
    if degrees is None and isinstance(value, str):
        raise wrong_type(value, at(path, "value"), " true 或 false（不知道写 null）", "true or false (null if unknown)")
    if degrees is not None and isinstance(value, str) and value not in degrees:
        fix = advice(value, degrees)
        raise unknown(("程度", "degree"), "unknown_value", value, at(path, "value"), fix)


def check_parameters(given: Mapping[str, int | str | bool], known: Vocabulary) -> None:
    """Refuse parameters that no rulebook in use has, or values outside their list.

    Raises Refusal "unknown_parameter" or "unknown_value" with the nearest known word.
    """
    for key, value in given.items():
        path = f"parameters.{key}"
        if key not in known:
            raise unknown(("参数", "parameter"), "unknown_parameter", key, path, advice(key, tuple(known)))
        allowed = known[key]
        if allowed is not None and str(value) not in allowed:
            raise unknown(("取值", "value"), "unknown_value", str(value), path, advice(str(value), allowed))
