"""A MariaDB of the tests' own: an empty server on a loopback port, its files in a folder of the caller's, gone at the end."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pymysql

#: Seconds until a server that does not answer counts as broken.
_PATIENCE = 60


class NoMariaDBError(Exception):
    """There is none on this machine, or it does not start; the message says which."""


@dataclass(frozen=True, slots=True)
class Server:
    """A running server on 127.0.0.1 and an account that may do everything."""

    port: int
    user: str = "tester"
    password: str = "p@ss:w/rd"

    def url(self, database: str) -> str:
        """The address of one of its databases."""
        return f"mysql+pymysql://{self.user}:p%40ss%3Aw%2Frd@127.0.0.1:{self.port}/{database}"

    def execute(self, *statements: str, database: str | None = None) -> list[tuple[object, ...]]:
        """Runs statements, and gives back the rows of the last one."""
        connection = pymysql.connect(
            host="127.0.0.1", port=self.port, user=self.user, password=self.password, database=database, autocommit=True, charset="utf8mb4"
        )
        with connection, connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
            return list(cursor.fetchall())


@contextmanager
def running_server(folder: Path) -> Iterator[Server]:
    """Starts a server with its files in ``folder`` and stops it at the end; raises NoMariaDBError where that cannot be."""
    programs = {name: shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin") for name in ("mariadbd", "mariadb-install-db")}
    if not all(programs.values()):
        raise NoMariaDBError("mariadbd is not installed (Debian's package mariadb-server has it)")
    account = pwd.getpwuid(os.geteuid()).pw_name
    data, log, start = folder / "data", folder / "log", folder / "start.sql"
    server = Server(port=_free_port())
    start.write_text(
        f"CREATE USER '{server.user}'@'127.0.0.1' IDENTIFIED BY '{server.password}';\n"
        f"GRANT ALL ON *.* TO '{server.user}'@'127.0.0.1' WITH GRANT OPTION;\n"
    )
    with log.open("ab") as output:
        made = subprocess.run(
            [
                str(programs["mariadb-install-db"]),
                "--no-defaults",
                f"--datadir={data}",
                "--auth-root-authentication-method=normal",
                "--skip-test-db",
                f"--user={account}",
            ],
            stdout=output,
            stderr=output,
            check=False,
        )
        if made.returncode:
            raise NoMariaDBError(f"mariadb-install-db failed: {log.read_text(errors='replace')[-500:]}")
        process = subprocess.Popen(
            [
                str(programs["mariadbd"]),
                "--no-defaults",
                f"--datadir={data}",
                f"--socket={_short_path(folder)}",
                f"--port={server.port}",
                "--bind-address=127.0.0.1",
                f"--pid-file={folder / 'pid'}",
                f"--user={account}",
                f"--init-file={start}",
                "--skip-name-resolve",
                "--innodb-flush-log-at-trx-commit=0",
                "--innodb-doublewrite=0",
                "--innodb-buffer-pool-size=64M",
                "--character-set-server=latin1",  # nothing may depend on the server's own character set
            ],
            stdout=output,
            stderr=output,
        )
    try:
        _wait(server, process, log)
        yield server
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        shutil.rmtree(data, ignore_errors=True)  # pytest would keep it for three more runs


def _wait(server: Server, process: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(_PATIENCE * 10):
        try:
            server.execute("SELECT 1")
        except pymysql.MySQLError:
            if process.poll() is not None:
                raise NoMariaDBError(f"mariadbd ended: {log.read_text(errors='replace')[-500:]}") from None
            time.sleep(0.1)
        else:
            return
    raise NoMariaDBError(f"mariadbd did not answer in {_PATIENCE} s: {log.read_text(errors='replace')[-500:]}")


def _short_path(folder: Path) -> str:
    # A socket's path has at most 107 bytes; relative ones are taken from the data folder.
    path = str(folder / "socket")
    return path if len(path) < 100 else "socket"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
