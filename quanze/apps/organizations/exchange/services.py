"""Preview, import and export: what the page, the API and the command line call."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from quanze.apps.access.caller import Caller
from quanze.apps.access.checks import check_may
from quanze.apps.access.context import acting, entered, reading
from quanze.apps.audit.acts import act as audited
from quanze.apps.organizations.exchange.checking import Typed, typed
from quanze.apps.organizations.exchange.explaining import explain
from quanze.apps.organizations.exchange.findings import Finding, Findings, told_number
from quanze.apps.organizations.exchange.merging import Count
from quanze.apps.organizations.exchange.planning import Plan, plan
from quanze.apps.organizations.exchange.reading import File, read_files
from quanze.apps.organizations.exchange.sampling import sample_of
from quanze.apps.organizations.exchange.selectors import ACTION, keeper
from quanze.apps.organizations.exchange.tables import Tell, silent
from quanze.apps.organizations.resting import collector_at_rest
from quanze.apps.organizations.selectors.changes import Changed
from quanze.apps.organizations.services.change import Done
from quanze.apps.organizations.services.checking import check_invariants
from quanze.apps.organizations.services.directory import directory_of
from quanze.apps.organizations.services.standing import standing_around
from quanze.apps.organizations.services.writing import Order, lock_for, write
from quanze.core.refusals import Refusal

EVENT = "register:rows:written"
# Refusals of the writer that come from the rows themselves and can be told row by row.
_OF_ROWS = frozenset(
    "superior_cycle line_superior_cycle tenure_overlap seat_overfilled two_heads doubled_id".split()
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Report:
    """What an import would do (counts by sheet), and all that is wrong or worth knowing about its files.

    ``sample`` holds a few rows of what would change; a preview without faults fills it.
    """

    counts: Mapping[str, Count]
    faults: Sequence[Finding]
    notices: Sequence[Finding]
    sample: Sequence[Changed] = ()

    @property
    def changes(self) -> int:
        """How many rows would be added or changed."""
        return sum(count.added + count.changed for count in self.counts.values())


class ImportRefused(Refusal):
    """An import is refused as a whole; ``report`` names every fault."""

    def __init__(self, report: Report) -> None:
        zh, en = told_number(len(report.faults))
        first = report.faults[0]
        super().__init__(
            "import_refused", zh=f"{zh}。第一处：{first.text('zh')}", en=f"{en}. The first: {first.text('en')}"
        )  # fmt: skip
        self.report = report


@dataclass(frozen=True, slots=True)
class Imported:
    """What was done; ``done.act`` is None when everything stood already."""

    done: Done
    report: Report


@collector_at_rest
def preview(files: Sequence[File], *, by: Caller, tell: Tell = silent) -> Report:
    """What an import of the files would do, with every fault by sheet, row and column. Nothing is written.

    Raises Refusal: not_permitted, and for a file that cannot be read at all (empty_file, too_large, broken_file …).
    """
    check_may(by, ACTION)
    findings = Findings()
    tables = [typed(table, findings, tell) for table in read_files(files, findings)]
    with reading(by):
        planned = plan(tables, by, findings)
        if not findings.faults and not planned.change.is_empty:
            _check_whole(planned, by, findings)
        sample = () if findings.faults else sample_of(planned.change, by)
    return replace(_report(planned, findings), sample=sample)


@collector_at_rest
def import_files(
    files: Sequence[File], *, by: Caller, at: datetime, reason: str = "", key: str = "", tell: Tell = silent
) -> Imported:
    """Import the files as one act with one entry of its rows: everything or, at any fault, nothing.

    Rows that stand already are left out, so the same files twice change nothing. ``key`` makes a repeated request
    the same act. Raises ImportRefused with the whole report, and Refusal as ``preview`` and the register's writer.
    """
    check_may(by, ACTION)
    findings = Findings()
    tables = [typed(table, findings, tell) for table in read_files(files, findings)]
    return _imported(tables, findings, by=by, at=at, reason=reason, key=key, tell=tell)


@audited(event=EVENT, may_do_nothing=True)
@entered
def _imported(
    tables: Sequence[Typed], findings: Findings, *, by: Caller, at: datetime, reason: str, key: str, tell: Tell
) -> Imported:
    order = Order(by=by, at=at, event=EVENT, object=("rows", "import"), key=key, reason=reason, action=ACTION)
    asked = [(table.table.name, [list(column) for column in table.table.columns.values()]) for table in tables]
    found = lock_for(order, asked if key else None)
    if isinstance(found, Done):
        return Imported(found, _report(None, findings))
    planned = plan(tables, by, findings)
    if findings.faults:
        raise ImportRefused(_report(planned, findings))
    if planned.change.is_empty:
        return Imported(Done(None, None), _report(planned, findings))
    tell("", sum(map(len, planned.change.drafts.values())))
    return Imported(
        _written(planned, replace(order, persons=planned.persons), found, findings), _report(planned, findings)
    )


def _written(planned: Plan, order: Order, request: str, findings: Findings) -> Done:
    try:
        return write(planned.change, order, request)
    except Refusal as refusal:
        if refusal.code not in _OF_ROWS:
            raise
        _explain(planned, order.by, findings)
        if findings.faults:
            raise ImportRefused(_report(planned, findings)) from None
        raise


def _check_whole(planned: Plan, by: Caller, findings: Findings) -> None:
    """The register's own invariants over the plan and what stands around it; at a fault, every one is told."""
    with acting(keeper(by)):
        known = directory_of(planned.change, by)
        standing = standing_around(planned.change, known)
    try:
        check_invariants(planned.change.stamped(by.at), standing, recorded=by.at)
    except Refusal:
        explain(planned, standing, findings)
        if not findings.faults:
            raise


def _explain(planned: Plan, by: Caller, findings: Findings) -> None:
    with acting(keeper(by)):
        standing = standing_around(planned.change, directory_of(planned.change, by))
    explain(planned, standing, findings)


def _report(planned: Plan | None, findings: Findings) -> Report:
    counts = {} if planned is None else planned.counts
    return Report(counts, findings.in_order(findings.faults), findings.in_order(findings.notices))
