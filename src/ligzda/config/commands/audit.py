"""`ligzda audit`: seal what is waiting, put away what is past its term, and check that the sealed chain is whole."""

from argparse import Namespace
from typing import Any

from ligzda.access import sealing
from ligzda.config.commands import arguments
from ligzda.kernel import clock

FAULTS = {
    "checkpoint_changed": "the checkpoint of what was pruned has been changed",
    "seal_missing_before": "a seal before this one is missing",
    "seal_missing": "this seal is missing",
    "seal_changed": "this seal has been changed",
    "entry_missing": "an entry of this batch is missing",
    "entry_added": "an entry was added to this batch",
    "entry_changed": "an entry of this batch has been changed",
}


def describe(commands: Any) -> None:
    parser = commands.add_parser("audit", help="check that the audit trail is whole")
    parser.add_argument("--seal", action="store_true", help="seal the entries that are waiting first")
    parser.add_argument("--prune-before", type=arguments.date, metavar="DATE", help="remove whole sealed batches that end before this day")
    parser.set_defaults(run=run)


def run(options: Namespace) -> int:
    """1 when a trail is not whole."""
    if options.seal:
        print(f"{sealing.seal_all()} entries sealed.")
    if options.prune_before:
        print(f"{sealing.prune_all(clock.day_begins(options.prune_before))} entries removed; a signed checkpoint stays.")
    found = sealing.report()
    for trail in found:
        _tell(trail)
    return 0 if all(trail.whole for trail in found) else 1


def _tell(trail: sealing.Report) -> None:
    state = "whole" if trail.whole else "NOT WHOLE"
    print(
        f"{trail.trail}: {state}; {trail.entries} entries under {trail.seals} seals, {trail.pruned} pruned; last seal {trail.last_digest[:16] or 'none'}"
    )
    if trail.oldest_unsealed_at is not None:
        minutes = int((clock.now() - trail.oldest_unsealed_at).total_seconds() // 60)
        print(f"  {trail.unsealed} entries wait for their seal, the oldest for {minutes} min")
    for fault, number in trail.faults:
        print(f"  seal {number}: {FAULTS.get(fault, fault)}")
