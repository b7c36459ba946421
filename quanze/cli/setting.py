"""--set KEY=VALUE: parameters given on the command line, read and checked like those of a case file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from quanze.cli.console import WrongUse
from quanze.cli.rules import Rules
from quanze.core.casefile.loading import load
from quanze.core.casefile.open_kinds import Parameters, check_parameters
from quanze.core.casefile.wording import wrong_type
from quanze.core.periods import rulebook_start
from quanze.core.refusals import Refusal

Values = Mapping[str, int | str | bool]
_WHOLE = frozenset({"months", "days", "years"})


def settings(pairs: Iterable[str], rules: Rules) -> Values:
    """The parameters of ``KEY=VALUE`` words, values typed like YAML scalars; null leaves one unset.

    Raises WrongUse for a word without "=", Refusal for an unknown parameter (with the nearest) or value.
    """
    given = dict(_pair(pair) for pair in pairs)
    values = Parameters().read({key: load(text, name="--set").value for key, text in given.items()}, "")
    check_parameters(values, rules.known_parameters)
    check_units(values, rules)
    return values


def _pair(word: str) -> tuple[str, str]:
    key, sign, value = word.partition("=")
    if not sign or not key:
        raise WrongUse(
            "wrong_use", zh=f"--set 应写作 参数=值，如 YY2009.two_heads_months=12，却是“{word}”",
            en=f"--set is written NAME=VALUE, such as YY2009.two_heads_months=12, not “{word}”",
        )  # fmt: skip
    return key.strip(), value


def check_units(values: Values, rules: Rules) -> None:
    """Refuse values that do not fit the unit of their parameter: months and the like are whole, dates are dates."""
    for key, value in values.items():
        unit = rules.units.get(key)
        path = f"parameters.{key}"
        if unit == "date":
            rulebook_start(str(value), where=path)
        elif unit == "switch" and not isinstance(value, bool):
            raise wrong_type(value, path, " true 或 false", "true or false")
        elif unit in _WHOLE and (isinstance(value, bool) or not isinstance(value, int)):
            raise wrong_type(value, path, "整数", "a whole number")
        elif unit in _WHOLE and int(value) < 0:
            raise Refusal("out_of_range", zh="不能为负数", en="cannot be negative", where=path)
