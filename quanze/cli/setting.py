"""--set KEY=VALUE: parameters given on the command line, read and checked like those of a case file."""

from __future__ import annotations

from collections.abc import Iterable

from quanze.cli.console import WrongUse
from quanze.cli.rules import Rules
from quanze.core.casefile.loading import load
from quanze.core.casefile.open_kinds import Parameters, check_parameters
from quanze.core.casefile.rulewords import Values


def settings(pairs: Iterable[str], rules: Rules) -> Values:
    """The parameters of ``KEY=VALUE`` words, values typed like YAML scalars; null leaves one unset.

    Raises WrongUse for a word without "=", Refusal for an unknown parameter (with the nearest) or value.
    """
    given = dict(_pair(pair) for pair in pairs)
    values = Parameters().read({key: load(text, name="--set").value for key, text in given.items()}, "")
    check_parameters(values, rules.known_parameters)
    rules.check_units(values)
    return values


def _pair(word: str) -> tuple[str, str]:
    key, sign, value = word.partition("=")
    if not sign or not key:
        raise WrongUse(
            "wrong_use", zh=f"--set 应写作 参数=值，如 YY2009.two_heads_months=12，却是“{word}”",
            en=f"--set is written NAME=VALUE, such as YY2009.two_heads_months=12, not “{word}”",
        )  # fmt: skip
    return key.strip(), value
