"""python -m tools.prove [PART]: the tests at full size, part by part; what each reached goes to docs/proofs/full-size.md.

A part that passed on the present sources is not run again: its result is kept in .prove/. What failed is.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from tools.proof_page import Outcome, machine, read_outcome, with_line
from tools.proof_parts import AREAS, Area, Part, arguments, named, parts

ROOT = Path(__file__).resolve().parent.parent
# What no test at full size depends on; the page itself changes with every part.
ASIDE = ("docs/", "bench/results/", "README")


class Proof:
    """One checkout with its kept results and its page."""

    def __init__(self, root: Path = ROOT, areas: Sequence[Area] = AREAS) -> None:
        self.root, self.areas = root, areas
        self.page = root / "docs" / "proofs" / "full-size.md"

    def digest(self) -> str:
        """SHA-256 over names and contents of the sources, tracked and new."""
        listed = self._git("ls-files", "-z", "--cached", "--others", "--exclude-standard")
        found = sha256()
        for name in sorted(set(listed.split("\0"))):
            file = self.root / name
            if name and not name.startswith(ASIDE) and file.is_file():
                found.update(f"{name}\0{sha256(file.read_bytes()).hexdigest()}\n".encode())
        return found.hexdigest()

    def commit(self) -> str:
        """The commit, with a sign behind it when sources differ from it."""
        changed = any(not line[3:].startswith(ASIDE) for line in self._git("status", "--porcelain").splitlines())
        return self._git("rev-parse", "--short", "HEAD").strip() + ("+" if changed else "")

    def is_done(self, part: Part) -> bool:
        """Did it pass on the sources as they are?"""
        kept = self._kept(part)
        return kept.is_file() and json.loads(kept.read_text("utf-8"))["digest"] == self.digest()

    def is_built(self, part: Part) -> bool:
        """Are there any of its tests?"""
        return any((self.root / path).exists() for path in part.area.paths)

    def run(self, part: Part) -> Outcome:
        """Run it, keep its result if it passed, and write its line."""
        digest, commit, begun = self.digest(), self.commit(), time.monotonic()
        with tempfile.TemporaryDirectory() as folder:
            record = Path(folder) / "record.xml"
            status = self._pytest(part, record)
            outcome = read_outcome(record, status, time.monotonic() - begun)
        self.page.parent.mkdir(parents=True, exist_ok=True)
        page = self.page.read_text("utf-8") if self.page.exists() else ""
        where = f"{datetime.now(UTC):%Y-%m-%d}", commit, machine()
        self.page.write_text(with_line(page, part, outcome, where, parts(self.areas)), "utf-8")
        if outcome.passed:
            kept = self._kept(part)
            kept.parent.mkdir(exist_ok=True)
            kept.write_text(json.dumps({"digest": digest, "commit": commit}), "utf-8")
        return outcome

    def _pytest(self, part: Part, record: Path) -> int:
        """pytest's exit status. No PostgreSQL where one is asked for is a failure."""
        on = ["tests.on_postgres", "pytest"] if part.engine == "postgresql" else ["pytest"]
        # Only this older form of pytest's record may hold what the tests counted.
        form = ["-o", "junit_family=xunit1", f"--junit-xml={record}"]
        command = [sys.executable, "-m", *on, "-q", *form, *self._there(part)]
        kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL" or len(on) > 1}
        share = f"{part.share}/{part.area.shares}"
        environment = kept | {"QUANZE_PROVE": "1", "QUANZE_SHARE": share, "CI": "true"}
        return subprocess.run(command, cwd=self.root, env=environment, check=False).returncode

    def _there(self, part: Part) -> list[str]:
        """pytest's arguments, without places that are not built yet."""
        return [each for each in arguments(part.area, self.areas) if each[0] == "-" or (self.root / each).exists()]

    def _kept(self, part: Part) -> Path:
        return self.root / ".prove" / f"{part.name}.json"

    def _git(self, *words: str) -> str:
        return subprocess.run(["git", *words], cwd=self.root, capture_output=True, text=True, check=True).stdout


def main(words: Sequence[str], proof: Proof | None = None) -> int:
    """Run what is asked for and not done yet. 0 when all of it passed, 2 for a part that there is not."""
    proof = proof or Proof()
    try:
        wanted = [part for part in named(",".join(words), proof.areas) if proof.is_built(part)]
    except ValueError as unknown:
        print(unknown, file=sys.stderr)
        return 2
    failed = []
    for part in wanted:
        if proof.is_done(part):
            print(f"{part.name}：源文件未变，已通过 / passed on these very sources", flush=True)
            continue
        print(f"{part.name}：{part.area.zh} / {part.area.en}", flush=True)
        outcome = proof.run(part)
        print(f"{part.name}：{outcome.words}，{outcome.seconds:.0f} s", flush=True)
        failed += [] if outcome.passed else [part.name]
    if failed:
        print(f"未通过 / not passed: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
