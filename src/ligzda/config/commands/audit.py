"""`ligzda audit`: seal what is waiting and check that the sealed chain is whole."""

from argparse import Namespace
from typing import Any


def describe(commands: Any) -> None:
    parser = commands.add_parser("audit", help="check that the audit trail is whole")
    parser.add_argument("--seal", action="store_true", help="seal the entries that are waiting first")
    parser.set_defaults(run=run)


def run(options: Namespace) -> int:
    raise NotImplementedError
