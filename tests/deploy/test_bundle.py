"""The offline bundle: its sums find every changed byte before anything is installed, and two builds are equal."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from tests.cli.command import ROOT
from tests.deploy.host import DEPLOY


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    """tools/bundle.py as a module."""
    spec = importlib.util.spec_from_file_location("bundle", ROOT / "tools" / "bundle.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def bundle(tool: ModuleType, tmp_path: Path) -> Path:
    """A bundle of the right shape, without its wheels."""
    folder = tmp_path / tool.name()
    tool.put(DEPLOY, folder / "share" / "deploy")
    tool.put(DEPLOY / "install.sh", folder / "install.sh")
    (folder / "wheels").mkdir()
    (folder / "wheels" / "planted-1.0-py3-none-any.whl").write_bytes(b"no wheel")
    (folder / tool.MADE_FOR).write_text("0 2.7 Linux pdp11\n", "utf-8")
    (folder / tool.SUMS).write_text(tool.sums(folder), "utf-8")
    return folder


def install(bundle: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """sh install.sh, from another folder."""
    command = ["sh", str(bundle / "install.sh"), *words]
    return subprocess.run(command, cwd="/", capture_output=True, text=True, check=False)


def test_sums_that_agree_lead_on_to_the_python_that_is_wanted(bundle: Path, tmp_path: Path) -> None:
    refused = install(bundle, str(tmp_path / "there"))
    assert refused.returncode == 1
    assert "摘要核对相符" in refused.stdout
    assert "Python 2.7 on Linux pdp11" in refused.stderr
    assert not (tmp_path / "there").exists()


@pytest.mark.parametrize("kind", ["changed", "lost", "added", "list"])
def test_a_changed_lost_or_added_file_installs_nothing(bundle: Path, tmp_path: Path, kind: str) -> None:
    wheel = bundle / "wheels" / "planted-1.0-py3-none-any.whl"
    if kind == "changed":
        wheel.write_bytes(b"No wheel")
    elif kind == "lost":
        wheel.unlink()
    elif kind == "added":
        (bundle / "wheels" / "another-1.0-py3-none-any.whl").write_bytes(b"")
    else:
        (bundle / "SHA256SUMS").write_text("", "utf-8")
    refused = install(bundle, str(tmp_path / "there"))
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "nothing was installed" in refused.stderr
    assert not (tmp_path / "there").exists()


def test_without_a_folder_it_says_how_it_is_used(bundle: Path) -> None:
    assert "install.sh FOLDER" in install(bundle).stderr


def test_the_same_files_make_the_same_archive(tool: ModuleType, bundle: Path, tmp_path: Path) -> None:
    tool.pack(bundle, tmp_path / "one")
    (bundle / "install.sh").touch()
    tool.pack(bundle, tmp_path / "two")
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
    (bundle / "install.sh").write_bytes(b"#")
    tool.pack(bundle, tmp_path / "three")
    assert (tmp_path / "one").read_bytes() != (tmp_path / "three").read_bytes()


def test_the_bundle_says_for_which_python_it_is(tool: ModuleType) -> None:
    assert tool.name().startswith(f"quanze-{tool.version()}-py{sys.version_info.major}.{sys.version_info.minor}-")
