"""`ligzda figures PROJECT`: the numbers of a project, computed now from its records."""

import json
from argparse import Namespace
from typing import Any

from ligzda.access.actor import Actor
from ligzda.config.commands import arguments
from ligzda.kernel.languages import FIRST
from ligzda.projects import cli_tables


def describe(commands: Any) -> None:
    parser = commands.add_parser("figures", help="the numbers of a project, computed from its records")
    parser.add_argument("project", metavar="PROJECT", help="key, number, alias, acronym or title")
    parser.add_argument("--from", dest="start", type=arguments.date, metavar="DATE", help="first day (the project's own)")
    parser.add_argument("--as-of", type=arguments.date, metavar="DATE", help="last day that counts (today)")
    parser.add_argument("--measure", choices=["total", "new", "cumulative"], default="total")
    parser.add_argument("--by", type=arguments.listed, default=(), metavar="DIMENSION,…", help="site, service, quarter, age …")
    parser.add_argument("--lang", type=arguments.language, default=FIRST, help="language of titles and notes (lv)")
    parser.add_argument("--format", choices=["table", "json"], default="table")
    parser.set_defaults(run=run)


def run(options: Namespace) -> int:
    asked = {"measure": options.measure, "since": options.start, "as_of": options.as_of, "by": options.by, "lang": options.lang}
    by = Actor.system("figures")
    if options.format == "json":
        print(json.dumps(cli_tables.figures_json(by, options.project, **asked), ensure_ascii=False, indent=2))
    else:
        print(cli_tables.figures_table(by, options.project, **asked), end="")
    return 0
