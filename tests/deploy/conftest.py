"""One host for the tests of deploy/, begun as its README says. What the machine lacks is counted, never passed over."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.cli.command import quanze
from tests.conftest import PROVE
from tests.deploy.host import NGINX, Host, prepare
from tests.left_out import leave_out
from tests.postgres import started

ADMINISTRATORS = ("--system", "傅衡", "fuheng", "--security", "贺钧", "hejun", "--audit", "鲁笙", "lusheng")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """The whole bundle is made by make prove only (it downloads); without nginx what needs it is left out and counted."""
    whole = [item for item in items if item.path.name == "test_whole_bundle.py"]
    if not PROVE and whole:
        items[:] = [item for item in items if item not in whole]
        config.hook.pytest_deselected(items=whole)
    doorless = [item for item in items if "door" in getattr(item, "fixturenames", ())]
    if doorless and not NGINX:
        leave_out(config, items, doorless)


@pytest.fixture(scope="session")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    """Roles made, tables laid out by their owner, three administrators, the record closed."""
    with started(()) as server:
        made = prepare(tmp_path_factory.mktemp("host"), server)
        begun = quanze("accounts", "bootstrap", *ADMINISTRATORS, env=made.as_role("quanze_owner"), patience=300)
        assert begun.status == 0, begun.err
        made.close_record()
        (made.folder / "secrets").write_text(begun.out, "utf-8")
        yield made


@pytest.fixture
def secrets(host: Host) -> dict[str, str]:
    """Login name → one-time secret, as bootstrap printed them."""
    lines = (host.folder / "secrets").read_text("utf-8").splitlines()[:3]
    return dict(line.split() for line in lines)
