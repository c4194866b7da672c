"""`ligzda serve`: the web server, the worker for tasks and the clock, as one command that looks after its children."""

import os
import signal
import socket
import subprocess
import sys
import time
from argparse import Namespace
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command

from ligzda.config.commands import arguments, migrate

PATIENCE = 15  # seconds a child has to finish what it is doing


def describe(commands: Any) -> None:
    parser = commands.add_parser("serve", help="start web, tasks and clock; stop with Ctrl-C")
    parser.add_argument("--port", type=arguments.port, default=8000, metavar="N", help="port (8000)")
    parser.add_argument("--host", default="127.0.0.1", metavar="ADDRESS", help="address to listen on (127.0.0.1)")
    parser.add_argument("--workers", type=int, default=2, metavar="N", help="web processes of four threads each (2)")
    parser.set_defaults(run=run)


@dataclass
class Child:
    """One process that must be running; started again when it dies, more slowly each time."""

    name: str
    command: list[str]
    process: subprocess.Popen[bytes] | None = None
    deaths: int = 0
    not_before: float = 0.0
    started: float = field(default=0.0)

    def tend(self) -> None:
        if self.process is not None and self.process.poll() is not None:
            self.deaths = 1 if time.monotonic() - self.started > 60 else self.deaths + 1
            pause = min(30, 2 ** (self.deaths - 1))
            print(f"{self.name} ended with {self.process.returncode}; starting it again in {pause} s.", file=sys.stderr, flush=True)
            self.process, self.not_before = None, time.monotonic() + pause
        if self.process is None and time.monotonic() >= self.not_before:
            self.started = time.monotonic()
            self.process = subprocess.Popen(self.command)  # noqa: S603 - a fixed list of our own programs

    def stop(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()

    def wait(self, until: float) -> None:
        if self.process is None:
            return
        try:
            self.process.wait(max(0.1, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def run(options: Namespace) -> int:
    _port_is_free(options.host, options.port)
    _tables_are_ready()
    _assets_are_ready()
    if not settings.PRODUCTION:  # a trial's links lead to where it is served
        os.environ.setdefault("LIGZDA_ADDRESS", f"http://{options.host}:{options.port}")
    return supervise(children(options.host, options.port, options.workers))


def children(host: str, port: int, workers: int) -> list[Child]:
    python = sys.executable
    web = [
        "--bind",
        f"{host}:{port}",
        "--workers",
        str(workers),
        "--threads",
        "4",
        "--max-requests",
        "20000",
        "--max-requests-jitter",
        "2000",
    ]
    return [
        Child("web", [python, "-m", "gunicorn", "ligzda.config.wsgi:application", *web, "--log-level", "warning", "--preload"]),
        Child("tasks", [python, "-m", "django", "db_worker", "--interval", "2", "--verbosity", "0", "--no-reload"]),
        Child("clock", [python, "-m", "ligzda.config.cli", "clock"]),
    ]


def supervise(kept: list[Child]) -> int:
    """Run until asked to stop; then let every child finish."""
    asked: list[int] = []
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda number, frame: asked.append(number))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ligzda.config.settings")
    os.environ.setdefault("MALLOC_ARENA_MAX", "2")  # each thread's own heap would keep what it once needed
    while not asked:
        for child in kept:
            child.tend()
        time.sleep(0.3)
    for child in kept:
        child.stop()
    until = time.monotonic() + PATIENCE
    for child in kept:
        child.wait(until)
    return 0


def _port_is_free(host: str, port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise arguments.BadUsage(f"port {port} on {host} cannot be used ({error.strerror}). Choose another one with --port.") from error


def _tables_are_ready() -> None:
    """On one's own machine the tables follow the version; on a real server somebody decides when."""
    if not settings.PRODUCTION:
        migrate.migrate_all()
    elif waiting := migrate.waiting():
        raise arguments.BadUsage(f"{waiting} migrations are waiting. Make a backup, then run “ligzda migrate”.")


def _assets_are_ready() -> None:
    """Styles and script lie collected in the folder this server uses; a new folder gets them at its first start."""
    if not (Path(settings.STATIC_ROOT) / "staticfiles.json").exists():
        call_command("collectstatic", interactive=False, verbosity=0)
