"""`ligzda places import FILE`: the official list of territories, as an organisation downloads it."""

from argparse import Namespace
from pathlib import Path
from typing import Any

from ligzda.access.actor import Actor
from ligzda.places.importing import import_file
from ligzda.places.models import Territory


def describe(commands: Any) -> None:
    kinds = commands.add_parser("places", help="territories").add_subparsers(metavar="import", required=True)
    parser = kinds.add_parser("import", help="read territories from a CSV file; nothing is deleted, a second run changes nothing")
    parser.add_argument("file", type=Path, metavar="FILE", help="CSV in UTF-8 whose first line names the columns; code and name are needed")
    parser.add_argument("--country", choices=Territory.Country.values, default="LV", help="for rows that do not say (LV)")
    parser.set_defaults(run=run)


def run(options: Namespace) -> int:
    outcome = import_file(options.file, by=Actor.system("command_line"), country=options.country)
    print(f"{outcome.added} territories added, {outcome.changed} changed, {outcome.unchanged} as they were.")
    return 0
