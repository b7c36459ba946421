"""What a register must keep before any question is put to it."""

from __future__ import annotations

from quanze.core.register.check_heads import check_heads
from quanze.core.register.check_ids import check_doubled, check_references
from quanze.core.register.check_lines import check_cycles
from quanze.core.register.check_rows import check_clocks, check_seats_given
from quanze.core.register.check_seats import check_holders, check_repeated
from quanze.core.register.places import Places
from quanze.core.register.register import Register


def check_register(register: Register) -> None:
    """Raise a Refusal that names the first row at fault ("register.tenures[3]"); return quietly otherwise.

    Codes, in the order looked for: ``end_not_after_start``, ``year_out_of_range``, ``mixed_instants``,
    ``no_seats``, ``doubled_id``, ``undeclared_id``, ``superior_cycle``, ``line_superior_cycle``,
    ``tenure_overlap``, ``seat_overfilled``, ``two_heads``. "On a day" always means on a day as known
    at one instant: a corrected row and the row that corrects it do not clash.
    """
    places = Places.of(register)
    check_clocks(places)
    check_seats_given(places)
    check_doubled(places)
    check_references(places)
    check_cycles(places)
    check_repeated(places)
    check_holders(places)
    check_heads(places)
