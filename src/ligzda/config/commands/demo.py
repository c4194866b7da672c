"""`ligzda demo`: the five programmes with invented people, in an empty database; then the server."""

from argparse import Namespace
from typing import Any

from ligzda.config.commands import arguments, migrate, serve
from ligzda.demo import large, load


def describe(commands: Any) -> None:
    parser = commands.add_parser("demo", help="load the five programmes with invented people and serve them")
    parser.add_argument("--no-serve", action="store_true", help="load only")
    parser.add_argument("--large", action="store_true", help="the synthetic population of 600,000 records instead")
    parser.add_argument("--host", default="127.0.0.1", metavar="ADDRESS", help="address to listen on (127.0.0.1)")
    parser.add_argument("--workers", type=int, default=2, metavar="N", help="web processes (2)")
    parser.add_argument("--port", type=arguments.port, default=8000, metavar="N", help="port (8000)")
    parser.add_argument("--seed", type=int, default=load.SEED, metavar="N", help="another invented world with the same totals")
    parser.set_defaults(run=run)


def run(options: Namespace) -> int:
    migrate.migrate_all()
    if options.large:
        large.load()
    elif load.loaded():
        print("The demo is loaded already; its data is kept.")
    else:
        print("Loading five programmes with invented people…", flush=True)
        load.load(options.seed)
    if not options.large:
        print(welcome(options.port))
    return 0 if options.no_serve else serve.run(options)


def welcome(port: int) -> str:
    """Where to look, and one sign-in per role."""
    rows = "\n".join(f"  {role:<22}{email:<36}{password}" for role, email, password in load.sign_ins())
    return f"\nLigzda: http://127.0.0.1:{port}/\n\nSign in as\n{rows}\n"
