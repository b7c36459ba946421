"""The only writes to the register; each with its entry in the record."""

from quanze.apps.organizations.services.attaching import attach_account
from quanze.apps.organizations.services.beginning import begin_register
from quanze.apps.organizations.services.bulk import write_rows
from quanze.apps.organizations.services.change import Done
from quanze.apps.organizations.services.correcting import (
    correct_absence,
    correct_body,
    correct_person,
    correct_portfolio,
    correct_post,
    correct_tenure,
    correct_unit,
    withdraw_row,
)
from quanze.apps.organizations.services.posts import (
    assign_portfolio,
    close_post,
    end_portfolio,
    establish_post,
    set_authority,
)
from quanze.apps.organizations.services.tenures import (
    appoint,
    concur,
    enter_person,
    let_act,
    promote,
    record_absence,
    remove,
    retire,
    transfer,
)
from quanze.apps.organizations.services.undoing import undo_act
from quanze.apps.organizations.services.units import (
    close_body,
    close_unit,
    establish_unit,
    merge_units,
    move_unit,
    name_body,
    rename_unit,
    set_line,
    set_supervision,
    split_unit,
)

__all__ = [
    "Done", "appoint", "assign_portfolio", "attach_account", "begin_register", "close_body", "close_post", "close_unit", "concur", "correct_absence",
    "correct_body", "correct_person", "correct_portfolio", "correct_post", "correct_tenure", "correct_unit",
    "end_portfolio", "enter_person", "establish_post", "establish_unit", "let_act", "merge_units", "move_unit",
    "name_body", "promote", "record_absence", "remove", "rename_unit", "retire", "set_authority", "set_line",
    "set_supervision", "split_unit", "transfer", "undo_act", "withdraw_row", "write_rows",
]  # fmt: skip
