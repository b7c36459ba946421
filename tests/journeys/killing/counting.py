"""What a crash must not do: lose what was acknowledged, leave half an act, break the record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from quanze.apps.audit.models import Entry
from quanze.apps.audit.selectors import number_of_entries, stored_checkpoints, stored_rows
from quanze.apps.audit.witnesses import FileWitness
from quanze.apps.organizations.facts import TABLES
from quanze.apps.organizations.models import Act, PostRecord, TenureRecord
from quanze.apps.people.models import Person
from quanze.config.backup.keys import private_key
from quanze.config.backup.reading import check_backup
from quanze.core.ledger.verifying import verify
from tests.journeys.killing.places import Told

WHY = "counting after a crash"


def lost(told: Told, folder: Path) -> list[str]:
    """What was acknowledged and is not there."""
    acts = set(Act.everything(reason=WHY).values_list("pk", flat=True))
    entries = number_of_entries()
    persons = set(Person.everything(reason=WHY).values_list("public_id", flat=True))
    holders = set(TenureRecord.everything(reason=WHY).values_list("person__code", flat=True))
    posts = set(PostRecord.everything(reason=WHY).values_list("post__code", flat=True))
    missing = {
        "act": lambda each: each not in acts,
        "entry": lambda each: each > entries,
        "person": lambda each: each not in persons,
        "appointed": lambda each: each not in holders,
        "imported": lambda each: not posts.issuperset(each),
        "backup": lambda each: not (folder / each).exists(),
    }
    return [
        f"{kind} {value}" for each in told for kind, value in each.items() if kind in missing and missing[kind](value)
    ]


def half(folder: Path) -> list[str]:
    """Acts that are there in part."""
    return [*_acts_and_entries(), *_persons_and_entries(), *_half_imports(), *_half_backups(folder)]


def _acts_and_entries() -> Iterator[str]:
    acts = dict(Act.everything(reason=WHY).values_list("pk", "entry"))
    recorded = Entry.everything(reason=WHY).filter(event__startswith="register:", kind="act")
    entries = set(recorded.values_list("seq", flat=True))
    yield from (f"act {act} without entry" for act, entry in acts.items() if entry not in entries)
    yield from (f"entry {entry} without act" for entry in entries - set(acts.values()))
    written: set[int] = set()
    for table in TABLES.values():
        written.update(table.everything(reason=WHY).values_list("act_id", flat=True))
    yield from (f"act {act} wrote nothing" for act in acts.keys() - written)


def _persons_and_entries() -> Iterator[str]:
    recorded = Entry.everything(reason=WHY).filter(event="people:person:recorded", kind="act")
    named = set(recorded.exclude(object_id="").values_list("object_id", flat=True))
    known = set(Person.everything(reason=WHY).values_list("public_id", flat=True))
    yield from (f"entry of {each} without person" for each in named - known)


def _half_imports() -> Iterator[str]:
    from tests.journeys.killing.worker import POSTS_OF_ONE_IMPORT

    imports = (
        Act.everything(reason=WHY).filter(event="register:rows:written").order_by("pk").values_list("pk", flat=True)
    )
    for table in (PostRecord, TenureRecord):
        number = Counter(table.everything(reason=WHY).values_list("act_id", flat=True))
        yield from (f"import {act} in part" for act in list(imports)[1:] if number[act] != POSTS_OF_ONE_IMPORT)


def _half_backups(folder: Path) -> Iterator[str]:
    key = private_key(folder.parent / f"{folder.name}-private.key")
    made = list(folder.glob("*.backup"))
    for each in made:
        check_backup(each, key)
    entries = Entry.everything(reason=WHY).filter(event="audit:backup:made", kind="act").count()
    if len(made) > entries:
        yield f"{len(made)} backups, {entries} entries"


def record_fault(folder: Path) -> str:
    """What is wrong with the record, checkpoints and witness included; "" for nothing."""
    count = number_of_entries()
    told = FileWitness(folder / "witness").anchors()
    fault = verify(stored_rows(count), stored_checkpoints(count), told).fault
    return fault.en if fault else ""
