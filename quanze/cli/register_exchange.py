"""quanze register template, import, undo, export. Django is touched only when one that needs it runs."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, MutableMapping
from pathlib import Path
from typing import TYPE_CHECKING

from quanze.apps.access.declarations import declared
from quanze.cli.arguments import Arguments
from quanze.cli.console import Console
from quanze.cli.database import as_option, now, open_database, signed_in
from quanze.cli.table_files import counting, read_file, write_files
from quanze.core.refusals import Refusal
from quanze.core.words.label import Label

if TYPE_CHECKING:
    from collections.abc import Mapping

    from quanze.apps.organizations.exchange.services import Report
    from quanze.apps.organizations.services.change import Done

Run = Callable[[argparse.Namespace, Console], int]
_COUNTED = {
    "units": Label("单位", "units"), "posts": Label("职务", "posts"), "people": Label("人员", "people"),
    "tenures": Label("任职", "tenures"), "portfolios": Label("分工", "portfolios"),
    "authorities": Label("管理权限", "authorities"),
    "bodies": Label("班子和党组织", "bodies"), "absences": Label("离岗", "absences"),
}  # fmt: skip


def add_commands(table: MutableMapping[str, tuple[str, str, str]]) -> None:
    """Put this module's commands into the table of commands: words → (module, Chinese, English)."""
    for words, (_, zh, en) in COMMANDS.items():
        table[words] = ("register_exchange", zh, en)


def arguments(words: str, console: Console) -> Arguments:
    """What one of the commands takes."""
    _, zh, en = COMMANDS[words]
    parser = Arguments(words, console, (zh, en))
    _TAKES[words.split()[1]](parser)
    parser.finish()
    parser.set_defaults(command=words)
    return parser


def run(args: argparse.Namespace, console: Console) -> int:
    """Run the command that was read. Raises Refusal."""
    if args.command != "register template":
        open_database()
    return COMMANDS[args.command][0](args, console)


def _takes_template(parser: Arguments) -> None:
    parser.one_of(("--csv", ("每张表一个 csv 文件", "a csv file for each sheet")))
    parser.option("--gb18030", ("csv 用 GB18030 编码", "csv in GB18030"), action="store_true")
    parser.option("--out", ("写入的文件夹（默认当前）", "folder to write to (here)"), default=".", metavar="FOLDER")


def _takes_import(parser: Arguments) -> None:
    parser.place("files", ("xlsx 或 csv 文件，一次全部写入或全不写入", "xlsx or csv files; all of them or none"),
                 metavar="FILE", nargs="+")  # fmt: skip
    parser.option("--preview", ("只检查和预览，不写入", "check and preview only; write nothing"), action="store_true")
    parser.option("--reason", ("理由", "why"), default="", metavar="TEXT")
    parser.option("--key", ("防重编号：同一编号只办理一次", "a key: done once for one key"), default="", metavar="KEY")
    parser.one_of(("--json", ("JSON", "JSON")))
    as_option(parser)


def _takes_undo(parser: Arguments) -> None:
    parser.place("act", ("办理号（导入时给出）", "number of the act, as the import told it"), type=int, metavar="ACT")
    parser.option("--reason", ("理由", "why"), required=True, metavar="TEXT")
    as_option(parser)


def _takes_export(parser: Arguments) -> None:
    _takes_template(parser)
    parser.option("--reason", ("理由", "why"), required=True, metavar="TEXT")
    as_option(parser)


@declared(actor="anyone", action="register:import", object="template")
def run_template(args: argparse.Namespace, console: Console) -> int:
    """Write empty files to be filled in, and print where."""
    from quanze.apps.organizations.exchange.laying_out import template_csv, template_xlsx
    from quanze.apps.organizations.exchange.sheets import SHEETS

    if args.form == "csv":
        code = "gb18030" if args.gb18030 else "utf-8"
        files = {f"{sheet.label.zh}.csv": template_csv(sheet, encoding=code) for sheet in SHEETS}
    else:
        files = {"register-template.xlsx": template_xlsx(at=now())}
    return _write(args.out, files, console)


@declared(actor="caller", action="register:import", object="register")
def run_import(args: argparse.Namespace, console: Console) -> int:
    """Preview or import the files; 1 with every fault told, if there is any."""
    from quanze.apps.organizations.exchange.reading import File
    from quanze.apps.organizations.exchange.services import ImportRefused, import_files, preview

    at = now()
    files = [File(Path(place).name, read_file(place)) for place in args.files]
    with signed_in(args.login, console, at=at) as by, counting(console) as tell:
        try:
            if args.preview:
                return _tell(preview(files, by=by, tell=tell), None, args, console)
            imported = import_files(files, by=by, at=at, reason=args.reason, key=args.key, tell=tell)
        except ImportRefused as refused:
            return _tell(refused.report, None, args, console)
        except Refusal as refusal:
            raise _with_template(refusal) from None
    return _tell(imported.report, imported.done, args, console)


def _with_template(refusal: Refusal) -> Refusal:
    """The refusal, with the command that gives a template where that is what helps."""
    if refusal.code not in ("no_sheet", "empty_file"):
        return refusal
    zh, en = "（quanze register template 生成模板）", " (quanze register template gives one)"
    return Refusal(refusal.code, zh=refusal.zh + zh, en=refusal.en + en, where=refusal.where)


@declared(actor="caller", action="register:undo", object="act")
def run_undo(args: argparse.Namespace, console: Console) -> int:
    """Undo an act as one act, and print the number of that one."""
    from quanze.apps.organizations.services import undo_act

    at = now()
    with signed_in(args.login, console, at=at) as by:
        done = undo_act(act=args.act, by=by, at=at, reason=args.reason)
    console.print(
        console.say(
            f"已撤销办理 {args.act}（办理 {done.act}）：恢复 {done.added} 行，撤回 {done.superseded} 行",
            f"act {args.act} undone (by act {done.act}): rows restored: {done.added}, taken back: {done.superseded}",
        )
    )
    return 0


@declared(actor="caller", action="register:export", object="register")
def run_export(args: argparse.Namespace, console: Console) -> int:
    """Write what the caller may export, and print where."""
    from quanze.apps.organizations.exchange.exporting import export

    at = now()
    code = "gb18030" if args.gb18030 else "utf-8"
    with signed_in(args.login, console, at=at) as by:
        files = export(by=by, at=at, form=args.form or "xlsx", encoding=code, reason=args.reason)
    return _write(args.out, files, console)


def _write(folder: str, files: Mapping[str, bytes], console: Console) -> int:
    for path in write_files(Path(folder), files):
        console.print(str(path))
    return 0


def _tell(report: Report, done: Done | None, args: argparse.Namespace, console: Console) -> int:
    """The report in words or as JSON; the exit status."""
    if args.form == "json":
        console.print(json.dumps(_plain(report, done, console.lang), ensure_ascii=False))
        return 1 if report.faults else 0
    for kind, findings in (("notice", report.notices), ("fault", report.faults)):
        for each in findings:
            console.note(f"{kind}:{each.reason.code}", each.text(console.lang))
    console.print("\n".join([*_counts(report, console), _outcome(report, done, console)]))
    return 1 if report.faults else 0


def _counts(report: Report, console: Console) -> list[str]:
    return [
        console.say(
            f"{_COUNTED[key].zh}：新增 {count.added}，更正 {count.changed}，已有 {count.same}",
            f"{_COUNTED[key].en}: {count.added} new, {count.changed} corrected, {count.same} as they stand",
        )
        for key, count in report.counts.items()
        if any(count)
    ]


def _outcome(report: Report, done: Done | None, console: Console) -> str:
    from quanze.apps.organizations.exchange.findings import told_number

    if report.faults:
        return console.say(*told_number(len(report.faults)))
    if done is None:
        return console.say("预览完毕，未写入；可以导入", "previewed, nothing was written; it can be imported")
    if done.act is None:
        return console.say("台账已是如此，没有改动", "the register says so already; nothing was changed")
    if done.repeated:
        return console.say(
            f"此前已办理过（办理 {done.act}），没有改动", f"done before (act {done.act}); nothing changed"
        )
    return console.say(
        f"已导入：办理 {done.act}，审计记录 {done.entry}；撤销用 quanze register undo {done.act}",
        f"imported: act {done.act}, audit entry {done.entry}; quanze register undo {done.act} takes it back",
    )


def _plain(report: Report, done: Done | None, lang: str) -> dict[str, object]:
    faults, notices = ([each.plain(lang) for each in found] for found in (report.faults, report.notices))
    return {
        "counts": {key: count._asdict() for key, count in report.counts.items()},
        "faults": faults, "notices": notices,
        "act": None if done is None else done.act, "entry": None if done is None else done.entry,
        "repeated": done is not None and done.repeated,
    }  # fmt: skip


_TAKES: dict[str, Callable[[Arguments], None]] = {
    "template": _takes_template, "import": _takes_import, "undo": _takes_undo, "export": _takes_export,
}  # fmt: skip
COMMANDS: dict[str, tuple[Run, str, str]] = {
    "register template": (run_template, "导入模板（xlsx 或 csv）", "templates for import (xlsx or csv)"),
    "register import": (run_import, "从 xlsx、csv 导入台账", "import xlsx and csv files into the register"),
    "register undo": (run_undo, "撤销一次导入或办理", "undo an import or another act"),
    "register export": (run_export, "导出台账（xlsx 或 csv）", "export the register (xlsx or csv)"),
}
