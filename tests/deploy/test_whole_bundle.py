"""The whole bundle, made and installed (only by make prove, for making it downloads): the network is shut meanwhile."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

from tests.cli.command import ROOT
from tests.cli.serving import free_port

# Inside a network of its own even this machine's own address must first be switched on.
INSIDE = """
set -eu
ip link set lo up 2>/dev/null || true
! "$PYTHON" -c 'import socket; socket.create_connection(("192.0.2.1", 80), 3)' 2>/dev/null
sh "$BUNDLE/install.sh" "$THERE"
cd "$ELSEWHERE"
"$THERE/bin/quanze" rulebook list > rules.txt
"$THERE/bin/quanze" demo --small
"$THERE/bin/quanze" determine "$THERE/share/examples/yiyang-big-case.yaml" > sheet.txt
"$THERE/bin/quanze" serve --port "$PORT" --workers 1 > served.txt &
server=$!
for _ in $(seq 240); do grep -q "$PORT" served.txt && break; sleep 0.5; done
"$THERE/venv/bin/python" - "$PORT" <<'END'
import sys, urllib.request
page = urllib.request.build_opener(urllib.request.ProxyHandler({})).open(f"http://127.0.0.1:{sys.argv[1]}/sign-in")
open("page.html", "wb").write(page.read())
END
kill -TERM $server
wait $server
"""


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """make bundle, unpacked elsewhere; QUANZE_BUNDLE names an archive made already."""
    folder = tmp_path_factory.mktemp("bundle")
    made = os.environ.get("QUANZE_BUNDLE")
    if not made:
        subprocess.run([sys.executable, str(ROOT / "tools" / "bundle.py"), str(folder / "dist")], check=True)
        made = str(next((folder / "dist").glob("*.tar.gz")))
    with tarfile.open(made) as archive:
        archive.extractall(folder / "unpacked", filter="data")
    return next((folder / "unpacked").iterdir())


def shut() -> list[str]:
    """What goes before a command so that it has no network; where that is not allowed, nothing."""
    for words in (["unshare", "--net"], ["unshare", "--net", "--map-root-user"]):
        if (
            shutil.which("unshare")
            and subprocess.run([*words, "true"], capture_output=True, check=False).returncode == 0
        ):
            return words
    return []


def test_it_installs_and_serves_with_the_network_shut(unpacked: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    dead = "http://127.0.0.1:9"
    env = {
        "PATH": os.environ["PATH"], "HOME": str(elsewhere), "LANG": "C.UTF-8", "PYTHON": sys.executable,
        "BUNDLE": str(unpacked), "THERE": str(tmp_path / "there"), "ELSEWHERE": str(elsewhere),
        "QUANZE_HOME": str(elsewhere / "data"), "PORT": str(free_port()), "http_proxy": dead, "https_proxy": dead,
    }  # fmt: skip
    done = subprocess.run([*shut(), "sh", "-c", INSIDE], env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "CF2015" in (elsewhere / "rules.txt").read_text("utf-8")
    assert (elsewhere / "sheet.txt").stat().st_size > 1000
    assert "登录" in (elsewhere / "page.html").read_text("utf-8")


def test_one_changed_byte_of_a_wheel_installs_nothing(unpacked: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(unpacked, copy)
    wheel = max((copy / "wheels").iterdir(), key=lambda each: each.stat().st_size)
    bytes_ = bytearray(wheel.read_bytes())
    bytes_[len(bytes_) // 2] ^= 1
    wheel.write_bytes(bytes_)
    refused = subprocess.run(
        ["sh", str(copy / "install.sh"), str(tmp_path / "there")], capture_output=True, check=False
    )
    assert refused.returncode == 1
    assert not (tmp_path / "there").exists()
