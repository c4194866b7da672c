"""`ligzda`: everything that is done at the server. Answers 0 when it is done, 2 with a sentence when it was asked wrongly."""

import argparse
import os
import sys
from typing import NoReturn

import django
from django.core.exceptions import ImproperlyConfigured


class Parser(argparse.ArgumentParser):
    """Says one sentence instead of a page of usage."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {message}. See “{self.prog} --help”.\n")


def main(arguments: list[str] | None = None) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ligzda.config.settings")
    try:
        django.setup()
    except ImproperlyConfigured as error:
        print(f"ligzda: {error}", file=sys.stderr)
        return 2
    from ligzda.config import commands
    from ligzda.config.commands.arguments import BadUsage
    from ligzda.kernel.refused import Refused

    parser = Parser(prog="ligzda", description="Ligzda at the server.")
    commands.describe(parser.add_subparsers(title="commands", metavar="COMMAND", required=True, parser_class=Parser))
    options = parser.parse_args(arguments)
    try:
        return int(options.run(options) or 0)
    except BadUsage as error:
        print(f"ligzda: {error}", file=sys.stderr)
    except Refused as error:
        print("ligzda: " + " ".join(str(sentence) for sentence in error.sentences), file=sys.stderr)
    except BrokenPipeError:  # the reader, `head` for one, has had enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return 2


if __name__ == "__main__":
    sys.exit(main())
