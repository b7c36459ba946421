"""The chain of those who answered on a day as a picture, drawn like the chain of a determination."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from quanze.apps.organizations.selectors.chains import Chain, Holder, Place, Seat
from quanze.apps.organizations.words import LINES, NOBODY, RELATIONS
from quanze.core.sheet.figures import Figure
from quanze.core.sheet.picture import SLIM, WIDE, drawn
from quanze.core.sheet.reader import Reader

# What the sheet says of an incident, said of a day.
_OF_A_DAY = {
    "事件发生的层级": "本级", "the level of the incident": "own level",
    "责任链条：行为发生时谁任何职": "责任链条：当日谁任何职",
    "The chain: who held which post at the time of the conduct": "The chain: who held which post on the day",
}  # fmt: skip


class DayReader(Reader):
    """A reader of one language who speaks of a day where the sheet speaks of an incident."""

    def say(self, zh: str, en: str) -> str:
        """The one of two sentences that is in the reader's language."""
        said = zh if self.lang == "zh" else en
        return _OF_A_DAY.get(said, said)


def pictures(chain: Chain, today: Mapping[str, str], lang: str) -> tuple[str, str]:
    """The picture for a wide and for a narrow page, as SVG elements without any style of their own.

    ``today`` maps persons (codes) to the posts they hold now. Solid: held the post; dashed: acting; grey: vacant or
    absent; dotted: beyond what the reader may see. The table beside it says the same.
    """
    read = DayReader(lang=lang, names={place.unit: place.name for places in chain.levels for place in places
                                       if place.name})  # fmt: skip
    levels = reversed(list(enumerate(chain.levels)))
    found = tuple(
        figure for level, places in levels for place in places for figure in _place(place, level, today, read)
    )
    return drawn(found, read, WIDE), drawn(found, read, SLIM)


def _place(place: Place, level: int, today: Mapping[str, str], read: Reader) -> Iterator[Figure]:
    line = LINES[place.line].text(read.lang)
    if place.seats is None:
        why = read.say("不在您的查看范围内，请向该单位查询", "beyond what you may see: ask there")
        yield Figure("check", level, place.unit, line, "", line, why, "")
    elif not place.seats:
        why = NOBODY[place.standing].text(read.lang)
        yield Figure("free", level, place.unit, line, "", line, why, "")
    else:
        for seat in place.seats:
            yield from _seat(seat, place, level, today, read)


def _seat(seat: Seat, place: Place, level: int, today: Mapping[str, str], read: Reader) -> Iterator[Figure]:
    relation, title = RELATIONS[seat.relation].text(read.lang), seat.title or seat.post
    if not seat.holders:
        yield Figure("free", level, place.unit, read.say("空缺", "vacant"), title, relation, relation, "")
    for holder in seat.holders:
        kind = "free" if holder.away else "acting" if holder.acting else "party"
        name, standing = holder.name or holder.person, _standing(holder, relation, read)
        acting = title + (read.say("（代理）", " (acting)") if holder.acting else "")
        yield Figure(kind, level, place.unit, name, acting, relation, standing, today.get(holder.person, ""))


def _standing(holder: Holder, relation: str, read: Reader) -> str:
    return relation + (read.say("，当日离岗", ", absent that day") if holder.away else "")
