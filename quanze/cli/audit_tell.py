"""quanze audit tell: the head of the record goes to the witnesses at set times, from a timer, with nobody signed in."""

from __future__ import annotations

import argparse
from collections.abc import MutableMapping

from quanze.apps.access.declarations import declared
from quanze.cli.arguments import Arguments
from quanze.cli.console import Console
from quanze.cli.database import now, open_database
from quanze.cli.database_version import check_database
from quanze.core.refusals import Refusal

_ABOUT = (
    "把审计链末端告知外部见证，供定时任务使用，无须登录：它只向外告知，不读业务内容。见证由 QUANZE_WITNESS_FILE、"
    "QUANZE_WITNESS_FOLDER 指明。",
    "Tells the witnesses the head of the record, for a timer, with nobody signed in: it only tells, it reads nothing of "
    "the business. QUANZE_WITNESS_FILE and QUANZE_WITNESS_FOLDER name them.",
)


def add_commands(table: MutableMapping[str, tuple[str, str, str]]) -> None:
    """Put this module's command into the table of commands: words → (module, Chinese, English)."""
    for words, (_, zh, en) in COMMANDS.items():
        table[words] = ("audit_tell", zh, en)


def arguments(words: str, console: Console) -> Arguments:
    """What the command takes: nothing."""
    parser = Arguments(words, console, _ABOUT)
    parser.finish()
    return parser


def run(args: argparse.Namespace, console: Console) -> int:
    """Run the command. Raises Refusal: no_database, older_database, newer_database, no_witness."""
    open_database()
    return run_tell(args, console)


@declared(actor="operator", action="audit:anchor", object="chain")
def run_tell(args: argparse.Namespace, console: Console) -> int:
    """Tell the head, say to whom. Exit status 1 when a witness disagrees or cannot be reached, or there is none."""
    from quanze.apps.access.caller import system_caller
    from quanze.apps.audit.services import anchor

    check_database()
    at = now()
    told = anchor(by=system_caller("anchor", permissions=["all:audit:anchor"], at=at), at=at)
    console.print(told.slip)
    for failure in told.failures:
        console.complain(Refusal(failure.code, zh=failure.zh, en=failure.en, where=failure.witness))
    if not told.kept_by and not told.failures:
        raise Refusal(
            "no_witness", zh="没有设定见证；请设 QUANZE_WITNESS_FOLDER 或 QUANZE_WITNESS_FILE",
            en="there is no witness: set QUANZE_WITNESS_FOLDER or QUANZE_WITNESS_FILE",
        )  # fmt: skip
    return 1 if told.failures else 0


COMMANDS = {"audit tell": (run_tell, "把审计链末端告知见证（定时任务用）", "tell the witnesses the head (for a timer)")}
