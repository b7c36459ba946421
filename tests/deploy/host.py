"""One host as deploy/ describes it, in a temporary folder: PostgreSQL with its roles, the environment, nginx.

The files are taken as they stand; only what belongs to a real host is put in another's place: ports, the names of
folders, the system's user.
"""

from __future__ import annotations

import os
import pwd
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.cli.command import ROOT
from tests.cli.serving import free_port
from tests.postgres import Server

DEPLOY = ROOT / "deploy"
NAME = "quanze.example.cn"
NGINX = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin") or ""
PASSWORDS = {"quanze_owner": "owner-of-the-tables", "quanze_backup": "reader-of-everything"}


@dataclass
class Host:
    """The folder, its PostgreSQL, and the ports that stand for 80, 443 and 8750."""

    folder: Path
    server: Server
    plain: int
    secure: int
    inner: int

    @property
    def home(self) -> Path:
        """The data folder."""
        return self.folder / "var"

    @property
    def witness(self) -> Path:
        """The folder of the witness."""
        return self.folder / "witness"

    @property
    def certificate(self) -> Path:
        """The certificate of the door."""
        return self.folder / "tls" / "quanze.crt"

    def url(self, role: str) -> str:
        """The database as a role reaches it."""
        return f"postgresql://{role}@/quanze?host={self.server.folder}"

    def environment(self) -> dict[str, str]:
        """deploy/quanze.env as the services read it, at this host's places."""
        lines = (DEPLOY / "quanze.env").read_text("utf-8").splitlines()
        read = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
        assert read["DATABASE_URL"] == "postgresql://quanze_app@/quanze?host=/run/postgresql"
        here = {"QUANZE_HOME": self.home, "DATABASE_URL": self.url("quanze_app"), "QUANZE_WITNESS_FOLDER": self.witness}
        return {**read, **{name: str(value) for name, value in here.items()}}

    def as_role(self, role: str) -> dict[str, str]:
        """The environment of a command that an administrator runs as another role, with its password."""
        return {**self.environment(), "DATABASE_URL": self.url(role), "PGPASSWORD": PASSWORDS[role]}

    def connected(self, role: str, **more: str) -> psycopg.Connection[tuple[object, ...]]:
        """A connection as a role."""
        return psycopg.connect(self.url(role), **more)

    def psql(self, file: str, *words: str, env: Mapping[str, str] | None = None) -> str:
        """Run a file of deploy/postgresql as its first lines say."""
        beside = self.server.binaries / "psql"
        program = str(beside) if beside.exists() else shutil.which("psql")
        assert program, "no psql"
        done = subprocess.run(
            [program, "-X", "-q", "-h", str(self.server.folder), *words, "-f", str(DEPLOY / "postgresql" / file)],
            env={**os.environ, **(env or {})}, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout

    def close_record(self) -> None:
        """record.sql, by the owner."""
        self.psql("record.sql", "-U", "quanze_owner", "-d", "quanze", env={"PGPASSWORD": PASSWORDS["quanze_owner"]})


def prepare(folder: Path, server: Server) -> Host:
    """Roles, database, who may connect; certificate; empty folders."""
    host = Host(folder, server, free_port(), free_port(), free_port())
    for each in (host.home, host.witness, folder / "tls"):
        each.mkdir(mode=0o700)
    admin = server.url.replace("/quanze?", "/postgres?")
    with psycopg.connect(admin, autocommit=True) as connection:
        connection.execute("DROP DATABASE quanze")
        host.psql("roles.sql", "-U", "quanze", "-d", "postgres")
        for role, password in PASSWORDS.items():
            connection.execute(f"ALTER ROLE {role} PASSWORD '{password}'")
        hba = (DEPLOY / "postgresql" / "pg_hba.conf").read_text("utf-8")
        ident = (DEPLOY / "postgresql" / "pg_ident.conf").read_text("utf-8")
        me = pwd.getpwuid(os.getuid()).pw_name
        data = server.folder / "data"
        (data / "pg_hba.conf").write_text(f"{hba}local all quanze trust\n", "utf-8")
        (data / "pg_ident.conf").write_text(re.sub(r"^(quanze +)quanze ", rf"\1{me} ", ident, flags=re.M), "utf-8")
        connection.execute("SELECT pg_reload_conf()")
        assert connection.execute("SELECT count(*) FROM pg_hba_file_rules WHERE error IS NOT NULL").fetchone() == (0,)
    _certificate(host.certificate)
    time.sleep(0.5)  # the server reads its files again in its own time
    return host


def _certificate(file: Path) -> None:
    """A certificate for the door's name, and its key beside it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAME)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(x509.random_serial_number()).not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(NAME)]), critical=False).sign(key, hashes.SHA256())
    )  # fmt: skip
    file.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    kind, form = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    file.with_suffix(".key").write_bytes(key.private_bytes(kind, form, serialization.NoEncryption()))


def nginx_folder(host: Host) -> Path:
    """nginx's own file around ours, so that it runs as an ordinary process with nothing outside the folder."""
    given = (DEPLOY / "nginx" / "quanze.conf").read_text("utf-8")
    places = {
        "listen 80;": f"listen 127.0.0.1:{host.plain};",
        "listen 443 ": f"listen 127.0.0.1:{host.secure} ",
        "127.0.0.1:8750": f"127.0.0.1:{host.inner}",
        "/etc/quanze/tls": str(host.certificate.parent),
    }
    for real, here in places.items():
        assert given.count(real) >= 1, real
        given = given.replace(real, here)
    folder = host.folder / f"nginx-{host.secure}"
    folder.mkdir(exist_ok=True)
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    temporary = "\n".join(f"{kind}_temp_path {folder}/{kind};" for kind in kinds)
    user = "user root;" if os.getuid() == 0 else ""
    (folder / "quanze.conf").write_text(given, "utf-8")
    (folder / "nginx.conf").write_text(
        f"{user}\ndaemon off;\npid {folder}/pid;\nerror_log {folder}/error.log warn;\nevents {{}}\n"
        f"http {{\naccess_log {folder}/access.log;\n{temporary}\ninclude {folder}/quanze.conf;\n}}\n",
        "utf-8",
    )
    return folder


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    """Until somebody listens, or the process has ended."""
    ends = time.monotonic() + 20
    while process.poll() is None and time.monotonic() < ends:
        with socket.socket() as tried:
            if tried.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise AssertionError(f"nginx does not listen on {port}")


@contextmanager
def nginx(host: Host) -> Iterator[None]:
    """nginx in front, until the end."""
    folder = nginx_folder(host)
    command = [NGINX, "-e", f"{folder}/error.log", "-c", f"{folder}/nginx.conf"]
    tested = subprocess.run([*command, "-t"], capture_output=True, text=True, check=False)
    assert tested.returncode == 0, tested.stderr
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:
        try:
            _wait_for(host.secure, process)
            yield
        finally:
            process.terminate()
            process.wait(20)
