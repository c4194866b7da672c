"""Measures the speed claims: Ligzda beside a plain Django admin with the same 600,000 records, in one run, as ratios.

    make bench
    python bench/run.py [--shared ../shared] [--rounds 3] [--seq 20] [--per 8] [--no-write]

Needs the folder of shared references (its `bench/` holds the population, the floor and the load generator) and PostgreSQL on this
machine. LIGZDA_BENCH_SERVER names a server to use instead of a private one; its two databases are kept and used again. Never part of CI.
"""

import argparse
import json
import os
import sys
import tempfile
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "scripts"))

import populations
import serving
import table
from plan import plan
from postgres import private_cluster
from setting import ROOT, Setting, run, say

NEEDED = ("make_data.py", "loadgen.py", "floor/manage.py", "floor/load.sql")


def main() -> int:
    asked = _asked()
    shared = Path(asked.shared).resolve()
    missing = [name for name in NEEDED if not (shared / "bench" / name).exists()]
    if missing:
        say(f"Not measured: {shared / 'bench'} lacks {', '.join(missing)}. Name the folder of shared references with --shared.")
        return 2
    given = os.environ.get("LIGZDA_BENCH_SERVER")
    with _scratch(kept=bool(given)) as scratch, nullcontext(given) if given else private_cluster() as server:
        setting = Setting(shared, Path(scratch), server, asked.rounds, asked.seq, asked.per)
        populations.load(setting)
        measured = _measure(setting)
        say("Counting statements, and the report against SQL written by hand…")
        counted = json.loads(run([sys.executable, str(ROOT / "bench" / "counting.py")], setting.ligzda()).splitlines()[-1])
    return _tell(measured, counted, asked)


def _scratch(*, kept: bool) -> AbstractContextManager[str]:
    """Where keys and files lie: with databases that are kept they are, too."""
    if not kept:
        return tempfile.TemporaryDirectory(prefix="ligzda-bench-")
    folder = ROOT / "var" / "bench"
    folder.mkdir(parents=True, exist_ok=True)
    return nullcontext(str(folder))


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", default=os.environ.get("LIGZDA_SHARED", str(ROOT.parent / "shared")))
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seq", type=int, default=20, help="requests of one client per operation and round")
    parser.add_argument("--per", type=int, default=8, help="requests of each of eight clients per operation and round")
    parser.add_argument("--no-write", action="store_true", help="leave README.md as it is")
    return parser.parse_args()


def _measure(setting: Setting) -> dict[str, Any]:
    """Drive both systems, operation by operation in turns."""
    with serving.both(setting) as (floor, ligzda):
        asked, out = setting.scratch / "plan.json", setting.scratch / "out.json"
        asked.write_text(json.dumps(plan(setting, floor, ligzda)), encoding="utf-8")
        size = ["--rounds", str(setting.rounds), "--seq", str(setting.seq), "--per", str(setting.per), "--conc", str(setting.conc)]
        say(run([sys.executable, str(setting.bench / "loadgen.py"), str(asked), *size, "-o", str(out)], setting.ligzda()))
        found: dict[str, Any] = json.loads(out.read_text(encoding="utf-8"))
        for name in ("floor", "ligzda"):
            complaints = (setting.scratch / f"{name}.log").read_text(encoding="utf-8")
            if complaints.strip():
                say(f"{name} said:\n{complaints[-2000:]}")
    return found


def _tell(measured: dict[str, Any], counted: dict[str, Any], asked: argparse.Namespace) -> int:
    method = (
        "PostgreSQL; both served by gunicorn, 2 processes of 4 threads, on the same machine and database server, their requests in turns,"
        f" {asked.rounds} rounds of {asked.seq} requests of one client and {asked.per} of each of eight. Numbers are ratios of medians,"
        " Ligzda to floor."
    )
    if bad := table.failures(measured):
        say("Not written, for some requests failed:\n" + "\n".join(bad))
        return 1
    if asked.no_write:
        say(json.dumps({"ratios": table.ratios(measured), "memory": measured["memory"], **counted}, indent=1))
    else:
        say(table.write(measured, counted, method))
    return 0


if __name__ == "__main__":
    sys.exit(main())
