#!/usr/bin/env python3
"""Check an exported audit record of Quanze, or a proof, without Quanze: this file and Python 3.10 or later suffice.

    verify_audit.py RECORD.jsonl [--witness FILE_OR_FOLDER]… [--slip N=HEX]…
    verify_audit.py --proof PROOF.json [--witness FILE_OR_FOLDER]… [--slip N=HEX]…

A witness is a file of anchors or a folder of them; --slip takes the number of entries and the head (for a proof: the
root) from a printed slip. Exit status: 0 sound, 1 not sound, 2 not readable or wrong use. Written apart from the
product and sharing no line with it, so that one mistake cannot hide another. An entry's hash is H(hash of the entry
before || stored bytes), those bytes are the one JSON spelling of the readable fields, the tree is that of RFC 9162.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import json
import os
import re
import struct
import sys
from collections.abc import Iterable, Iterator
from typing import Any

# What an outsider was told: entries, then head, root and the tree's hash, each None where a slip does not say.
Told = tuple[int, "str | None", "str | None", "str | None"]
LONGEST_LINE = 16 * 1024 * 1024
OPEN_FIELDS = {name: name for name in ("seq", "event", "kind", "business", "at", "object_kind")}
OPEN_FIELDS |= {"hash_name": "hash", "actor_person": "person", "actor_account": "account"}
KEPT_BACK = ("after", "before", "object_id", "on_behalf_of", "reason")


class Unreadable(Exception):
    """What was given cannot be read as what it should be."""


class Unsound(Exception):
    """The record is not as it was written: the number of the first bad entry, and two sentences ({n} names it)."""

    def __init__(self, entry: int, zh: str, en: str) -> None:
        self.entry, self.zh, self.en = entry, zh.replace("{n}", str(entry)), en.replace("{n}", str(entry))
        Exception.__init__(self, self.en)


def sm3(data: bytes) -> bytes:
    """SM3 (GB/T 32905-2016) in plain Python, for machines whose Python has none."""

    def turn(x: int, n: int) -> int:
        n %= 32
        return ((x << n) | (x >> (32 - n))) & 0xFFFFFFFF

    state = list(
        struct.unpack(">8I", bytes.fromhex("7380166f4914b2b9172442d7da8a0600a96f30bc163138aae38dee4db0fb0e4e"))
    )
    padded = data + b"\x80" + b"\0" * ((55 - len(data)) % 64) + struct.pack(">Q", 8 * len(data))
    for at in range(0, len(padded), 64):
        w = list(struct.unpack(">16I", padded[at : at + 64]))
        for j in range(16, 68):
            x = w[j - 16] ^ w[j - 9] ^ turn(w[j - 3], 15)
            w.append(x ^ turn(x, 15) ^ turn(x, 23) ^ turn(w[j - 13], 7) ^ w[j - 6])
        a, b, c, d, e, f, g, h = state
        for j in range(64):
            early = j < 16
            ss1 = turn((turn(a, 12) + e + turn(0x79CC4519 if early else 0x7A879D8A, j)) & 0xFFFFFFFF, 7)
            ff = a ^ b ^ c if early else (a & b) | (a & c) | (b & c)
            gg = e ^ f ^ g if early else (e & f) | (~e & g)
            tt1 = (ff + d + (ss1 ^ turn(a, 12)) + (w[j] ^ w[j + 4])) & 0xFFFFFFFF
            tt2 = (gg + h + ss1 + w[j]) & 0xFFFFFFFF
            d, c, b, a = c, turn(b, 9), a, tt1
            h, g, f, e = g, turn(f, 19), e, tt2 ^ turn(tt2, 9) ^ turn(tt2, 17)
        state = [old ^ new for old, new in zip(state, (a, b, c, d, e, f, g, h), strict=True)]
    return struct.pack(">8I", *state)


def hashed(name: str, data: bytes) -> bytes:
    """32 bytes, or Unreadable for a hash that this program does not know."""
    if name == "sha256":
        return hashlib.sha256(data).digest()
    if name == "sm3":
        try:
            return hashlib.new("sm3", data).digest()
        except ValueError:
            return sm3(data)
    raise Unreadable("摘要算法不认识 / unknown hash")


def _refused(text: str) -> None:
    raise ValueError(text)


def _once(pairs: list[tuple[str, Any]]) -> Any:
    return dict(pairs) if len(dict(pairs)) == len(pairs) else _refused("a key stands twice")


def read_json(text: str) -> Any:
    """A value, or Unreadable: no fractions, no key twice."""
    try:
        return json.loads(text, parse_float=_refused, parse_constant=_refused, object_pairs_hook=_once)
    except (ValueError, RecursionError, MemoryError):
        raise Unreadable("不是 JSON / not JSON") from None


def spelled(value: Any) -> str:
    """The one spelling of a flat value that the record's stored bytes use."""
    if value is None:
        return "null"
    if value is True or value is False:
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, dict):
        return "{" + ",".join(spelled(key) + ":" + spelled(value[key]) for key in sorted(value)) + "}"
    raise Unreadable("字段类型不对 / a field of a wrong type")


def as_bytes(text: str) -> bytes:
    """UTF-8, or Unreadable."""
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError:
        raise Unreadable("文字有误 / broken text") from None


def digits(value: Any, size: int = 32) -> bytes:
    """The bytes of that many pairs of hex digits, or Unreadable."""
    if not isinstance(value, str) or len(value) != 2 * size or not re.fullmatch("[0-9a-f]*", value):
        raise Unreadable("摘要写法不对 / not a hash")
    return bytes.fromhex(value)


class Forest:
    """The RFC 9162 tree over all entries so far, kept as its full subtrees: size → node."""

    def __init__(self, name: str) -> None:
        self.name, self.block = name, b""
        self.full: dict[int, bytes] = {}

    def take(self, entry_hash: bytes) -> None:
        """The next entry's hash."""
        node, width = hashed(self.name, b"\0" + entry_hash), 1
        while width in self.full:
            node, width = hashed(self.name, b"\1" + self.full.pop(width) + node), width * 2
            if width == 512:
                self.block = node
        self.full[width] = node

    def top(self) -> bytes:
        """The root."""
        node = b""
        for width in sorted(self.full):
            node = hashed(self.name, b"\1" + self.full[width] + node) if node else self.full[width]
        return node


def climb(name: str, node: bytes, index: int, size: int, path: list[bytes]) -> bytes | None:
    """RFC 9162, 2.1.3.2: the root that a path leads to, or None."""
    fn, sn = index, size - 1
    for step in path:
        if sn == 0:
            return None
        if fn & 1 or fn == sn:
            node = hashed(name, b"\1" + step + node)
            while not fn & 1 and fn:
                fn, sn = fn >> 1, sn >> 1
        else:
            node = hashed(name, b"\1" + node + step)
        fn, sn = fn >> 1, sn >> 1
    return node if sn == 0 else None


class Checker:
    """One walk along the lines of a record."""

    def __init__(self, told: Iterable[Told]) -> None:
        self.count, self.head, self.ended, self.agreed = 0, bytes(32), False, 0
        self.forest: Forest | None = None
        self.owed: bytes | None = None
        self.told: dict[int, list[tuple[str | None, ...]]] = {}
        for entries, head, root, tree in told:
            old = self.told.setdefault(entries, [])
            if any(clash((head, root, tree), each) for each in old):
                raise Unsound(entries, "第 {n} 条有两个不同的锚点", "entry {n} has two different anchors")
            old.append((head, root, tree))

    def line(self, raw: bytes) -> None:
        """One line, whole."""
        if self.ended:
            raise Unsound(self.count + 1, "结束行之后还有内容", "something follows the end line")
        try:
            value = read_json(raw.decode("utf-8"))
            if not isinstance(value, dict):
                raise Unreadable("不是对象 / not an object")
            self.part(value)
        except (Unreadable, UnicodeDecodeError):
            if self.count == 0:
                raise Unreadable("不是导出的审计记录 / not an exported audit record") from None
            raise Unsound(self.count + 1, "第 {n} 条处读不懂", "what stands at entry {n} is unreadable") from None

    def part(self, value: dict[str, Any]) -> None:
        """An entry, a checkpoint or the end."""
        if set(value) == {"checkpoint"}:
            self.checkpoint(value["checkpoint"])
        elif set(value) == {"end"}:
            self.end(value["end"])
        else:
            self.paid()
            self.entry(value)

    def entry(self, line: dict[str, Any]) -> None:
        """The next entry: its place, its link, its bytes, its fields."""
        place = self.count + 1
        if line.get("seq") != place or isinstance(line.get("seq"), bool):
            raise Unsound(place, "第 {n} 条缺失或被移动", "entry {n} is missing or moved")
        try:
            data, own = as_bytes(line["canonical"]), digits(line["hash"])
            linked = digits(line["prev_hash"]) == self.head and hashed(line["hash_name"], self.head + data) == own
            whole = data == as_bytes(rebuilt(line))
        except (Unreadable, KeyError, AttributeError, TypeError):
            linked = whole = False
        if not linked:
            raise Unsound(place, "第 {n} 条没有接上，或与其摘要不符", "entry {n} does not link, or not to its hash")
        if not whole:
            raise Unsound(place, "第 {n} 条的字段与存下的字节不符", "entry {n}: its fields differ from its bytes")
        self.advance(own, line["hash_name"])

    def advance(self, own: bytes, name: str) -> None:
        """Count the entry, and hold the anchors of that number against it."""
        self.count, self.head = self.count + 1, own
        self.forest = self.forest or Forest(name)
        self.forest.take(own)
        if self.count % 512 == 0:
            self.owed = self.forest.block
        if self.count in self.told:
            here = (own.hex(), self.forest.top().hex(), self.forest.name)
            if any(clash(here, each) for each in self.told[self.count]):
                raise Unsound(
                    self.count, "第 {n} 条与外部锚点不符：被改写", "entry {n} is not the one anchored outside"
                )
            self.agreed = self.count

    def checkpoint(self, value: Any) -> None:
        """The checkpoint owed for the block that just filled."""
        name, root = self.forest and self.forest.name, self.owed and self.owed.hex()
        right = {"first_seq": self.count - 511, "last_seq": self.count, "hash_name": name, "root": root}
        if self.owed is None or value != right:
            place = self.count + (self.owed is None)
            raise Unsound(place, "第 {n} 条处的检查点不符", "the checkpoint at entry {n} is wrong")
        self.owed = None

    def paid(self) -> None:
        """Nothing may follow a full block but its checkpoint."""
        if self.owed is not None:
            raise Unsound(self.count, "第 {n} 条处缺检查点", "there is no checkpoint at entry {n}")

    def end(self, value: Any) -> None:
        """The end line: it counts the entries and repeats the last hash."""
        self.paid()
        if value != {"entries": self.count, "head": self.head.hex()}:
            raise Unsound(self.count + 1, "第 {n} 条起与结束行不符", "the end line disagrees from entry {n} on")
        self.ended = True

    def finish(self) -> None:
        """What must hold when nothing follows."""
        place, most = self.count + 1, max(self.told, default=0)
        if most > self.count:
            raise Unsound(place, f"第 {{n}} 条起被截断：锚点有 {most} 条", f"cut at entry {{n}}: {most} anchored")
        if not self.ended:
            raise Unsound(place, "第 {n} 条起缺失：没有结束行", "cut at entry {n}: there is no end line")


def rebuilt(line: dict[str, Any]) -> str:
    """The bytes that the readable fields of a line stand for, as text."""
    kept = {name for name in (*KEPT_BACK, "salt") if name in line}
    known = set(OPEN_FIELDS) | {"hash", "prev_hash", "canonical"} | kept
    if set(line) != known or not isinstance(line["business"], bool):
        raise Unreadable("字段不全或多余 / fields missing or too many")
    value = {"form": 1} | {short: line[long] for long, short in OPEN_FIELDS.items()}
    rest = {name: line[name] for name in KEPT_BACK} if kept else {}  # a KeyError when only some are there
    if not line["business"]:
        value.update(rest if line["salt"] == "" else {})
    elif kept:
        value["seal"] = hashed(line["hash_name"], digits(line["salt"], 16) + as_bytes(spelled(rest))).hex()
    else:
        value["seal"] = read_json(line["canonical"]).get("seal")
        digits(value["seal"])
    return spelled(value)


def clash(one: tuple[str | None, ...], other: tuple[str | None, ...]) -> bool:
    """Two tellings of one number of entries disagree in something that both tell."""
    return any(a is not None and b is not None and a != b for a, b in zip(one, other, strict=True))


def check_record(lines: Iterable[bytes], told: Iterable[Told] = ()) -> tuple[int, str, int]:
    """Walk the lines (bytes). The number of entries, the head and the largest anchored number; else it raises."""
    checker = Checker(told)
    for raw in lines:
        checker.line(raw)
    if not checker.count and not checker.ended:
        raise Unreadable("文件是空的 / the file is empty")
    checker.finish()
    return checker.count, checker.head.hex(), checker.agreed


def check_proof(text: str, told: Iterable[Told] = ()) -> tuple[dict[str, Any], bool]:
    """The proof's entry, as read from its bytes, and whether an anchor vouches for it; else it raises."""
    proof = read_json(text)
    names = {"proof", "seq", "entries", "canonical", "prev_hash", "hash", "hash_name", "path", "root", "tree"}
    if not isinstance(proof, dict) or set(proof) != names or not isinstance(proof["path"], list):
        raise Unreadable("不是证明 / not a proof")
    seq, entries = proof["seq"], proof["entries"]
    if [type(each) for each in (seq, entries, proof["canonical"])] != [int, int, str]:
        raise Unreadable("不是证明 / not a proof")
    data, own, root = as_bytes(proof["canonical"]), digits(proof["hash"]), digits(proof["root"])
    entry, path = read_json(proof["canonical"]), [digits(step) for step in proof["path"]]
    named = isinstance(entry, dict) and type(entry.get("seq")) is int
    named = named and (entry["seq"], entry.get("hash")) == (seq, proof["hash_name"])
    bound = named and hashed(proof["hash_name"], digits(proof["prev_hash"]) + data) == own
    leaf = hashed(proof["tree"], b"\0" + own)
    if not bound or not 1 <= seq <= entries or climb(proof["tree"], leaf, seq - 1, entries, path) != root:
        raise Unsound(seq, "证明不成立：第 {n} 条到不了总根", "the proof fails: entry {n} does not lead to the root")
    anchors = [each for each in told if each[0] == entries]
    if any(clash((None, proof["root"], proof["tree"]), each[1:]) for each in anchors):
        raise Unsound(seq, "证明的总根与锚点不符", "the proof's root is not the anchored one")
    return entry, any(each[2] is not None for each in anchors)


def read_witness(path: str) -> list[Told]:
    """(entries, head, root, tree) of every anchor in a file, or in the *.anchor files of a folder."""
    if os.path.isdir(path):
        files = sorted(os.path.join(path, name) for name in os.listdir(path) if name.endswith(".anchor"))
        return [anchor for file in files for anchor in read_witness(file)]
    with open(path, encoding="utf-8", errors="replace") as file:
        return [read_anchor(line) for line in file if line.strip()]


def read_anchor(line: str) -> Told:
    """One anchor, or Unreadable."""
    value = read_json(line)
    known = isinstance(value, dict) and set(value) == {"anchor", "at", "entries", "head", "root", "tree"}
    if not known or type(value["entries"]) is not int or value["tree"] not in ("sha256", "sm3"):
        raise Unreadable("见证中有读不懂的一行 / an unreadable line in a witness")
    return value["entries"], digits(value["head"]).hex(), digits(value["root"]).hex(), value["tree"]


def read_slip(text: str, proof: bool) -> Told:
    """N=HEX from a printed slip: the head, or for a proof the root; blanks between the digits do not count."""
    number, _, hexed = text.partition("=")
    value = digits("".join(hexed.split()).lower()).hex()
    if not number.isascii() or not number.isdigit() or len(number) > 15:
        raise Unreadable("--slip 应写作 条数=摘要 / --slip is written N=HEX")
    return (int(number), None, value, None) if proof else (int(number), value, None, None)


def lines_of(path: str) -> Iterator[bytes]:
    """The lines of a file, never more than 16 MiB of one."""
    with open(path, "rb") as file:
        yield from iter(lambda: file.readline(LONGEST_LINE), b"")


def run(given: argparse.Namespace) -> str:
    """Check what the command line names; the sentence for a sound one."""
    told = [anchor for path in given.witness for anchor in read_witness(path)]
    told += [read_slip(text, bool(given.proof)) for text in given.slip]
    if given.proof:
        with open(given.proof, encoding="utf-8", errors="replace") as file:
            entry, vouched = check_proof(file.read(LONGEST_LINE), told)
        end = "与锚点一致 / as anchored" if vouched else "总根请与锚点核对 / compare its root with an anchor"
        return f"证明成立：第 {entry['seq']} 条 / the proof holds: entry {entry['seq']}; {end}"
    count, head, agreed = check_record(lines_of(given.record), told)
    return f"完好：{count} 条，锚点核对到第 {agreed} 条 / sound: {count} entries, anchored up to {agreed}; head {head}"


def main(arguments: list[str] | None = None) -> int:
    """0 sound, 1 not sound, 2 not readable or wrong use; one sentence, never a traceback."""
    parser = argparse.ArgumentParser(prog="verify_audit.py", description=__doc__.split("\n")[0])
    parser.add_argument("record", nargs="?")
    parser.add_argument("--proof")
    parser.add_argument("--witness", action="append", default=[])
    parser.add_argument("--slip", action="append", default=[])
    given = parser.parse_args(arguments)
    if bool(given.record) == bool(given.proof):
        parser.error("给出一份记录，或者 --proof / give one record, or --proof")
    try:
        print(run(given))
    except Unsound as fault:
        print(f"不完好：{fault.zh} / not sound: {fault.en}")
        return 1
    except (Unreadable, OSError, RecursionError, MemoryError, OverflowError) as error:
        print(f"读不了：{error} / unreadable")
        return 2
    return 0


if __name__ == "__main__":
    sys.stdout = io.TextIOWrapper(sys.stdout.buffer, "utf-8", "backslashreplace")
    sys.exit(main())
