"""Runs a command against PostgreSQL: the server named by LIGZDA_TEST_DATABASE_URL, else a private cluster for this run only.

python scripts/postgres.py pytest -m "not browser"
"""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

BINARIES = Path("/usr/lib/postgresql")
ROOT = Path(__file__).resolve().parents[1]
# The cluster is thrown away afterwards, so nothing waits for a disk.
FAST = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=60", "shared_buffers=256MB", "jit=off"]


def main(command: list[str]) -> int:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that a cluster is taken down with whoever started it
    if given := os.environ.get("LIGZDA_TEST_DATABASE_URL"):
        return _run(command, given)
    with private_cluster() as address:
        return _run(command, address)


@contextmanager
def private_cluster() -> Iterator[str]:
    """The address of a fresh server on a free port of this machine; stopped and removed at the end."""
    binaries = _newest_binaries()
    folder = Path(tempfile.mkdtemp(prefix="ligzda-postgres-"))
    port = _free_port()
    user = _unprivileged(folder)
    data = folder / "data"
    kept = Kept(binaries, data, port)
    try:
        if not kept.taken_out(user):
            _as(user, binaries / "initdb", "-D", data, "-U", "ligzda", "-A", "trust", "--locale=C.UTF-8", "-E", "UTF8", "--no-sync")
        options = " ".join(
            f"-c {option}" for option in [*FAST, f"port={port}", "listen_addresses=127.0.0.1", f"unix_socket_directories={folder}"]
        )
        _as(user, binaries / "pg_ctl", "-D", data, "-l", folder / "log", "-o", options, "-w", "start")
        try:
            yield f"postgresql://ligzda@127.0.0.1:{port}/postgres"
        finally:
            names = kept.names()
            _as(user, binaries / "pg_ctl", "-D", data, "-m", "fast", "-w", "stop")
        kept.put_back(names)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


class Kept:
    """The cluster as it was left by the run before, with the template databases that ``tests.kept`` made: copied out, and copied back when new ones came."""

    def __init__(self, binaries: Path, data: Path, port: int) -> None:
        self.binaries, self.data, self.port = binaries, data, port
        folder = Path(os.environ.get("LIGZDA_TEST_KEPT", ROOT / ".pytest_cache" / "kept"))
        self.there = folder / f"postgres-{binaries.parent.name}"

    def taken_out(self, user: str | None) -> bool:
        """Whether there was one to copy."""
        if not (self.there / "names").exists():
            return False
        shutil.copytree(self.there / "data", self.data, symlinks=True)
        if user:
            for path in [self.data, *self.data.rglob("*")]:
                shutil.chown(path, user)
        return True

    def names(self) -> str:
        """The template databases that stand in the server now."""
        asked = "SELECT datname FROM pg_database WHERE datname ~ '^ligzda_(migrated|demo)_' ORDER BY 1"
        psql = [str(self.binaries / "psql"), "-h", "127.0.0.1", "-p", str(self.port), "-U", "ligzda", "-d", "postgres", "-Atc", asked]
        return subprocess.run(psql, capture_output=True, text=True, check=False).stdout

    def put_back(self, names: str) -> None:
        """Keep the stopped cluster for the next run, where it holds what the kept one does not. It appears whole or not at all."""
        if not names or ((self.there / "names").exists() and (self.there / "names").read_text() == names):
            return
        self.there.parent.mkdir(parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(dir=self.there.parent, prefix=".postgres-"))
        shutil.copytree(self.data, draft / "data", symlinks=True)
        (draft / "names").write_text(names)
        old = draft.with_name(f"{draft.name}-old")
        if self.there.exists():
            self.there.rename(old)
        draft.rename(self.there)
        shutil.rmtree(old, ignore_errors=True)


def _newest_binaries() -> Path:
    found = [folder for folder in BINARIES.glob("*/bin") if (folder / "initdb").exists()]
    if not found:
        sys.exit("Not run: no PostgreSQL on this machine. Install it (apt-get install postgresql) or name one in LIGZDA_TEST_DATABASE_URL.")
    return max(found, key=lambda folder: int(folder.parent.name))


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _unprivileged(folder: Path) -> str | None:
    """PostgreSQL refuses to run as root; the folder then belongs to somebody who may do less."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    user = "postgres" if "postgres" in names else "nobody"
    shutil.chown(folder, user)
    return user


def _as(user: str | None, *command: object) -> None:
    words = [str(word) for word in command]
    full = ["runuser", "-u", user, "--", *words] if user else words
    done = subprocess.run(full, cwd="/", stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        sys.exit(f"{words[0]} failed: {done.stderr}")


def _run(command: list[str], address: str) -> int:
    return subprocess.run(command, env=os.environ | {"LIGZDA_DATABASE_URL": address}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
