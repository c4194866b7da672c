"""`ligzda audit`: seal what is waiting, put away what is past its term, and check that the sealed chain is whole."""

from argparse import Namespace
from typing import Any

from ligzda.access import sealing, verifying
from ligzda.config.commands import arguments
from ligzda.kernel import clock

MOST = 20  # lines of one trail; an emptied one has thousands


def describe(commands: Any) -> None:
    parser = commands.add_parser("audit", help="check that the audit trail is whole")
    parser.add_argument("--seal", action="store_true", help="seal the entries that are waiting first")
    parser.add_argument("--prune-before", type=arguments.date, metavar="DATE", help="remove whole sealed batches that end before this day")
    parser.set_defaults(run=run)


def run(options: Namespace) -> int:
    """1 when a trail is not whole."""
    unreadable = any(verifying.is_missing(trail) for trail in sealing.TRAILS)
    if options.seal and not unreadable:
        print(f"{sealing.seal_all()} entries sealed.")
    if options.prune_before and not unreadable:
        print(f"{sealing.prune_all(clock.day_begins(options.prune_before))} entries removed; a signed checkpoint stays.")
    found = verifying.report()
    for trail in found:
        _tell(trail)
    return 0 if all(trail.whole for trail in found) else 1


def _tell(trail: verifying.Report) -> None:
    state = "whole" if trail.whole else "NOT WHOLE"
    print(
        f"{trail.trail}: {state}; {trail.entries} entries under {trail.seals} seals, {trail.pruned} pruned; last seal {trail.last_digest[:16] or 'none'}"
    )
    if trail.oldest_unsealed_at is not None:
        minutes = int((clock.now() - trail.oldest_unsealed_at).total_seconds() // 60)
        print(f"  {trail.unsealed} entries wait for their seal, the oldest for {minutes} min")
    if trail.interrupted:
        print("  the last seal was interrupted; the next one finishes it and says so in the trail")
    for number, minutes in trail.clock_back[-MOST:]:
        print(f"  entry {number}: before it the clock of the machine went back by {minutes} min; the trail itself is not touched by that")
    for sentence in trail.sentences[:MOST]:
        print(f"  {sentence}")
    if len(trail.faults) > MOST:
        print(f"  … and {len(trail.faults) - MOST} more")
