"""Each party in one row: as what, under which clauses, on which facts, and what is still open."""

from __future__ import annotations

from quanze.core.determination.result import Party, Sheet
from quanze.core.sheet.answer import liability_text
from quanze.core.sheet.blocks import Para, Part, Table
from quanze.core.sheet.citing import cited
from quanze.core.sheet.reader import Reader
from quanze.core.sheet.reasons import reason_text, waiting_for


def overview(sheet: Sheet, reader: Reader) -> Part:
    """Who, as what, why, and what would still change it; the parties' own sections say it in full."""
    name = reader.say("谁、为什么、还缺什么", "Who, why, and what is missing")
    if not sheet.parties:
        none = reader.say("尚不能列出责任主体。", "No party can be listed yet.")
        return Part("overview", name, (Para(none, "note"),))
    head = reader.say(
        "主体|责任（均以查实为前提）|已具备条件的条款|所据主要事实|还取决于",
        "Party|Liability (if confirmed)|Clauses whose conditions are met|Main facts|Still depending on",
    ).split("|")
    caption = reader.say("责任主体一览", "Parties at a glance")
    together: dict[tuple[str, ...], list[str]] = {}
    for party in sheet.parties:
        together.setdefault(_cells(party, reader), []).append(reader.party(party))
    rows = tuple((reader.listed(names), *cells) for cells, names in together.items())
    return Part("overview", name, (Table(caption, tuple(head), rows),))


def _cells(party: Party, reader: Reader) -> tuple[str, ...]:
    """What stands beside a party's name; parties of which all of it is the same share a row."""
    none = reader.say("无", "none")
    return (
        liability_text(party, reader),
        _places(party, reader) or none,
        _facts(party, reader) or none,
        _open(party, reader) or none,
    )


def _places(party: Party, reader: Reader) -> str:
    """The clauses that apply, by citation."""
    places = (cited(c.cite, reader, remarks=False) for c in party.clauses if c.status == "applies")
    return reader.listed(dict.fromkeys(places), by=("、", "; "))


def _facts(party: Party, reader: Reader) -> str:
    """The facts of conduct and consequence that they rest on; what the party is stands in its own section."""
    found = (r for c in party.clauses if c.status == "applies" for r in c.because if not r.fact.startswith("party."))
    by_fact: dict[tuple[str, str | None], str] = {}
    for reason in found:
        by_fact.setdefault((reason.fact, reason.about), reason_text(reason, reader))
    return reader.listed(by_fact.values(), by=("；", "; "))


def _open(party: Party, reader: Reader) -> str:
    """How many clauses wait, and for which questions."""
    waiting = [clause for clause in party.clauses if clause.status == "depends"]
    if not waiting:
        return ""
    many = len(waiting)
    facts = waiting_for([missing for clause in waiting for missing in clause.missing], reader)
    return reader.say(f"{many}个条款：{facts}", f"{many} clause{'' if many == 1 else 's'}: {facts}")
