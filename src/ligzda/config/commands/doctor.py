"""`ligzda doctor`: what is misconfigured, and how to mend it."""

from argparse import Namespace
from typing import Any

from ligzda.config import health


def describe(commands: Any) -> None:
    parser = commands.add_parser("doctor", help="what is misconfigured and how to mend it; when each periodic job last ran")
    parser.set_defaults(run=run)


def run(options: Namespace) -> int:
    """1 when something has to be mended, so that a monitor can ask."""
    findings = list(health.examine())
    for finding in findings:
        print(f"{'well' if finding.well else 'MEND'}  {finding.says}")
        if finding.mend and not finding.well:
            print(f"      → {finding.mend}")
    faults = sum(not finding.well for finding in findings)
    print("Nothing to mend." if not faults else f"{faults} to mend.")
    return 1 if faults else 0
