"""wrk, the load generator: one run, and what it said."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Iterable
from typing import NamedTuple

CONNECTIONS = 16
_UNITS = {"us": 1e-3, "ms": 1.0, "s": 1e3, "m": 6e4}


class Run(NamedTuple):
    """Requests a second, milliseconds at half and at 99 in a hundred, answers that were no good."""

    rate: float
    p50_ms: float
    p99_ms: float
    faults: int


def run(address: str, *, seconds: int, cookie: str = "", script: str = "") -> Run:
    """One run of one thread over 16 connections; ``script`` is a file of ``in_turn``.

    Raises SystemExit without wrk or without an answer.
    """
    wrk = shutil.which("wrk")
    if wrk is None:
        raise SystemExit("wrk is missing: install the package of that name")
    words = [wrk, "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--latency", "--timeout", "30s", address]
    words += ["-H", f"Cookie: {cookie}"] if cookie else []
    words += ["-s", script] if script else []
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stderr or done.stdout)
    return read(done.stdout)


def in_turn(paths: Iterable[str]) -> str:
    """A script by which wrk asks for one address after the other, from the first one on."""
    listed = ",\n".join(json.dumps(path) for path in paths)
    return f"""local paths = {{
{listed}
}}
local at = 0
request = function()
  at = at %% #paths + 1
  return wrk.format(nil, paths[at])
end
""".replace("%%", "%")


def read(said: str) -> Run:
    """What wrk printed. Raises SystemExit for anything else."""
    rate = re.search(r"Requests/sec:\s+([\d.]+)", said)
    cuts = dict(re.findall(r"^\s+(\d\d)%\s+([\d.]+[a-z]+)\s*$", said, re.MULTILINE))
    if rate is None or not float(rate[1]) or not {"50", "99"} <= cuts.keys():
        raise SystemExit(f"wrk said something else: {said}")
    faults = [int(each) for each in re.findall(r"Non-2xx or 3xx responses: (\d+)", said)]
    broken = re.search(r"Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)", said)
    faults += map(int, broken.groups()) if broken else []
    return Run(float(rate[1]), _ms(cuts["50"]), _ms(cuts["99"]), sum(faults))


def _ms(text: str) -> float:
    number, unit = re.fullmatch(r"([\d.]+)([a-z]+)", text).groups()  # type: ignore[union-attr]
    return round(float(number) * _UNITS[unit], 3)
