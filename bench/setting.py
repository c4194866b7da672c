"""Where everything of one run lies: the two databases, the folder for scratch files, what is asked for."""

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parents[1]
FLOOR, LIGZDA = "bench_floor", "bench_ligzda"
ADMIN, ADMIN_PASSWORD = "admin", "floor-on-loopback"
WORKER, COORDINATOR = "worker0@ligzda.example", "coordinator@ligzda.example"


@dataclass(frozen=True)
class Setting:
    """One run: the shared folder, a scratch folder and the server, as an address of its maintenance database."""

    shared: Path
    scratch: Path
    server: str
    rounds: int
    seq: int
    per: int
    conc: int = 8

    @property
    def bench(self) -> Path:
        return self.shared / "bench"

    def ligzda(self) -> dict[str, str]:
        """The environment of our own processes: production, on loopback without TLS."""
        return dict(os.environ) | {
            "DJANGO_SETTINGS_MODULE": "ligzda.config.settings",
            "LIGZDA_DATABASE_URL": self.server.rsplit("/", 1)[0] + "/" + LIGZDA,
            "LIGZDA_VAR": str(self.scratch / "var"),
            "LIGZDA_MODE": "production",
            "LIGZDA_HTTPS": "no",
            "LIGZDA_HOSTS": "127.0.0.1",
            "LIGZDA_PROXIES": "0",
            "MALLOC_ARENA_MAX": "2",  # as `ligzda serve` sets it
            "LIGZDA_SECRET_KEY": "for-measurement-on-loopback-only-0123456789-abcdefghijklm",
        }

    def floor(self) -> dict[str, str]:
        """The environment of the floor's processes."""
        where = urlsplit(self.server)
        given = {"FLOOR_DB": FLOOR, "FLOOR_DB_USER": where.username, "FLOOR_DB_HOST": where.hostname, "FLOOR_DB_PORT": str(where.port)}
        rest = {"DJANGO_SETTINGS_MODULE": "ngo.settings", "PYTHONPATH": str(self.bench / "floor"), "PYTHONDONTWRITEBYTECODE": "1"}
        return dict(os.environ) | {name: value or "" for name, value in (given | rest).items()}


def run(words: list[str], env: Mapping[str, str], cwd: Path = ROOT) -> str:
    """Run to the end; what it printed. Stops with its complaint when it fails."""
    done = subprocess.run(words, env=dict(env), cwd=cwd, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{' '.join(words)}\nfailed: {done.stdout[-2000:]}{done.stderr[-4000:]}")
    return done.stdout


def say(text: str) -> None:
    print(text, flush=True)
