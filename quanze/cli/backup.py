"""quanze backup, quanze backup keys, quanze restore. Django is touched only when one runs."""

from __future__ import annotations

import argparse
from collections.abc import Callable, MutableMapping
from importlib import import_module
from pathlib import Path
from typing import Any

from quanze.apps.access.declarations import declared
from quanze.cli.arguments import Arguments
from quanze.cli.console import Console
from quanze.cli.database import now, open_database
from quanze.cli.database_version import check_database
from quanze.cli.told import counted, instant_told
from quanze.core.refusals import Refusal

Run = Callable[[argparse.Namespace, Console], int]


def add_commands(table: MutableMapping[str, tuple[str, str, str]]) -> None:
    """Put this module's commands into the table of commands: words → (module, Chinese, English)."""
    for words, (_, zh, en) in COMMANDS.items():
        table[words] = ("backup", zh, en)


def arguments(words: str, console: Console) -> Arguments:
    """What one of the commands takes."""
    _, zh, en = COMMANDS[words]
    parser = Arguments(words, console, (zh, en))
    if words == "backup":
        parser.option("--to", ("写入的新文件", "a new file to write"), type=Path, required=True, metavar="FILE")
        parser.option("--key", ("公钥文件", "file of the public key"), type=Path, required=True, metavar="PUBLIC")
    elif words == "restore":
        parser.place("file", ("备份文件", "the backup"), type=Path, metavar="FILE")
        parser.option("--key", ("私钥文件", "file of the private key"), type=Path, required=True, metavar="PRIVATE")
    else:
        parser.place("private", ("私钥写入的新文件", "a new file for the private key"), type=Path, metavar="PRIVATE")
        parser.place("public", ("公钥写入的新文件", "a new file for the public key"), type=Path, metavar="PUBLIC")
    parser.finish()
    parser.set_defaults(command=words)
    return parser


def run(args: argparse.Namespace, console: Console) -> int:
    """Run the command that was read. Raises Refusal."""
    open_database()
    return COMMANDS[args.command][0](args, console)


@declared(actor="operator", action="backup:make", object="installation")
def run_backup(args: argparse.Namespace, console: Console) -> int:
    """Back everything up into a new file that only the private key opens.

    An older installation is backed up too, before its upgrade, as long as the record can take the entry.
    """
    check_database(only=("audit",))
    at = now()
    making = _door("making")
    made = making.make_backup(to=args.to, key=args.key, by=making.operator("backup", "backup:make", at), at=at)
    console.print(
        console.say(
            f"备份完成：{made.rows} 行，审计记录 {made.entries} 条，用编号 {made.key} 的私钥打开。",
            f"Backed up: {counted(made.rows, 'row')}, {counted(made.entries, 'audit entry', 'audit entries')}; the private key {made.key} opens it.",
        )
    )
    console.print(console.say(f"内容摘要：{made.export}", f"digest of the content: {made.export}"))
    console.print(console.say(f"审计链末端：{made.head}", f"head of the audit chain: {made.head}"))
    return 0


@declared(actor="operator", action="backup:restore", object="installation")
def run_restore(args: argparse.Namespace, console: Console) -> int:
    """Restore into an empty data folder or database. Exit status 1 when the record that came back is not whole."""
    at = now()
    by = _door("making").operator("restore", "backup:restore", at)
    restoring = _door("restoring")
    restored = restoring.restore_backup(args.file, key=args.key, by=by)
    restoring.record_restored(restored=restored, by=by, at=at)
    made_at = instant_told(restored.made_at)
    console.print(
        console.say(
            f"已恢复：{restored.rows} 行，审计记录 {restored.entries} 条，备份时刻 {made_at}；内容与备份逐行相同。",
            f"Restored: {counted(restored.rows, 'row')}, {counted(restored.entries, 'audit entry', 'audit entries')}, as of {made_at}; "
            "the content equals the backup line by line.",
        )
    )
    console.print(console.say(f"内容摘要：{restored.export}", f"digest of the content: {restored.export}"))
    if restored.aside:
        console.print(
            console.say(
                f"数据文件夹中原有另一把封存密钥，已改名为 {restored.aside}，只有本人可读；确认原数据库不再使用后请删除。",
                f"Another seal key lay in the data folder and is now called {restored.aside}, readable by its owner alone; "
                "delete it once the database it belonged to is no longer used.",
            )
        )
    if restored.fault:
        raise Refusal(f"audit_{restored.fault.code}", zh=restored.fault.zh, en=restored.fault.en)
    return 0


@declared(actor="operator", action="backup:make", object="key")
def run_keys(args: argparse.Namespace, console: Console) -> int:
    """Make a pair of keys; the private one belongs off this host."""
    from django.conf import settings

    made = _door("keys").make_pair(args.private, args.public, home=Path(settings.QUANZE_HOME))
    console.print(
        console.say(
            f"密钥编号 {made}。请把私钥 {args.private} 移出本机，离线保存两份；没有它，任何备份都打不开。",
            f"Key {made}. Move the private key {args.private} off this host and keep two copies offline: "
            "without it no backup opens.",
        )
    )
    return 0


def _door(module: str) -> Any:
    """A module of the backup, which knows every table and therefore belongs to config, above this room."""
    from django.conf import settings

    return import_module(f"{settings.QUANZE_BACKUP_DOOR}.{module}")


COMMANDS: dict[str, tuple[Run, str, str]] = {
    "backup": (
        run_backup,
        "备份全部数据，加密给不在本机的密钥",
        "back everything up, encrypted to a key kept elsewhere",
    ),
    "backup keys": (run_keys, "生成备份用的一对密钥", "make a pair of keys for backups"),
    "restore": (run_restore, "把备份恢复到空的数据文件夹或空库", "restore a backup into an empty folder or database"),
}
