"""One command looks after three processes."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ligzda.config.commands import serve
from ligzda.config.commands.arguments import BadUsage
from tests import kept


def test_web_tasks_and_clock_are_started() -> None:
    assert [child.name for child in serve.children("127.0.0.1", 8000, 2)] == ["web", "tasks", "clock"]


def test_a_child_that_dies_is_started_again_later_each_time() -> None:
    child = serve.Child("brief", [sys.executable, "-c", ""])
    child.tend()
    assert child.process is not None
    child.process.wait()
    child.tend()
    assert child.process is None and child.deaths == 1 and child.not_before > time.monotonic()
    child.not_before = 0
    child.tend()
    assert child.process is not None
    child.process.wait()
    child.tend()
    assert child.deaths == 2


def test_a_child_that_does_not_stop_is_ended() -> None:
    stubborn = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('on', flush=True); time.sleep(60)"
    child = serve.Child("stubborn", [])
    child.process = subprocess.Popen([sys.executable, "-c", stubborn], stdout=subprocess.PIPE)
    assert child.process.stdout is not None
    with child.process.stdout as said:
        said.readline()
        child.stop()
        child.wait(time.monotonic() + 0.2)
    assert child.process.returncode == -signal.SIGKILL


def test_a_port_in_use_is_a_sentence() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(BadUsage, match="Choose another one with --port"):
            serve._port_is_free("127.0.0.1", taken.getsockname()[1])


def test_it_serves_and_stops_when_asked(tmp_path: Path) -> None:
    kept.copy_keys(tmp_path / "keys")
    kept.copy_migrated(tmp_path)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    asked = os.environ | {"LIGZDA_VAR": str(tmp_path), "LIGZDA_DEBUG": "yes", "DJANGO_SETTINGS_MODULE": "ligzda.config.settings"}
    asked.pop("LIGZDA_DATABASE_URL", None)
    command = [sys.executable, "-m", "ligzda.config.cli", "serve", "--port", str(port), "--workers", "1"]
    with subprocess.Popen(command, env=asked, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            assert _answers(port)
            server.send_signal(signal.SIGTERM)
            assert server.wait(60) == 0
        finally:
            server.kill()
    assert not _listens(port)


def _answers(port: int) -> bool:
    until = time.monotonic() + 240  # a busy machine
    while time.monotonic() < until:
        if _listens(port):
            return True
        time.sleep(0.3)
    return False


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
