"""quanze audit …: verify, anchor, prove, export. Django is touched only when one runs."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Iterable, MutableMapping
from pathlib import Path

from quanze.apps.access.declarations import declared
from quanze.cli.arguments import Arguments
from quanze.cli.console import Console
from quanze.cli.database import as_option, now, open_database, signed_in
from quanze.cli.told import counted
from quanze.core.refusals import Refusal
from quanze.core.words.system import reason

Run = Callable[[argparse.Namespace, Console], int]


def add_commands(table: MutableMapping[str, tuple[str, str, str]]) -> None:
    """Put this module's commands into the table of commands: words → (module, Chinese, English)."""
    for words, (_, zh, en) in COMMANDS.items():
        table[words] = ("audit", zh, en)


def arguments(words: str, console: Console) -> Arguments:
    """What one of the commands takes."""
    _, zh, en = COMMANDS[words]
    parser = Arguments(words, console, (zh, en))
    if words == "audit prove":
        parser.place("entry", ("审计记录的序号", "number of the entry"), type=int, metavar="N")
        parser.option("--among", ("前多少条之中（默认到最近的锚点）", "among the first so many"), type=int, metavar="N")
    if words in ("audit prove", "audit export"):
        parser.option("--out", ("写入的新文件", "a new file to write"), type=Path, required=True, metavar="FILE")
    if words == "audit anchor":
        parser.option("--slip", ("把纸条写入新文件", "write the slip into a new file"), type=Path, metavar="FILE")
    as_option(parser)
    parser.finish()
    parser.set_defaults(command=words)
    return parser


def run(args: argparse.Namespace, console: Console) -> int:
    """Run the command that was read. Raises Refusal."""
    open_database()
    return COMMANDS[args.command][0](args, console)


@declared(actor="caller", action="audit:verify", object="chain")
def run_verify(args: argparse.Namespace, console: Console) -> int:
    """Check the whole record. Exit status 1 when it is not as it was written."""
    from quanze.apps.audit.services import verify

    at = now()
    with signed_in(args.login, console, at=at) as by:
        report = verify(by=by, at=at)
    if report.fault:
        raise Refusal(f"audit_{report.fault.code}", zh=report.fault.zh, en=report.fault.en)
    since = report.entries - report.anchored
    console.print(
        console.say(
            f"审计链完好：共 {report.entries} 条，锚点核对到第 {report.anchored} 条（其后 {since} 条尚未锚定）。",
            f"The chain is whole: {counted(report.entries, 'entry', 'entries')}, anchored up to {report.anchored} ({since} since).",
        )
    )
    console.print(report.head)
    return 0


@declared(actor="caller", action="audit:anchor", object="chain")
def run_anchor(args: argparse.Namespace, console: Console) -> int:
    """Tell the witnesses the head and print the slip. Exit status 1 when a witness disagrees or cannot be reached."""
    from quanze.apps.audit.services import anchor

    at = now()
    with signed_in(args.login, console, at=at) as by:
        told = anchor(by=by, at=at)
    if args.slip:
        write_new(args.slip, [told.slip])
    console.print(told.slip)
    for name in told.kept_by:
        console.print(console.say(f"已告知见证：{name}", f"told the witness: {name}"))
    for failure in told.failures:
        console.complain(Refusal(failure.code, zh=failure.zh, en=failure.en, where=failure.witness))
    return 1 if told.failures else 0


@declared(actor="caller", action="audit:prove", object="entry")
def run_prove(args: argparse.Namespace, console: Console) -> int:
    """Write the proof of one entry, for tools/verify_audit.py --proof."""
    from quanze.apps.audit.services import prove

    at = now()
    with signed_in(args.login, console, at=at) as by:
        proof = prove(seq=args.entry, entries=args.among, by=by, at=at)
    write_new(args.out, [proof])
    console.print(console.say(f"证明已写入 {args.out}", f"The proof is in {args.out}"))
    return 0


@declared(actor="caller", action="audit:export", object="chain")
def run_export(args: argparse.Namespace, console: Console) -> int:
    """Write the record as JSON lines, for tools/verify_audit.py."""
    from quanze.apps.audit.services import export

    at = now()
    with signed_in(args.login, console, at=at) as by:
        written = write_new(args.out, export(by=by, at=at))
    console.print(
        console.say(
            f"已导出 {written - 1} 行到 {args.out}", f"{counted(written - 1, 'line is', 'lines are')} in {args.out}"
        )
    )
    return 0


def write_new(path: Path, lines: Iterable[str]) -> int:
    """Write lines into a file that must not exist yet, readable by its owner only; how many lines.

    Raises Refusal: file_exists, unwritable.
    """
    count = 0
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            for count, line in enumerate(lines, start=1):  # noqa: B007
                file.write(f"{line}\n")
            file.flush()
            os.fsync(file.fileno())
    except FileExistsError:
        raise Refusal(
            "file_exists", zh="文件已存在，不会覆盖；请换一个文件名", en="the file exists and is not written over; name another",
            where=str(path),
        ) from None  # fmt: skip
    except OSError as error:
        zh, en = f"写不进去：{reason(error).zh}", f"cannot be written: {reason(error).en}"
        raise Refusal("unwritable", zh=zh, en=en, where=str(path)) from error
    return count


COMMANDS: dict[str, tuple[Run, str, str]] = {
    "audit verify": (run_verify, "核验审计链", "verify the audit chain"),
    "audit anchor": (run_anchor, "将审计链末端告知外部见证，并打印纸条", "tell the witnesses the head; print a slip"),
    "audit prove": (run_prove, "为一条审计记录出具证明", "prove that an entry stands in the chain"),
    "audit export": (run_export, "导出审计记录（不含业务内容）", "export the record, without business content"),
}
