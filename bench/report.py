"""Results as JSON and as a short table, with the machine they came from."""

from __future__ import annotations

import json
import os
import platform
from datetime import date
from pathlib import Path
from typing import Any


def machine(on: date) -> dict[str, Any]:
    """The machine in few words; no name and no path of it."""
    return {
        "date": on.isoformat(),
        "cores": os.cpu_count(),
        "architecture": platform.machine(),
        "system": platform.system(),
        "python": platform.python_version(),
        "load_before": round(os.getloadavg()[0], 2) if hasattr(os, "getloadavg") else None,
    }


def write(folder: Path, found: dict[str, Any]) -> None:
    """speed.json and speed.md in the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "speed.json").write_text(json.dumps(found, ensure_ascii=False, indent=2) + "\n", "utf-8")
    (folder / "speed.md").write_text(table(found), "utf-8")


def table(found: dict[str, Any]) -> str:
    """The figures as Markdown. Absolute times belong to this machine; ratios are taken in turn on it."""
    m, one, run = found["machine"], found["one_case"], found["command"]
    lines = [
        "# 速度 / Speed",
        "",
        f"{m['date']}; {m['cores']} cores, {m['architecture']}, {m['system']}, Python {m['python']}; "
        f"load before: {m['load_before']}. Trust the ratios; other work on the machine moves the absolute times.",
        "",
        f"Register: {one['register']['posts']} posts, {one['register']['tenures']} tenures; "
        f"{one['cases']} cases, {one['determinations']} determinations, {one['parties']} parties a case (median).",
        "",
        "| what | ours | peer | peer / ours |",
        "|---|---|---|---|",
        f"| one case, whole determination: p50 / p95 / p99 | {_cuts(one['determine'])} | | |",
        f"| the same in processor time | {_cuts(one['determine_processor'])} | | |",
        _row("same determination, every question looking through all rows", one["naive"], "ms"),
        _row("who answers, beside a plain loop over all rows", one["who"], "ms"),
        *(_row(f"register: {name}", row, "us") for name, row in found["questions"].items()),
        f"| `{run['command']}`, median of {run['runs']} (first run {run['first_ms']} ms) | {run['median_ms']} ms "
        f"| bound, `python -c pass`: {run['python_pass_ms']} ms | {round(1 / run['ratio'], 3)} |",
    ]
    return "\n".join(lines) + "\n"


def _cuts(times: dict[str, float]) -> str:
    return f"{times['p50_ms']} / {times['p95_ms']} / {times['p99_ms']} ms"


def _row(what: str, row: dict[str, float], unit: str) -> str:
    return f"| {what} | {row[f'ours_{unit}']} {unit} | {row[f'peer_{unit}']} {unit} | {row['ratio']} |"
