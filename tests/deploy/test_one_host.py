"""deploy/ from end to end: roles, first accounts, the pages behind the proxy below a prefix, backup, witness, upgrade."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from time import time

import psycopg
import pytest
from django.conf import settings

from quanze.apps.audit.guards import adding_role
from quanze.config.middleware import HEADERS
from tests.cli.command import environment, quanze
from tests.cli.serving import first_line, free_port, running
from tests.deploy.host import DEPLOY, NAME, PASSWORDS, Host, nginx
from tests.deploy.visitor import Page, Visitor
from tests.journeys.beginning.first_sign_in import code

PASSWORD = "Qing-Feng-2031-mountain"
EVERYWHERE = {name.lower(): [value] for name, value in HEADERS.items()} | {
    "x-content-type-options": ["nosniff"],
    "x-frame-options": ["DENY"],
    "referrer-policy": [settings.SECURE_REFERRER_POLICY],
    "cross-origin-opener-policy": ["same-origin"],
    "strict-transport-security": ["max-age=31536000; includeSubDomains; preload"],
}


@pytest.fixture(scope="module")
def serving(host: Host) -> Iterator[Host]:
    """The server, without its proxy."""
    words = ("serve", "--port", str(host.inner), "--workers", "1")
    with running(*words, **host.environment()) as server:
        assert str(host.inner) in first_line(server)
        yield host


@pytest.fixture(scope="module")
def door(serving: Host) -> Iterator[Host]:
    """The proxy before it; where there is none, what asks for this is left out and counted."""
    with nginx(serving):
        yield serving


def visitor(host: Host, *, follow: bool = True) -> Visitor:
    """Somebody who comes through the door."""
    ports = {443: host.secure, 80: host.plain}
    return Visitor(f"https://{NAME}/", str(host.certificate), ports, follow=follow)


def test_the_way_in_is_https_below_the_prefix_with_every_header_once(door: Host) -> None:
    stranger = visitor(door, follow=False)
    assert stranger.get(f"http://{NAME}/quanze/").headers["location"] == [f"https://{NAME}/quanze/"]
    assert stranger.get("/").headers["location"] == [f"https://{NAME}/quanze/"]
    page = visitor(door).get("/")
    assert (page.address, page.status) == (f"https://{NAME}/quanze/sign-in", 200)
    assert {name: page.headers.get(name) for name in EVERYWHERE} == EVERYWHERE
    lost = stranger.get("/quanze/no-such-page")
    assert lost.status == 404
    assert {name: lost.headers.get(name) for name in EVERYWHERE} == EVERYWHERE
    assert stranger.get("/elsewhere").status == 404


def test_a_name_of_somebody_else_is_not_answered(door: Host) -> None:
    asked = visitor(door).get("/quanze/sign-in", Host="evil.example.cn")
    assert asked.status == 400


def check_links(page: Page, someone: Visitor) -> int:
    """Every address on the page stays below the prefix; every file it needs is there. How many were looked at."""
    links = [link for link in page.links if not link.startswith(("data:", "?"))]
    assert [link for link in links if not link.startswith("/quanze/")] == [], page.address
    files = [link for link in links if "/static/" in link]
    for link in files:
        file = someone.get(link)
        assert (
            file.status,
            "immutable" in file.headers["cache-control"][0] or "max-age" in file.headers["cache-control"][0],
        ) == (200, True)
    return len(links)


def test_an_administrator_signs_in_first_through_the_door(door: Host, secrets: dict[str, str]) -> None:
    someone = visitor(door)
    checked = check_links(someone.get("/quanze/sign-in"), someone)
    someone.post("/quanze/sign-in", login_name="fuheng", password=secrets["fuheng"])
    page = someone.post("/quanze/change-password", old=secrets["fuheng"], new=PASSWORD, again=PASSWORD)
    assert page.address.endswith("/quanze/enrol-factor")
    page = someone.post("/quanze/enrol-factor")
    key = re.search(r"\b[A-Z2-7]{32}\b", page.text)
    assert key, "the key of the second factor is shown once"
    page = someone.send(page, "/quanze/confirm-factor", code=code(key[0], int(time()) // 30))
    assert page.address == f"https://{NAME}/quanze/"
    assert "傅衡" in page.text
    checked += check_links(page, someone)
    assert checked > 5
    assert {cookie.name for cookie in someone.cookies if cookie.secure} >= {"__Host-quanze", "__Host-quanze-csrf"}


def test_while_the_server_is_away_the_door_says_so(door: Host) -> None:
    lonely = replace(door, plain=free_port(), secure=free_port(), inner=free_port())
    with nginx(lonely):
        away = visitor(lonely).get("/quanze/sign-in")
    assert (away.status, away.headers["retry-after"]) == (503, ["30"])
    assert "维护" in away.text


def test_the_role_of_the_pages_owns_and_alters_nothing(host: Host) -> None:
    with host.connected("quanze_app") as connection:
        for statement in (
            "UPDATE audit_entry SET event = 'x'",
            "DELETE FROM audit_entry",
            "TRUNCATE audit_entry",
            "INSERT INTO django_migrations (app, name, applied) VALUES ('people', '9999', now())",
            "ALTER TABLE accounts_account DISABLE ROW LEVEL SECURITY",
            "ALTER TABLE audit_entry DISABLE TRIGGER ALL",
            "CREATE TABLE planted (id int)",
            "DROP TABLE people_person",
            "SET ROLE quanze_owner",
        ):
            with (
                pytest.raises((psycopg.errors.InsufficientPrivilege, psycopg.errors.RaiseException)),
                connection.transaction(),
            ):
                connection.execute(statement)
        owned = connection.execute(
            "SELECT count(*) FROM pg_tables WHERE tableowner <> 'quanze_owner' AND schemaname = 'public'"
        )
        assert owned.fetchone() == (0,)
        hidden = connection.execute("SELECT count(*) FROM accounts_account").fetchone()
        assert hidden == (0,), "without a caller row security shows nothing"
    with host.connected("quanze_owner", password=PASSWORDS["quanze_owner"]) as connection:
        assert connection.execute("SELECT count(*) FROM django_migrations").fetchone() != (0,)


def test_a_role_with_a_password_is_not_had_without_it(host: Host) -> None:
    for role in ("quanze_owner", "quanze_backup"):
        with pytest.raises(psycopg.OperationalError):
            host.connected(role)


def test_the_file_that_closes_the_record_says_what_the_record_asks_for() -> None:
    said = (DEPLOY / "postgresql" / "record.sql").read_text("utf-8")
    for statement in adding_role("quanze_app"):
        assert f"{statement};" in said


def test_the_timers_work_as_the_pages_role(serving: Host, tmp_path: Path) -> None:
    env = serving.environment()
    told = quanze("audit", "tell", env=env)
    assert told.status == 0, told.err
    assert any(serving.witness.iterdir())
    without = quanze("audit", "tell", env={**env, "QUANZE_WITNESS_FOLDER": ""})
    assert (without.status, without.err.split(":")[0]) == (1, "no_witness")
    quanze("backup", "keys", tmp_path / "private.key", tmp_path / "public.key", env=env)
    hidden = quanze("backup", "--to", tmp_path / "half.quanze", "--key", tmp_path / "public.key", env=env)
    assert hidden.status == 1, "the role of the pages does not see every row"
    sees = {"QUANZE_BACKUP_DATABASE_URL": serving.url("quanze_backup"), "PGPASSWORD": PASSWORDS["quanze_backup"]}
    made = quanze("backup", "--to", tmp_path / "whole.quanze", "--key", tmp_path / "public.key", env=env | sees)
    assert made.status == 0, made.err
    home = {"QUANZE_HOME": str(tmp_path / "restored")}
    back = quanze("restore", tmp_path / "whole.quanze", "--key", tmp_path / "private.key", env=home)
    assert back.status == 0, back.err
    digests = [re.findall(r"[0-9a-f]{64}", ran.out) for ran in (made, back)]
    assert digests[0][0] == digests[1][0]


def test_an_older_schema_is_refused_until_its_owner_upgrades_it(host: Host) -> None:
    owner = host.as_role("quanze_owner")
    back = ["-m", "django", "migrate", "organizations", "0002", "--settings", "quanze.config.settings"]
    done = subprocess.run(
        [sys.executable, *back], env=environment(**owner), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    port = str(free_port())
    refused = quanze("serve", "--port", port, env=host.environment())
    assert (refused.status, refused.err.split(":")[0]) == (1, "older_database")
    by_app = quanze("upgrade", env=host.environment())
    assert by_app.status == 1, "the role of the pages alters nothing"
    upgraded = quanze("upgrade", env=owner, patience=300)
    assert upgraded.status == 0, upgraded.err
    host.close_record()
    with running("serve", "--port", port, "--workers", "1", **host.environment()) as server:
        assert port in first_line(server)
