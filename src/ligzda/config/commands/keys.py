"""`ligzda keys`: which key protected fields are written with, and writing everything anew with a new one."""

from argparse import Namespace
from typing import Any

from ligzda.access import keys, rotation
from ligzda.access.actor import Actor


def describe(commands: Any) -> None:
    parser = commands.add_parser("keys", help="the keys of protected fields; --rotate makes a new one and writes everything with it")
    parser.add_argument("--rotate", action="store_true", help="make a new key, then write every protected field with it")
    parser.add_argument("--resume", action="store_true", help="finish a rotation that was broken off, without a new key")
    parser.set_defaults(run=run)


def run(options: Namespace) -> int:
    """0 when nothing is left that an older key has to read."""
    if options.rotate or options.resume:
        written = rotation.rotate(by=Actor.system("command_line"), new_key=options.rotate)
        print(f"{written} values were written anew.")
    waiting = rotation.waiting()
    print(f"Protected fields are written with key {keys.current_key_id()}; {waiting} values still need an older one.")
    if options.rotate:
        print(
            "Back up the folder of keys now. Restart “ligzda serve”, so that it writes with the new key too, then run “ligzda keys --resume”."
        )
    return 1 if waiting else 0
