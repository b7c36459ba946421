"""quanze serve: answers, says where, stops for certain; refuses what may not be served, in one sentence each."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path

import pytest

from quanze.cli.demo import MARK
from quanze.cli.serve_checks import check_demo_stays_here, check_port_free, is_loopback
from quanze.cli.serve_process import Place, ServerProcess
from quanze.config.prefix import below_prefix
from quanze.core.refusals import Refusal
from tests.cli.command import START, environment, quanze
from tests.cli.serving import PATIENCE, alive, first_line, free_port, gone, running, status, workers_of

PROVE = os.environ.get("QUANZE_PROVE") == "1"
MOMENTS = (0.0, 0.3, 0.6, 0.9, 1.2, 1.6, 2.0, 2.6) if PROVE else (0.2, 1.0, 1.8)


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small demonstration."""
    home = tmp_path_factory.mktemp("serving") / "town"
    made = quanze("demo", "--small", env={"QUANZE_HOME": str(home)})
    assert made.status == 0, made.err
    return home


@pytest.fixture(scope="module")
def office(town: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same data as if they were real: the mark of a demonstration is gone."""
    home = tmp_path_factory.mktemp("office") / "home"
    shutil.copytree(town, home)
    (home / MARK).unlink()
    return home


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_it_says_its_address_once_it_answers_and_stops_at_a_signal(town: Path, how: signal.Signals) -> None:
    port = free_port()
    with running("serve", "--port", str(port), "--workers", "1", QUANZE_HOME=str(town)) as server:
        assert f"http://127.0.0.1:{port}/" in first_line(server)
        assert status(port) == 200
        below = workers_of(server)
        assert len(below) == 2, "the server and one worker"
        server.send_signal(how)
        out, err = server.communicate(timeout=PATIENCE)
    assert (server.returncode, out, err) == (0, "", "")
    assert gone(below)
    assert status(port) == 0


@pytest.mark.parametrize("after", MOMENTS)
def test_it_stops_at_a_signal_that_comes_while_it_starts(town: Path, after: float) -> None:
    place = Place("127.0.0.1", free_port(), "", "localhost")
    begun = time.monotonic()
    with ServerProcess(place, 2) as server:
        time.sleep(after)
        assert server.is_running()
        ends_by = time.monotonic() + 8
    assert time.monotonic() < ends_by
    assert status(place.port) == 0, f"begun {time.monotonic() - begun:.1f} s ago"


def test_nothing_of_it_outlives_a_command_that_was_killed(town: Path) -> None:
    port = free_port()
    with running("serve", "--port", str(port), "--workers", "2", QUANZE_HOME=str(town)) as server:
        first_line(server)
        below = workers_of(server)
        server.kill()
        server.wait(PATIENCE)
        ends = time.monotonic() + 20
        while any(map(alive, below)) and time.monotonic() < ends:
            time.sleep(0.1)
        assert not any(map(alive, below))


def test_a_worker_that_dies_is_replaced(town: Path) -> None:
    port = free_port()
    with running("serve", "--port", str(port), "--workers", "1", QUANZE_HOME=str(town)) as server:
        first_line(server)
        worker = workers_of(server)[-1]
        time.sleep(6)  # a worker that dies at once counts as one that cannot live
        os.kill(worker, signal.SIGKILL)
        ends = time.monotonic() + PATIENCE
        while status(port) != 200 and time.monotonic() < ends:
            time.sleep(0.2)
        assert status(port) == 200
        server.send_signal(signal.SIGTERM)
        assert server.wait(PATIENCE) == 0


def test_a_taken_port_is_refused(town: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        for words in (("serve",), ("demo", "serve")):
            port = str(other.getsockname()[1])
            refused = quanze(*words, "--port", port, env={"QUANZE_HOME": str(town)})
            assert (refused.status, refused.err.split(":")[0], refused.out) == (1, "port_taken", "")
            assert port in refused.err


def test_an_address_of_another_machine_is_refused() -> None:
    for host in ("203.0.113.7", "no-such-host.invalid"):
        with pytest.raises(Refusal, match="--host"):
            check_port_free(host, 8750)


def test_an_empty_folder_and_an_older_database_are_refused(office: Path, tmp_path: Path) -> None:
    empty = quanze("serve", "--port", str(free_port()), env={"QUANZE_HOME": str(tmp_path / "new")})
    assert (empty.status, empty.err.split(":")[0]) == (1, "no_database")
    older = tmp_path / "older"
    shutil.copytree(office, older)
    back = [*START[:1], "-m", "django", "migrate", "organizations", "0002", "--settings", "quanze.config.settings"]
    done = subprocess.run(back, env=environment(QUANZE_HOME=str(older)), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    refused = quanze("serve", "--port", str(free_port()), env={"QUANZE_HOME": str(older)})
    assert (refused.status, refused.err.split(":")[0]) == (1, "older_database")


def test_an_undeclared_route_is_refused(office: Path, tmp_path: Path) -> None:
    (tmp_path / "planted.py").write_text(
        "from quanze.config.settings import *\nROOT_URLCONF = 'planted_urls'\n", encoding="utf-8"
    )
    (tmp_path / "planted_urls.py").write_text(
        "from django.urls import path\nurlpatterns = [path('open-door', lambda request: None)]\n", encoding="utf-8"
    )
    paths = f"{environment()['PYTHONPATH']}{os.pathsep}{tmp_path}"
    env = {"QUANZE_HOME": str(office), "PYTHONPATH": paths, "DJANGO_SETTINGS_MODULE": "planted"}
    refused = quanze("serve", "--port", str(free_port()), env=env)
    assert (refused.status, refused.err.split(":")[0]) == (1, "bad_settings")
    assert "open-door" in refused.err


@pytest.mark.parametrize(
    ("words", "env"),
    [
        (("--host", "0.0.0.0"), {}),
        (("--host", "192.0.2.1"), {}),
        ((), {"QUANZE_HOSTS": "quanze.example.cn"}),
        ((), {"QUANZE_BEHIND_PROXY": "1"}),
    ],
)
def test_a_demonstration_is_served_to_this_machine_alone(
    town: Path, words: tuple[str, ...], env: dict[str, str]
) -> None:
    refused = quanze("serve", "--port", str(free_port()), *words, env=env | {"QUANZE_HOME": str(town)})
    assert (refused.status, refused.err.split(":")[0]) == (1, "demo_stays_here")


def test_no_other_server_serves_a_demonstration_to_others(town: Path) -> None:
    for entrance in ("wsgi", "asgi"):
        start = [*START[:1], "-c", f"import quanze.config.{entrance}"]
        env = environment(QUANZE_HOME=str(town), QUANZE_HOSTS="quanze.example.cn")
        refused = subprocess.run(start, env=env, capture_output=True, text=True, check=False)
        assert refused.returncode != 0
        assert "demo_stays_here" in refused.stderr


def test_real_data_may_be_served_to_others(office: Path) -> None:
    check_demo_stays_here(office, host="0.0.0.0", names=["quanze.example.cn"], behind_proxy=True)
    assert [is_loopback(each) for each in ("127.0.0.9", "::1", "0.0.0.0", "localhost", "quanze.example.cn")] == [
        True, True, False, True, False,
    ]  # fmt: skip


def test_what_cannot_be_loaded_ends_the_server_instead_of_being_tried_again(office: Path, tmp_path: Path) -> None:
    broken = {"QUANZE_HOME": str(office), "QUANZE_SECRET_KEY": "secret"}
    words = [*START[:1], "-P", "-m", "quanze.cli.serve_granian", "127.0.0.1", str(free_port()), "2"]
    with subprocess.Popen(words, env=environment(**broken), stdin=subprocess.PIPE, stderr=subprocess.PIPE) as server:
        _, err = server.communicate(timeout=PATIENCE) if server.wait(PATIENCE) is None else (b"", server.stderr.read())
    assert b"QUANZE_SECRET_KEY" in err


def test_a_prefix_is_taken_off_once_and_only_where_it_stands() -> None:
    assert below_prefix("/quanze/units", "/quanze") == "/units"
    assert below_prefix("/quanze", "/quanze") == ""
    assert below_prefix("/quanzes", "/quanze") == "/quanzes"
    assert below_prefix("/units", "/quanze") == "/units"
    assert below_prefix("/units", "") == "/units"
