"""One host for the tests of deploy/, begun as its README says. What the machine lacks is counted and said, never passed over."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from tests.cli.command import quanze
from tests.deploy.host import NGINX, Host, prepare
from tests.postgres import started

ADMINISTRATORS = ("--system", "傅衡", "fuheng", "--security", "贺钧", "hejun", "--audit", "鲁笙", "lusheng")


@pytest.fixture(scope="session")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    """Roles made, tables laid out by their owner, three administrators, the record closed."""
    with started(()) as server:
        made = prepare(tmp_path_factory.mktemp("host"), server)
        begun = quanze("accounts", "bootstrap", *ADMINISTRATORS, env=made.as_role("quanze_owner"))
        assert begun.status == 0, begun.err
        made.close_record()
        (made.folder / "secrets").write_text(begun.out, "utf-8")
        yield made


@pytest.fixture(scope="session")
def door() -> bool:
    """Whether there is a proxy to test with; continuous integration must have one."""
    found = bool(NGINX)
    assert found or os.environ.get("CI") != "true", "no nginx: apt packages of deploy/packages.txt"
    return found


@pytest.fixture
def secrets(host: Host) -> dict[str, str]:
    """Login name → one-time secret, as bootstrap printed them."""
    lines = (host.folder / "secrets").read_text("utf-8").splitlines()[:3]
    return dict(line.split() for line in lines)
