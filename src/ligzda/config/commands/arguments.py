"""Kinds of arguments that several commands take, each with its own sentence when it is wrong."""

import argparse
import datetime as dt
import re

from ligzda.kernel.languages import LANGUAGES


class BadUsage(Exception):
    """What was typed cannot be done; the message is the sentence that says why."""


WRITTEN = re.compile(r"\d{4}-\d{2}-\d{2}")


def date(given: str) -> dt.date:
    """A calendar day written 2014-09-30."""
    if not WRITTEN.fullmatch(given):
        raise argparse.ArgumentTypeError(f"“{given}” is not a date; write it as 2014-09-30")
    try:
        return dt.date.fromisoformat(given)
    except ValueError:
        raise argparse.ArgumentTypeError(f"there is no day {given} in the calendar") from None


def language(given: str) -> str:
    if given not in LANGUAGES:
        raise argparse.ArgumentTypeError(f"Ligzda does not speak “{given}”; it speaks {', '.join(LANGUAGES)}")
    return given


def listed(given: str) -> tuple[str, ...]:
    """Words parted by commas, each once, in the order given."""
    return tuple(dict.fromkeys(word.strip() for word in given.split(",") if word.strip()))


def port(given: str) -> int:
    if not given.isdecimal() or not 0 < int(given) < 65536:
        raise argparse.ArgumentTypeError(f"“{given}” is not a port; write a number from 1 to 65535")
    return int(given)
