"""Every way of bending a ledger that we could think of, each with the number of the first entry it makes bad."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from random import Random

from quanze.core.ledger.entries import Entry, Row, chained, entry_bytes
from quanze.core.ledger.merkle import BLOCK
from tests.core.ledger.ledgers import Ledger, chain, random_entry, sealed_up

Bent = tuple[Ledger, int]
Mutation = Callable[[Random, Ledger], Bent]
PLAIN = ["event", "kind", "business", "actor_person", "actor_account", "at", "object_kind"]
KEPT_BACK = ["object_id", "on_behalf_of", "before", "after", "reason"]


def changed(random: Random, entry: Entry, field: str) -> Entry:
    """The entry with another value in a field."""
    old = getattr(entry, field)
    if isinstance(old, bool):
        return entry._replace(**{field: not old})
    if field.startswith("actor") or field == "on_behalf_of":
        return entry._replace(**{field: 1 if old is None else old + random.randrange(1, 9)})
    return entry._replace(**{field: old + "改"})


def flipped(random: Random, data: bytes) -> bytes:
    """One bit turned."""
    place = random.randrange(len(data))
    return data[:place] + bytes([data[place] ^ (1 << random.randrange(8))]) + data[place + 1 :]


def _put(ledger: Ledger, number: int, row: Row) -> Ledger:
    rows = list(ledger.rows)
    rows[number - 1] = row
    return replace(ledger, rows=tuple(rows))


def _next_told(ledger: Ledger, number: int) -> int:
    return min(each.entries for each in ledger.anchors if each.entries >= number)


def _told(ledger: Ledger, number: int) -> bool:
    return _next_told(ledger, number) == number


def _pick(random: Random, ledger: Ledger) -> tuple[int, Row]:
    number = random.randrange(len(ledger.rows)) + 1
    return number, ledger.rows[number - 1]


def edit_column(random: Random, ledger: Ledger) -> Bent:
    """A readable column says something else."""
    number, row = _pick(random, ledger)
    return _put(ledger, number, row._replace(entry=changed(random, row.entry, random.choice(PLAIN)))), number


def edit_kept_back(random: Random, ledger: Ledger) -> Bent:
    """The object, a digest, the reason or the principal says something else: under the seal for business."""
    number, row = _pick(random, ledger)
    return _put(ledger, number, row._replace(entry=changed(random, row.entry, random.choice(KEPT_BACK)))), number


def edit_salt(random: Random, ledger: Ledger) -> Bent:
    """Another salt for a seal."""
    business = [row for row in ledger.rows if row.entry.business]
    row = random.choice(business)
    salted = row.entry._replace(salt=random.randbytes(16).hex())
    return _put(ledger, row.entry.seq, row._replace(entry=salted)), row.entry.seq


def edit_bytes(random: Random, ledger: Ledger) -> Bent:
    """One bit of the stored bytes."""
    number, row = _pick(random, ledger)
    return _put(ledger, number, row._replace(canonical=flipped(random, row.canonical))), number


def edit_both(random: Random, ledger: Ledger) -> Bent:
    """Columns and bytes agree on something else; the hash is the old one."""
    number, row = _pick(random, ledger)
    entry = changed(random, row.entry, random.choice(PLAIN[3:]))
    return _put(ledger, number, row._replace(entry=entry, canonical=entry_bytes(entry))), number


def edit_with_hash(random: Random, ledger: Ledger) -> Bent:
    """One entry rewritten with its hash; the next still names the old one, or a witness does."""
    number, row = _pick(random, ledger)
    bent = _put(ledger, number, chained(changed(random, row.entry, "at"), row.prev_hash))
    return bent, number if _told(ledger, number) else number + 1


def edit_own_hash(random: Random, ledger: Ledger) -> Bent:
    """One bit of an entry's hash."""
    number, row = _pick(random, ledger)
    return _put(ledger, number, row._replace(hash=flipped(random, row.hash))), number


def edit_previous_hash(random: Random, ledger: Ledger) -> Bent:
    """One bit of the hash before."""
    number, row = _pick(random, ledger)
    return _put(ledger, number, row._replace(prev_hash=flipped(random, row.prev_hash))), number


def edit_hash_name(random: Random, ledger: Ledger) -> Bent:
    """The column names another hash, known or not."""
    number, row = _pick(random, ledger)
    other = random.choice([name for name in ("sha256", "sm3", "md5", "") if name != row.entry.hash_name])
    return _put(ledger, number, row._replace(entry=row.entry._replace(hash_name=other))), number


def edit_checkpoint(random: Random, ledger: Ledger) -> Bent:
    """Another root over a full block."""
    first = ledger.checkpoints[0]
    root = flipped(random, bytes.fromhex(first.root)).hex()
    return replace(ledger, checkpoints=(replace(first, root=root), *ledger.checkpoints[1:])), BLOCK


def delete_checkpoint(random: Random, ledger: Ledger) -> Bent:
    """A full block without its checkpoint."""
    return replace(ledger, checkpoints=ledger.checkpoints[1:]), BLOCK


def delete_one(random: Random, ledger: Ledger) -> Bent:
    """One entry is gone."""
    number, _ = _pick(random, ledger)
    return replace(ledger, rows=ledger.rows[: number - 1] + ledger.rows[number:]), number


def delete_stretch(random: Random, ledger: Ledger) -> Bent:
    """Some entries in a row are gone."""
    number, _ = _pick(random, ledger)
    return replace(ledger, rows=ledger.rows[: number - 1] + ledger.rows[number + random.randrange(20) :]), number


def delete_and_renumber(random: Random, ledger: Ledger) -> Bent:
    """One entry is gone and the columns of the later ones are renumbered."""
    number, _ = _pick(random, ledger)
    later = [row._replace(entry=row.entry._replace(seq=row.entry.seq - 1)) for row in ledger.rows[number:]]
    return replace(ledger, rows=ledger.rows[: number - 1] + tuple(later)), number


def swap_places(random: Random, ledger: Ledger) -> Bent:
    """Two entries change places."""
    first, second = sorted(random.sample(range(1, len(ledger.rows) + 1), 2))
    bent = _put(ledger, first, ledger.rows[second - 1])
    return _put(bent, second, ledger.rows[first - 1]), first


def swap_contents(random: Random, ledger: Ledger) -> Bent:
    """Two entries change places and keep the numbers of the places."""
    first, second = sorted(random.sample(range(1, len(ledger.rows) + 1), 2))
    one, two = ledger.rows[first - 1], ledger.rows[second - 1]
    bent = _put(ledger, first, two._replace(entry=two.entry._replace(seq=first)))
    return _put(bent, second, one._replace(entry=one.entry._replace(seq=second))), first


def insert_double(random: Random, ledger: Ledger) -> Bent:
    """An entry stands twice."""
    number, row = _pick(random, ledger)
    return replace(ledger, rows=(*ledger.rows[:number], row, *ledger.rows[number:])), number + 1


def insert_forged(random: Random, ledger: Ledger) -> Bent:
    """A new entry, well chained, pushes the later ones down."""
    number, row = _pick(random, ledger)
    forged = chained(random_entry(random, number, row.entry.hash_name), row.prev_hash)
    bent = replace(ledger, rows=(*ledger.rows[: number - 1], forged, *ledger.rows[number - 1 :]))
    return bent, number if _told(ledger, number) else number + 1


def truncate(random: Random, ledger: Ledger) -> Bent:
    """The tail is cut off, perhaps all of it; its checkpoints too, perhaps."""
    kept = random.randrange(len(ledger.rows))
    checkpoints = [each for each in ledger.checkpoints if each.last_seq <= kept or random.random() < 0.5]
    return replace(ledger, rows=ledger.rows[:kept], checkpoints=tuple(checkpoints)), kept + 1


def rewind(random: Random, ledger: Ledger) -> Bent:
    """An older state comes back and life goes on from it, perhaps beyond the number reached before."""
    kept = random.randrange(len(ledger.rows))
    more = [random_entry(random, 0) for _ in range(random.randrange(1, 2 * (len(ledger.rows) - kept) + 2))]
    grown = sealed_up(chain(more, onto=ledger.rows[:kept]))
    told = _next_told(ledger, kept + 1)
    first = told if len(grown.rows) >= told else len(grown.rows) + 1
    return replace(grown, anchors=ledger.anchors), first


def fork(random: Random, ledger: Ledger) -> Bent:
    """One entry is changed and everything after it is hashed anew, checkpoints too."""
    number, row = _pick(random, ledger)
    later = [changed(random, row.entry, "at"), *(each.entry for each in ledger.rows[number:])]
    forked = sealed_up(chain(later, onto=ledger.rows[: number - 1]))
    return replace(forked, anchors=ledger.anchors), _next_told(ledger, number)


def fork_told_twice(random: Random, ledger: Ledger) -> Bent:
    """Both histories were told to witnesses; the ledger agrees with one of them."""
    bent, told = fork(random, ledger)
    other = sealed_up(bent.rows)
    return replace(other, anchors=(*other.anchors, *ledger.anchors)), told


def rewrite_in_another_hash(random: Random, ledger: Ledger) -> Bent:
    """The whole ledger anew, in another hash."""
    other = sealed_up(chain(row.entry._replace(hash_name="sm3") for row in ledger.rows))
    return replace(other, anchors=ledger.anchors), _next_told(ledger, 1)


MUTATIONS: Mapping[str, Mutation] = {
    each.__name__: each
    for each in (
        edit_column, edit_kept_back, edit_salt, edit_bytes, edit_both, edit_with_hash, edit_own_hash,
        edit_previous_hash, edit_hash_name, delete_one, delete_stretch, delete_and_renumber, swap_places,
        swap_contents, insert_double, insert_forged, truncate, rewind, fork, fork_told_twice,
        rewrite_in_another_hash,
    )
}  # fmt: skip
OF_BLOCKS: Mapping[str, Mutation] = {each.__name__: each for each in (edit_checkpoint, delete_checkpoint, truncate)}
