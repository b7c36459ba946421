"""quanze rulebook show: what a rulebook is and what rows it has, or one row as it is written."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping
from typing import Any

import yaml

from quanze.apps.determinations.rulebooks.terms import SECTIONS as NAMES
from quanze.cli.arguments import Arguments
from quanze.cli.console import Console
from quanze.cli.rulebook_words import text_of
from quanze.cli.rules import Rules, load_rules
from quanze.core.casefile.wording import advice, unknown
from quanze.core.rulebook.models import SECTIONS, Identity, Place
from quanze.core.rulebook.naming import kind_text, period_text
from quanze.core.sheet.citing import row_cited
from quanze.core.sheet.reader import Reader
from quanze.core.words import label

_ABOUT = (
    "查看一个规则包：身份、施行期间和各条；写出 CLAUSE（行号）则按原样显示该条。",
    "Shows a rulebook: what it is, its period and its rows; with CLAUSE (the id of a row) that row as written.",
)
_SECTIONS = (*(name for names in SECTIONS.values() for name in names), "information")


class _Dumper(yaml.SafeDumper):
    """Writes rows in full, without references."""

    def ignore_aliases(self, data: Any) -> bool:
        """No value is written as a reference to another."""
        return True


def arguments(words: str, console: Console) -> Arguments:
    """What the command takes."""
    parser = Arguments(words, console, _ABOUT)
    parser.place("id", ("规则包编号，如 WZ2019", "the id of a rulebook, such as WZ2019"), metavar="ID")
    parser.place("clause", ("行号，如 7-8", "the id of a row, such as 7-8"), metavar="CLAUSE", nargs="?")
    parser.option("--rules", ("自备规则包的文件夹", "a folder with rulebooks of your own"), metavar="DIR")
    parser.finish()
    return parser


def run(args: argparse.Namespace, console: Console) -> int:
    """Print the rulebook, or the row. Raises Refusal with the nearest id for one that does not exist."""
    rules = load_rules(args.rules)
    rules.named([args.id])
    rows = {row["id"]: (section, row) for section, row in rows_of(rules.library.packs[args.id])}
    if args.clause is None:
        console.print("\n".join(_overview(rules, args.id, rows, console)))
        return 0
    if args.clause not in rows:
        fix = advice(args.clause, tuple(rows))
        raise unknown(("条", "row"), "row_unknown", args.clause, "", fix)
    section, row = rows[args.clause]
    console.print(f"{_cited(rules, args.id, row, console)}　{_named(section, console)}\n")
    console.print(yaml.dump(row, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=120))
    return 0


def rows_of(pack: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Section and row of every row of a pack that has an id, in the order of its files."""
    for section in _SECTIONS:
        rows = pack.get(section)
        for row in rows if isinstance(rows, list) else ():
            if isinstance(row, Mapping) and isinstance(row.get("id"), str):
                yield section, row


def _named(section: str, console: Console) -> str:
    return NAMES[section].text(console.lang)


def _overview(
    rules: Rules, name: str, rows: Mapping[str, tuple[str, Mapping[str, Any]]], console: Console
) -> Iterator[str]:
    yield from _identity(rules.library.identities[name], console)
    here = ""
    for row_id, (section, row) in rows.items():
        if section != here:
            yield f"\n{_named(section, console)}"
            here = section
        yield f"  {row_id:<14} {_cited(rules, name, row, console)} {text_of(row.get('summary'), console)}"


def _identity(identity: Identity, console: Console) -> Iterator[str]:
    colon = console.say("：", ": ")
    force = identity.in_force
    told = {
        console.say("制定机关", "issuer"): text_of(identity.issuer, console),
        console.say("文号", "number"): identity.number,
        console.say("种类", "kind"): kind_text(identity, console.lang),
        console.say("层级和地区", "level and area"): f"{label('level', identity.level, console.lang)} {identity.area}",
        console.say(
            "施行", "in force"
        ): f"{period_text(identity, console.lang)} [{label('mark', force.mark, console.lang)}]",
        console.say("条文", "text"): label("text", identity.text, console.lang),
        console.say("取代", "replaces"): ", ".join(identity.replaces),
        console.say("默认", "by default"): console.say("不用，须点名", "off, must be named") if identity.off else "",
        console.say("说明", "note"): text_of(identity.note, console),
    }
    yield f"{identity.id}  {text_of(identity.title, console)}"
    yield from (f"  {key}{colon}{value}" for key, value in told.items() if value)


def _cited(rules: Rules, name: str, row: Mapping[str, Any], console: Console) -> str:
    written = row.get("cite") or {}
    place = Place(**{key: str(written[key]) for key in ("article", "paragraph", "item") if written.get(key)})
    reader = Reader(lang=console.lang, titles=rules.titles)
    return row_cited(name, place, reader, mark=str(row.get("mark", "T")))
