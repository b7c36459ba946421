"""python -m tests.journeys.killing.worker KIND FOLDER: does acts until it is killed, and tells each when it is done.

A line on standard output is an acknowledgement: what it names was committed before. The settings are the product's
own. OFF as a third word switches durability off; LOSSY puts the database on a disk that forgets.
"""

from __future__ import annotations

import itertools
import json
import sys
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from secrets import token_hex

POSTS_OF_ONE_IMPORT = 12
BEGINNING = datetime(2026, 3, 2, tzinfo=UTC)


def tell(**what: object) -> None:
    """Acknowledge."""
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


def instants() -> Iterator[datetime]:
    """Ever later instants; later than any of an earlier run."""
    start = datetime.now(UTC)
    return (start + timedelta(milliseconds=number) for number in itertools.count())


def appointment(folder: Path) -> None:
    """Establish a post, enter a person, appoint him."""
    from quanze.apps.organizations.services import appoint, enter_person, establish_post
    from quanze.apps.organizations.tests.factories import keeper, person, post
    from quanze.apps.people.services import PersonFacts

    for at in instants():
        code, by = token_hex(4), keeper(at)
        done = establish_post(post=post(f"post-{code}", "bureau", "staff"), by=by, at=at)
        tell(act=done.act, entry=done.entry)
        facts = PersonFacts(name="石见")
        done = enter_person(person=facts, row=person(f"person-{code}"), by=by, at=at)
        tell(act=done.act, entry=done.entry)
        done = appoint(person=f"person-{code}", post=f"post-{code}", on=date(2026, 1, 1), by=by, at=at)
        tell(act=done.act, entry=done.entry, appointed=f"person-{code}")


def importing(folder: Path) -> None:
    """Import a table of posts and their holders, all of them new."""
    from quanze.apps.organizations.exchange.services import import_files
    from quanze.apps.organizations.exchange.tests.samples import clerk_everywhere, row, separate

    for at in instants():
        codes = [f"T{token_hex(4)}" for _ in range(POSTS_OF_ONE_IMPORT)]
        posts = [row("posts", code=code, organization="bureau", title="科员", role="一般工作人员") for code in codes]
        held = [row("tenures", person=f"p-{code}", name="石录", post=code, starts_on="2026-01-01") for code in codes]
        done = import_files(separate({"posts": posts, "tenures": held}), by=clerk_everywhere(at), at=at).done
        tell(act=done.act, entry=done.entry, imported=codes)


def backup(folder: Path) -> None:
    """Make backups while somebody else records persons."""
    from quanze.config.backup.making import make_backup, operator

    threading.Thread(target=_record_persons, daemon=True).start()
    for at in instants():
        to = folder / f"{token_hex(4)}.backup"
        make_backup(to=to, key=folder / "public.key", by=operator("backup", "backup:make", at), at=at)
        tell(backup=to.name)


def _record_persons() -> None:
    from quanze.apps.accounts.tests.factories import person

    for at in instants():
        tell(person=person(at=at).public_id)


def checkpoint(folder: Path) -> None:
    """Write entries as fast as may be, over the borders of blocks and past the anchors at every hundredth."""
    from quanze.apps.access.caller import system_caller
    from quanze.apps.audit.services import record_read

    for at in instants():
        by = system_caller("test", permissions=(), at=at)
        entry = record_read(by=by, at=at, event="audit:record:read", object_kind="record", object_id="")
        tell(entry=entry.seq)


KINDS: dict[str, Callable[[Path], None]] = {
    "appointment": appointment,
    "import": importing,
    "backup": backup,
    "checkpoint": checkpoint,
}


def main(kind: str, folder: Path, *how: str) -> None:
    """Set up as the product does, and begin."""
    import django
    from django.conf import settings

    options = settings.DATABASES["default"].get("OPTIONS", {})
    if "OFF" in how and "init_command" in options:
        options["init_command"] = options["init_command"].replace("synchronous=FULL", "synchronous=OFF")
    if "LOSSY" in how:
        from tests.journeys.killing import disk

        disk.install(Path(settings.DATABASES["default"]["NAME"]), folder / "durable")
    django.setup()
    KINDS[kind](folder)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), *sys.argv[3:])
