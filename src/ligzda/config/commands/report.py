"""`ligzda report PROJECT`: the report of a project as of a date, as a file on standard output or under a name."""

from argparse import Namespace
from pathlib import Path
from typing import Any

from ligzda.access.actor import Actor
from ligzda.config.commands import arguments
from ligzda.kernel.languages import FIRST
from ligzda.projects import cli_tables


def describe(commands: Any) -> None:
    parser = commands.add_parser("report", help="the report of a project as of a date")
    parser.add_argument("project", metavar="PROJECT", help="key, number, alias, acronym or title")
    parser.add_argument("--as-of", type=arguments.date, required=True, metavar="DATE", help="last day that counts")
    parser.add_argument("--format", choices=["pdf", "docx", "json"], required=True)
    parser.add_argument("--lang", type=arguments.language, default=FIRST, help="language of the report (lv)")
    parser.add_argument("--output", type=Path, metavar="FILE", help="where to write it (a name is made from project and date)")
    parser.set_defaults(run=run)


def run(options: Namespace) -> int:
    name, content = cli_tables.report_file(Actor.system("report"), options.project, options.as_of, options.format, lang=options.lang)
    target = options.output or Path(name)
    try:
        target.write_bytes(content)
    except OSError as error:
        raise arguments.BadUsage(f"{target} cannot be written ({error.strerror}).") from error
    print(target)
    return 0
