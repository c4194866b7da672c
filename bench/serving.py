"""Serves both systems: gunicorn, two processes of four threads, on a free port of this machine.

The floor as its notes say; Ligzda as `ligzda serve` does, which loads the application before it forks (less memory, same speed).
"""

import http.client
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from setting import Setting, run

PATIENCE = 60


@dataclass(frozen=True)
class Served:
    """Where a system answers, and the process at the root of it."""

    base: str
    pid: int


@contextmanager
def both(setting: Setting) -> Iterator[tuple[Served, Served]]:
    """The floor and Ligzda."""
    run([sys.executable, "-m", "django", "collectstatic", "--noinput", "--verbosity", "0"], setting.ligzda())
    with (
        _served("ngo.wsgi:application", setting.floor(), setting.scratch / "floor.log", "/admin/login/", []) as floor,
        _served("ligzda.config.wsgi:application", setting.ligzda(), setting.scratch / "ligzda.log", "/sign-in/", ["--preload"]) as ligzda,
    ):
        yield floor, ligzda


@contextmanager
def _served(application: str, env: Mapping[str, str], log: Path, door: str, more: list[str]) -> Iterator[Served]:
    port = _free_port()
    words = [sys.executable, "-m", "gunicorn", application, "--bind", f"127.0.0.1:{port}", "--workers", "2", "--threads", "4"]
    with log.open("w", encoding="utf-8") as written:
        process = subprocess.Popen([*words, *more, "--log-level", "warning"], env=dict(env), stdout=written, stderr=written)
        try:
            _wait(port, door, process, log)
            yield Served(f"http://127.0.0.1:{port}", process.pid)
        finally:
            process.terminate()
            process.wait()


def _wait(port: int, door: str, process: "subprocess.Popen[bytes]", log: Path) -> None:
    until, said = time.monotonic() + PATIENCE, ""
    while time.monotonic() < until and process.poll() is None:
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
            connection.request("GET", door)
            status = connection.getresponse().status
            if status == http.client.OK:
                return
            said = f"answered {status}"
        except OSError as error:
            said = str(error)
        time.sleep(0.3)
    sys.exit(f"Not measured: {door} {said}\n{log.read_text(encoding='utf-8')[-3000:]}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
