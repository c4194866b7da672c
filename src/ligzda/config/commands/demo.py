"""`ligzda demo`: the five programmes with invented people, in an empty database; then the server."""

from argparse import Namespace
from typing import Any

from ligzda.config.commands import arguments


def describe(commands: Any) -> None:
    parser = commands.add_parser("demo", help="load the five programmes with invented people and serve them")
    parser.add_argument("--no-serve", action="store_true", help="load only")
    parser.add_argument("--large", action="store_true", help="the synthetic population of 600,000 records instead")
    parser.add_argument("--port", type=arguments.port, default=8000, metavar="N", help="port (8000)")
    parser.set_defaults(run=run)


def run(options: Namespace) -> int:
    raise NotImplementedError
