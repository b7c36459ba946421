"""Make .venv with the pinned needs and the quanze command in it; quick when nothing changed.

Run by the Makefile: ``python3 tools/setup_env.py run`` or ``… dev``. Every package is pinned and
checked by hash. The command is linked to this checkout, so nothing has to be built.
"""

from __future__ import annotations

import hashlib
import shlex
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / ".set-up"
REQUIREMENTS = {"run": "requirements.txt", "dev": "requirements-dev.txt"}
COMMAND = """#!/bin/sh
'''exec' {python} "$0" "$@"
' '''
import sys

from quanze.cli.main import main

sys.exit(main())
"""


def digest(purpose: str) -> str:
    """What the set-up for one purpose was made from: its pins, the environment's Python and the folder."""
    made_from = [(ROOT / REQUIREMENTS[purpose]).read_bytes(), (VENV / "pyvenv.cfg").read_bytes(), bytes(ROOT)]
    return f"{purpose} {hashlib.sha256(b'|'.join(made_from)).hexdigest()}"


def is_current(purpose: str) -> bool:
    """True if the set-up for the purpose stands; the one for development holds all of the other."""
    if not (STAMP.exists() and PYTHON.exists()):
        return False
    return STAMP.read_text("utf-8").strip() in {digest("dev"), digest(purpose)}


def make_venv() -> None:
    """An empty environment, unless one with a late enough Python stands already."""
    is_usable = "import sys; sys.exit(sys.version_info < (3, 11))"
    if PYTHON.exists() and subprocess.run([PYTHON, "-c", is_usable], check=False).returncode == 0:
        return
    if find_spec("ensurepip") is None or find_spec("venv") is None:
        sys.exit(
            "缺少 venv 模块，请先安装：apt install python3-venv / The venv module is missing: apt install python3-venv"
        )
    subprocess.run([sys.executable, "-m", "venv", "--clear", VENV], check=True)


def install(requirements: str) -> None:
    """Put the pinned packages in, each compared with its hash."""
    pip = [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input"]
    asked = ["--only-binary", ":all:", "--no-deps", "--require-hashes", "--requirement", ROOT / requirements]
    if subprocess.run([*pip, *asked], check=False).returncode:
        sys.exit(f"未能安装 {requirements} 中的依赖 / The packages of {requirements} could not be installed")


def link_command() -> None:
    """Make the package importable from this checkout and write the command."""
    packages = next((VENV / "lib").glob("python3.*")) / "site-packages"
    (packages / "quanze.pth").write_text(f"{ROOT}\n", "utf-8")
    command = VENV / "bin" / "quanze"
    command.write_text(COMMAND.format(python=shlex.quote(str(PYTHON))), "utf-8")
    command.chmod(0o755)


def compile_sources() -> None:
    """Byte-compile what changed, so that no start of the command pays for it, whoever may write where."""
    subprocess.run([PYTHON, "-m", "compileall", "-q", ROOT / "quanze"], check=False)


def main(purpose: str) -> None:
    """Set up for one purpose, or only compile what changed if that was done before."""
    if not is_current(purpose):
        make_venv()
        install(REQUIREMENTS[purpose])
        link_command()
        STAMP.write_text(digest(purpose) + "\n", "utf-8")
    compile_sources()


if __name__ == "__main__":
    main(sys.argv[1])
