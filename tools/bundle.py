"""Make the offline bundle: everything an office without internet needs, with the sum of every file, as one archive.

Run by the Makefile: ``make bundle``. It needs the network once, here; where it is installed none is needed. The wheels
are those of this machine's kind of system and Python, as the bundle says of itself.
"""

from __future__ import annotations

import gzip
import hashlib
import os
import platform
import re
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parent.parent
SUMS, REQUIREMENTS, MADE_FOR = "SHA256SUMS", "requirements.txt", "MADE-FOR.txt"
# What travels beside the wheels, to be read or used without them.
BESIDE = ("deploy", "docs", "examples", "rules", "tools/verify_audit.py", "LICENSE", "README.md", "README.zh-CN.md")
# The same instant in every archive, so that two builds of one source are equal.
EPOCH = 1_577_836_800


def version() -> str:
    """The version of the program."""
    found = re.search(r'__version__ = "([^"]+)"', (ROOT / "quanze" / "__init__.py").read_text("utf-8"))
    if found is None:
        sys.exit("quanze/__init__.py 没有写明版本 / quanze/__init__.py names no version")
    return found[1]


def name() -> str:
    """The name of the bundle: version, Python, system."""
    python = f"py{sys.version_info.major}.{sys.version_info.minor}"
    return f"quanze-{version()}-{python}-{platform.system().lower()}-{platform.machine()}"


def run_pip(*words: str | Path) -> None:
    """pip in this environment; ends with a sentence where it fails."""
    command = [sys.executable, "-m", "pip", *map(str, words), "--quiet", "--disable-pip-version-check", "--no-input"]
    if subprocess.run(command, cwd=ROOT, env={**os.environ, "SOURCE_DATE_EPOCH": str(EPOCH)}, check=False).returncode:
        sys.exit("未能取得或制作安装包，见上文 / The packages could not be had or made; see above")


def collect(folder: Path) -> None:
    """Put everything into the folder: pinned wheels compared with their hashes, our own, what travels beside, sums."""
    wheels = folder / "wheels"
    wheels.mkdir(parents=True)
    pinned = ["--require-hashes", "--only-binary", ":all:", "--no-deps", "--requirement", ROOT / REQUIREMENTS]
    run_pip("download", *pinned, "--dest", wheels)
    run_pip("wheel", "--no-deps", "--wheel-dir", wheels, ROOT)
    for each in BESIDE:
        put(ROOT / each, folder / "share" / each)
    put(ROOT / REQUIREMENTS, folder / REQUIREMENTS)
    put(ROOT / "deploy" / "install.sh", folder / "install.sh")
    python = f"{sys.version_info.major}.{sys.version_info.minor}"
    (folder / MADE_FOR).write_text(f"{version()} {python} {platform.system()} {platform.machine()}\n", "utf-8")
    (folder / SUMS).write_text(sums(folder), "utf-8")


def put(source: Path, target: Path) -> None:
    """Copy a file or a folder, without what programs left in it."""
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.is_dir():
        shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__", ".*"))
    else:
        shutil.copyfile(source, target)


def sums(folder: Path) -> str:
    """A line for each file, as sha256sum writes and reads them; the list itself is not in it."""
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != SUMS)
    return "".join(
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(folder).as_posix()}\n" for path in files
    )


def pack(folder: Path, archive: Path) -> None:
    """One archive; the same bytes for the same files."""

    def plain(entry: tarfile.TarInfo) -> tarfile.TarInfo:
        entry.uid = entry.gid = 0
        entry.uname = entry.gname = ""
        entry.mtime = EPOCH
        entry.mode = 0o755 if entry.isdir() or entry.name.endswith(".sh") else 0o644
        return entry

    with (
        archive.open("wb") as raw,
        gzip.GzipFile("", "wb", fileobj=raw, mtime=EPOCH) as packed,
        tarfile.open(fileobj=packed, mode="w") as tar,
    ):
        for path in sorted([folder, *folder.rglob("*")]):
            tar.add(path, f"{folder.name}/{path.relative_to(folder)}".removesuffix("/."), recursive=False, filter=plain)


def main(out: Path) -> None:
    """Make the archive in the folder ``out`` and say its sums."""
    out.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as place:
        folder = Path(place) / name()
        collect(folder)
        archive = out / f"{folder.name}.tar.gz"
        pack(folder, archive)
        listed = hashlib.sha256((folder / SUMS).read_bytes()).hexdigest()
    print(f"离线安装包 / The bundle: {archive} ({archive.stat().st_size / 1_000_000:.0f} MB)")
    print(f"  SHA-256 {hashlib.sha256(archive.read_bytes()).hexdigest()}")
    print(
        f"总摘要（{SUMS} 的 SHA-256，请另行告知安装人） / Sum of sums, to be told to the installer by another way:\n  {listed}"
    )


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "dist"))
