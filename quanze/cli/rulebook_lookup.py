"""quanze rulebook lookup: which texts applied on a day in an area, and which rows a behaviour matches (对号入座)."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from quanze.cli.arguments import Arguments
from quanze.cli.console import Console
from quanze.cli.options import area_option, day_option
from quanze.cli.rulebook_list import add_filters, none_applies
from quanze.cli.rulebook_words import line_of, text_of
from quanze.cli.rules import Rules, load_rules
from quanze.cli.told import counted
from quanze.core.rulebook.lookup import Match, matching
from quanze.core.sheet.citing import row_cited
from quanze.core.sheet.reader import Reader

_ABOUT = (
    "某日某地适用哪些规定；写出 WORDS（行为、情形）则列出说到它的条文，样例另行标明。只按字词查找，不作认定。",
    "Which texts applied on a day in an area; with WORDS (a behaviour) the rows that speak of it, samples marked. "
    "It finds by words and judges nothing.",
)
MOST_ROWS = 20


def arguments(words: str, console: Console) -> Arguments:
    """What the command takes."""
    parser = Arguments(words, console, _ABOUT)
    parser.place("words", ("行为或情形，如 隐瞒不报", "a behaviour, such as concealed"), metavar="WORDS", nargs="*")
    add_filters(parser)
    parser.finish()
    return parser


def run(args: argparse.Namespace, console: Console) -> int:
    """Print texts, or rows. Without --area and --on every rulebook is searched."""
    day, area = day_option(args.on, "--on"), area_option(args.area, "--area")
    rules = load_rules(args.rules)
    if not args.words:
        chosen = rules.library.chosen(area, day)
        console.print("\n".join(line_of(identity, console) for identity in chosen) or none_applies(console))
        return 0
    found = matching(rules.library, args.words, area=area, on=day)
    console.print("\n".join(_lines(found, rules, console)))
    return 0


def _lines(found: list[Match], rules: Rules, console: Console) -> Iterator[str]:
    if not found:
        yield console.say(
            "没有条文说到它；换个说法，或者不写 --on、--area 再查。这不等于没有规定。",
            "No row speaks of it; try other words, or leave out --on and --area. This does not mean that no rule exists.",
        )
    for match in found[:MOST_ROWS]:
        yield _line(match, rules, console)
    if len(found) > MOST_ROWS:
        more = len(found) - MOST_ROWS
        yield console.say(f"另有 {more} 条，请把说法写得更具体。", f"{counted(more, 'more row')}; be more specific.")


def _line(match: Match, rules: Rules, console: Console) -> str:
    identity, reader = rules.library.identities[match.rulebook], Reader(lang=console.lang, titles=rules.titles)
    told_place = row_cited(identity.id, match.cite, reader, mark=match.mark)
    remarks = [console.say("样例，不是原文", "sample, not the original")] if match.sample else []
    remarks += [] if match.said else [console.say("可能有关", "may bear on it")]
    remarks += [console.say("默认不用", "off by default")] if identity.off else []
    told = console.say(f"【{'；'.join(remarks)}】", f"[{'; '.join(remarks)}] ") if remarks else ""
    return f"{identity.id} {match.row}  {told_place}{console.say('：', ': ')}{told}{text_of(match.summary, console)}"
