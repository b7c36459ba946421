"""From folders of text to a library; the compiled form is kept so that only the first run reads YAML."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from quanze.core.refusals import Refusal
from quanze.core.rulebook.library import Library
from quanze.core.rulebook.parsing import fault
from quanze.core.rulebook.reading import read_pack, read_yaml

COMMON = "common"
FORM = 2  # of the compiled rules; raised whenever their shape changes


def shipped_rules() -> Path:
    """The folder of rulebooks that came with the product."""
    package = Path(__file__).resolve().parents[2]
    inside = package / "_rules"
    return inside if inside.is_dir() else package.parent / "rules"


def load_library(folders: Sequence[Path] = (), *, cache: Path | None = None) -> Library:
    """The shipped rulebooks and those of ``folders`` (which replace shipped ones of the same id).

    ``cache`` is a folder for the compiled form, keyed by the digest of every file; None: read the text.
    Raises Refusal "rulebook" for a pack that cannot be read.
    """
    places = [shipped_rules(), *folders]
    files = [path for place in places for path in rule_files(place)]
    digest = digest_of(files)
    kept = cache / f"rules-{digest[:16]}.json" if cache else None
    data = _kept(kept, digest)
    if data is None:
        data = _compiled(places)
        if kept:
            _keep(kept, digest, data)
    return Library(data["packs"], data["common"], f"sha256:{digest}")


def rule_files(place: Path) -> list[Path]:
    """Every file of the packs under a folder, sorted; the folder itself may be one pack."""
    if not place.is_dir():
        raise Refusal("rulebook", zh="没有这个规则文件夹", en="there is no such folder of rules", where=str(place))
    return sorted(place.rglob("*.yaml"))


def digest_of(files: Sequence[Path]) -> str:
    """SHA-256 over names and bytes of the files, in order (hex)."""
    digest = hashlib.sha256()
    for path in files:
        content = path.read_bytes()
        digest.update(f"{path.parent.name}/{path.name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


def pack_folders(place: Path) -> list[Path]:
    """The pack folders under a folder (or the folder itself, if it is a pack)."""
    if (place / "rulebook.yaml").is_file():
        return [place]
    return sorted(p.parent for p in place.glob("*/rulebook.yaml"))


def shipped_pack(name: str) -> dict[str, Any]:
    """One shipped rulebook as plain data, its examples with it. Raises Refusal "rulebook_unknown"."""
    folders = {folder.name: folder for folder in pack_folders(shipped_rules())}
    if name not in folders:
        raise Refusal("rulebook_unknown", zh="没有这个规则包", en="there is no such rulebook")
    return read_pack(folders[name])


def _compiled(places: Sequence[Path]) -> dict[str, Any]:
    packs: dict[str, Any] = {}
    common: dict[str, Any] = {"findings": {}}
    for place in places:
        for folder in pack_folders(place):
            packs[folder.name] = without_examples(read_pack(folder))
        for path in sorted((place / COMMON).glob("*.yaml")):
            common["findings"].update(common_words(path))
    return {"packs": packs, "common": common}


def common_words(path: Path) -> Mapping[str, Any]:
    """The findings of a file of common words. Raises Refusal "rulebook"."""
    found = read_yaml(path).get("findings", {})
    if not isinstance(found, Mapping):
        raise fault(path.name, "findings 应为映射", "findings is a mapping")
    return found


def without_examples(value: Any) -> Any:
    """The compiled form leaves out what only the checker and readers of the text need."""
    if isinstance(value, dict):
        return {key: without_examples(item) for key, item in value.items() if key != "examples"}
    return [without_examples(item) for item in value] if isinstance(value, list) else value


def _kept(path: Path | None, digest: str) -> dict[str, Any] | None:
    """The compiled form, if it was made from these files and every byte of it is as it was written."""
    try:
        head, _, body = path.read_bytes().partition(b"\n") if path else (b"", b"", b"")
    except OSError:
        return None
    if head != _head(digest, body):
        return None
    data: dict[str, Any] = json.loads(body)
    return data


def _head(digest: str, body: bytes) -> bytes:
    return f"{FORM} {digest} {hashlib.sha256(body).hexdigest()}".encode()


def _keep(path: Path, digest: str, data: dict[str, Any]) -> None:
    """Write beside and rename, so that a half-written cache is never read; an unwritable folder costs only time."""
    body = json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()
    beside = path.with_suffix(f".{os.getpid()}.new")
    try:
        # The cache stands in the data folder, which is its owner's alone whoever makes it first.
        for folder in (path.parent.parent, path.parent):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        beside.write_bytes(_head(digest, body) + b"\n" + body)
        beside.replace(path)
    except OSError:
        with suppress(OSError):
            beside.unlink()
