"""Does the head of a rulebook make sense: identity, dates, reach, labels, methods, parameters."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date

from quanze.core.ladders import LADDERS
from quanze.core.periods import rulebook_start
from quanze.core.refusals import Refusal
from quanze.core.rulebook import words
from quanze.core.rulebook.languages import both
from quanze.core.rulebook.models import Identity, InForce, Rulebook
from quanze.core.rulebook.parsing import fault


def faults(rulebook: Rulebook) -> Iterator[Refusal]:
    """Every fault of a rulebook's identity and of the lists that all its rows draw on."""
    yield from _identity(rulebook.identity)
    yield from _in_force(rulebook.id, rulebook.identity.in_force)
    yield from _lists(rulebook)
    yield from _parameters(rulebook)


def _identity(identity: Identity) -> Iterator[Refusal]:
    known: tuple[tuple[str, Collection[str]], ...] = (
        ("kind", words.KINDS),
        ("text", words.TEXTS),
        ("level", LADDERS["level"]),
        ("compares", words.COMPARES),
        ("compares_mark", words.MARKS),
    )
    for name, allowed in known:
        yield from word(getattr(identity, name), allowed, f"{identity.id}.{name}")
    for track in identity.tracks:
        yield from word(track, words.TRACKS, f"{identity.id}.tracks")
    if not (len(identity.area) == 6 and identity.area.isascii() and identity.area.isdigit()):
        yield fault(f"{identity.id}.area", "应为六位行政区划代码", "an area code of six digits is needed (GB/T 2260)")
    for name in ("title", "short", "issuer"):
        yield from both(getattr(identity, name), f"{identity.id}.{name}")
    for other in (*identity.replaces, *(d.rulebook for d in identity.displaces)):
        if other == identity.id:
            yield fault(f"{identity.id}.replaces", "不能代替自身", "a rulebook cannot replace or displace itself")


def _in_force(name: str, force: InForce) -> Iterator[Refusal]:
    where = f"{name}.in_force"
    yield from word(force.mark, words.MARKS, f"{where}.mark")
    try:
        start = rulebook_start(force.starts_on, where=f"{where}.starts_on") if force.starts_on else None
        end = date.fromisoformat(force.ends_before) if force.ends_before else None
    except Refusal as refusal:
        yield fault(refusal.where, refusal.zh, refusal.en)
        return
    except ValueError:
        yield fault(f"{where}.ends_before", "应为日期 YYYY-MM-DD", "a day YYYY-MM-DD is needed")
        return
    if start and end and end <= start:
        yield fault(f"{where}.ends_before", "终止日应晚于起始日", "the end must come after the start")


def _lists(rulebook: Rulebook) -> Iterator[Refusal]:
    identity = rulebook.identity
    for name in ("reach", "labels", "duties", "methods", "traces"):
        for row in getattr(rulebook, name):
            yield from word(row.mark, words.MARKS, f"{rulebook.id}.{name}.mark")
    for displaced in identity.displaces:
        yield from word(displaced.mark, words.MARKS, f"{rulebook.id}.displaces.mark")
    for reach in rulebook.reach:
        yield from word(reach.kind, words.PARTIES, f"{rulebook.id}.reach.kind")
        if reach.otherwise is not None:
            yield from word(reach.otherwise.to, words.ROUTES, f"{rulebook.id}.reach.otherwise.to")
    for label in rulebook.labels:
        yield from word(label.label, words.LIABILITIES, f"{rulebook.id}.labels.label")
    for duty in rulebook.duties:
        yield from word(duty.duty, words.DUTIES, f"{rulebook.id}.duties.duty")
    labelled = [r for label in rulebook.labels for r in label.relations]
    for relation in (*labelled, *(r for duty in rulebook.duties for r in duty.relations)):
        yield from word(relation, words.RELATIONS, f"{rulebook.id}.labels.relations")
    yield from _methods(rulebook)


def _methods(rulebook: Rulebook) -> Iterator[Refusal]:
    seen: set[tuple[str, str]] = set()
    for method in rulebook.methods:
        where = f"{rulebook.id}.methods({method.key})"
        yield from word(method.key, words.METHODS, where)
        yield from word(method.for_, (*words.PARTIES, "both"), f"{where}.for")
        if (method.key, method.for_) in seen:
            yield fault(where, "方式重复", "the method stands twice")
        seen.add((method.key, method.for_))


def _parameters(rulebook: Rulebook) -> Iterator[Refusal]:
    for name, parameter in rulebook.parameters.items():
        if parameter.value is None:
            yield from both(parameter.ask, f"{rulebook.id}.parameters.{name}.ask")
    for key, finding in rulebook.findings.items():
        yield from both(finding.ask, f"{rulebook.id}.findings.{key}.ask")


def word(value: str, allowed: Collection[str], where: str) -> Iterator[Refusal]:
    """A fault unless the value is one of the known words."""
    if value not in allowed:
        yield fault(where, f"不在词表中：{value}", f"not a known word: {value}; known: {', '.join(sorted(allowed))}")
