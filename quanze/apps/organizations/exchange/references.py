"""Every code that a file names must stand for something: in the files or in the register, and within reach."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import Any

from quanze.apps.access.caller import Caller
from quanze.apps.organizations.exchange.building import codes_given
from quanze.apps.organizations.exchange.checking import BAD, Typed
from quanze.apps.organizations.exchange.findings import Findings, Reason
from quanze.apps.organizations.exchange.selectors import Known, known_codes
from quanze.core.casefile.wording import shown
from quanze.core.register.codes import MADE_OF, is_code

# Sheet → column → kinds of thing that its codes may name.
NAMED: Mapping[str, Mapping[str, str]] = {
    "units": {
        "superior": "units", "line_superior": "units", "supervises": "units", "succeeded_by": "units",
        "dispatched_by": "units bodies",
    },
    "posts": {"organization": "units"},
    "tenures": {"post": "posts"},
    "portfolios": {"post": "posts", "covers": "units posts bodies"},
    "bodies": {"organization": "units"},
    "absences": {"person": "people"},
    "authorities": {"post": "posts", "managed_by": "units bodies", "co_managed_by": "units bodies"},
}  # fmt: skip
OWN = frozenset({"units", "posts", "bodies"})
# Sheet → the column in which it gives its things their codes.
_OWN_CODE: Mapping[str, str] = {"units": "code", "posts": "code", "bodies": "code", "tenures": "person"}
# Beyond this many codes of a kind, or unknown ones, nobody waits for the nearest.
_MOST_COMPARED = 3000
_MOST_EXPLAINED = 200


def codes_in(tables: Sequence[Typed]) -> dict[str, set[str]]:
    """The codes that the files themselves give to units, posts, bodies and persons."""
    found: dict[str, set[str]] = {"units": set(), "posts": set(), "bodies": set(), "people": set()}
    for table in tables:
        if table.table.sheet.key in OWN:
            found[table.table.sheet.key] |= codes_given(table, "code")
        if table.table.sheet.key == "tenures":
            found["people"] |= codes_given(table, "person")
    return found


def look_up(tables: Sequence[Typed], by: Caller) -> Known:
    """What stands already of everything that the files name."""
    given = codes_in(tables)
    # A code given to a unit must not stand for a post or a body, and the other way round.
    own = set[str]().union(*(given[kind] for kind in OWN))
    wanted = {**{kind: set(own) for kind in OWN}, "people": set[str]()}
    for table, key, kinds in _naming(tables):
        named = _distinct(table.columns[key])
        for kind in kinds.split():
            wanted[kind] |= named
    return known_codes(by, **wanted)


def check_references(tables: Sequence[Typed], known: Known, findings: Findings) -> None:
    """A fault for each code that stands for nothing, or for two kinds of thing, and for each new one ill made."""
    given = codes_in(tables)
    standing = {
        "units": given["units"] | set(known.units),
        "posts": given["posts"] | set(known.posts),
        "bodies": given["bodies"] | known.bodies,
        "people": given["people"] | known.people,
    }
    for table in tables:
        if table.table.sheet.key in OWN:
            others = set[str]().union(*(standing[kind] for kind in OWN - {table.table.sheet.key}))
            _tell(table, "code", codes_given(table, "code") & others, _taken, findings)
    for table, key in ((each, _OWN_CODE.get(each.table.sheet.key, "")) for each in tables):
        if key:
            new = codes_given(table, key) - set(known.units) - set(known.posts) - known.bodies - known.people
            _tell(table, key, {code for code in new if not is_code(code)}, _ill_made, findings)
    for table, key, kinds in _naming(tables):
        fitting = set[str]().union(*(standing[kind] for kind in kinds.split()))
        unknown = _distinct(table.columns[key]) - fitting
        if unknown:
            near = _nearest(unknown, fitting)
            _tell(table, key, unknown, lambda code, near=near: _undeclared(code, near.get(code, "")), findings)


def _naming(tables: Sequence[Typed]) -> Iterator[tuple[Typed, str, str]]:
    for table in tables:
        for key, kinds in NAMED.get(table.table.sheet.key, {}).items():
            yield table, key, kinds


def _distinct(values: Iterable[Any]) -> set[str]:
    """Every code in a column, those of cells with several too."""
    found: set[str] = set()
    for value in set(values):
        if isinstance(value, tuple):
            found.update(value)
        elif value is not None and value is not BAD:
            found.add(value)
    return found


def _tell(table: Typed, key: str, codes: set[str], reason: Any, findings: Findings) -> None:
    if not codes:
        return
    for index, value in enumerate(table.columns[key]):
        for code in value if isinstance(value, tuple) else (value,):
            if code is not BAD and code in codes:
                findings.fault(table.table.place(index, key), reason(code))


def _nearest(unknown: set[str], fitting: set[str]) -> dict[str, str]:
    """The known code most like each unknown one: written otherwise, or near by its letters where that is soon found."""
    plain = {_bare(code): code for code in fitting}
    found = {code: plain[_bare(code)] for code in unknown if _bare(code) in plain}
    if len(fitting) <= _MOST_COMPARED:
        listed = sorted(fitting)
        for code in sorted(unknown - found.keys())[:_MOST_EXPLAINED]:
            found.update((code, near) for near in get_close_matches(code, listed, n=1, cutoff=0.75))
    return found


def _bare(code: str) -> str:
    """A code without what is easily lost or mistaken: case, leading zeros, hyphens, O for 0, l for 1."""
    plain = code.upper().replace("-", "").replace("_", "").replace("O", "0").replace("I", "1").replace("L", "1")
    return plain.lstrip("0")


def _ill_made(code: str) -> Reason:
    zh, en = MADE_OF
    return Reason("bad_code", f"编号“{shown(code)}”不能用：{zh}", f"the code “{shown(code)}” cannot be used: {en}")


def _undeclared(code: str, suggestion: str) -> Reason:
    return Reason(
        "undeclared_code", f"编号“{shown(code)}”在本次文件和台账中都没有，或者不在您的权限范围内",
        f"the code “{shown(code)}” is neither in the files nor in the register, or not yours to reach", suggestion,
    )  # fmt: skip


def _taken(code: str) -> Reason:
    return Reason(
        "doubled_code", f"编号“{shown(code)}”已用于另一类对象，请换一个编号",
        f"the code “{shown(code)}” already stands for another kind of thing; use another",
    )  # fmt: skip
