"""The needs are pinned and hashed, name no address, and the rules travel inside the package."""

from __future__ import annotations

import re
import tomllib

import pytest

from tests.laws.sources import ROOT

PIN = re.compile(
    r"^(?P<name>[a-z0-9][a-z0-9.-]*)==(?P<version>[\w.]+)(?: ;[^\\]+)?(?: \\\n    --hash=sha256:[0-9a-f]{64})+$"
)
FILES = ["requirements.txt", "requirements-dev.txt"]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def pins(text: str) -> dict[str, str]:
    """Package names and versions of a requirements file; raises ValueError at anything but a hashed pin."""
    found = {}
    for entry in re.split(r"\n(?! )", text.strip()):
        pin = PIN.match(entry)
        if pin is None:
            raise ValueError(f"no hashed pin: {entry[:60]}")
        found[pin["name"]] = pin["version"]
    return found


def names(requirements: list[str]) -> set[str]:
    """The bare package names of direct needs, as the pins write them."""
    return {re.split(r"[<>=!~ \[;]", need, maxsplit=1)[0].lower().replace("_", "-") for need in requirements}


@pytest.mark.parametrize("file", FILES)
def test_every_line_is_a_hashed_pin(file: str) -> None:
    assert pins((ROOT / file).read_text("utf-8"))


def test_the_pins_cover_the_direct_needs_and_agree() -> None:
    run, dev = (pins((ROOT / file).read_text("utf-8")) for file in FILES)
    assert names(PROJECT["project"]["dependencies"]) <= run.keys()
    assert names(PROJECT["dependency-groups"]["dev"]) <= dev.keys()
    assert run.items() <= dev.items()


def test_the_rules_travel_inside_the_package() -> None:
    assert PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"] == {"rules": "quanze/_rules"}
    assert PROJECT["project"]["scripts"] == {"quanze": "quanze.cli.main:main"}


@pytest.mark.parametrize(
    "planted",
    [
        "a==1.0",
        "a>=1.0 \\\n    --hash=sha256:" + "0" * 64,
        "--index-url https://x.cn/simple",
        "a==1 \\\n    --hash=md5:00",
    ],
)
def test_a_planted_loose_line_is_found(planted: str) -> None:
    sound = "b==1.0 \\\n    --hash=sha256:" + "0" * 64
    assert pins(sound) == {"b": "1.0"}
    with pytest.raises(ValueError, match="no hashed pin"):
        pins(f"{sound}\n{planted}")
