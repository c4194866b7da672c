"""`ligzda clock`: run the periodic jobs; `serve` starts it. With --once, run what is due and stop."""

from argparse import Namespace
from typing import Any

from ligzda.config import scheduler


def describe(commands: Any) -> None:
    parser = commands.add_parser("clock", help="run the periodic jobs (serve starts this by itself)")
    parser.add_argument("--once", action="store_true", help="run what is due now, then stop")
    parser.set_defaults(run=run)


def run(options: Namespace) -> int:
    if options.once:
        scheduler.run_due()
        return 0
    return scheduler.keep_running()
