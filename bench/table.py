"""Turns measurements into ratios and writes them, with date and method, between two marks of README.md."""

import datetime as dt
import os
from pathlib import Path
from typing import Any

from plan import OPERATIONS

README = Path(__file__).with_name("README.md")
BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"
BY_COORDINATOR = {"search_full", "report", "caseload", "supervision"}
BESIDE = {"search_full": "search"} | dict.fromkeys(
    ("day", "caseload", "supervision", "plan", "assessments"), "open"
)  # what of the floor stands beside it
TARGETS = {"list": 0.5, "search": 0.5, "search_full": 0.5, "open": 2.0, "create": 2.0, "services": 0.5, "report": 1.0}
TARGETS |= dict.fromkeys(("day", "caseload", "supervision", "plan", "assessments"), 2.0)
NAMES = {
    "list": "list, first page",
    "search": "search for `kov`, nobody among the worker's own 40 families",
    "search_full": "search for `kov`, a full page for the coordinator",
    "open": "open one record",
    "create": "create one person",
    "services": "service list",
    "report": "report by type and quarter",
    "day": "my day, beside opening one record",
    "caseload": "caseload of the workers, beside opening one record",
    "supervision": "supervision, beside opening one record",
    "plan": "the plan of a family, beside opening one record",
    "assessments": "the profile of a family, beside opening one record",
}
MEMORY, BY_HAND, CLIENT_FILE = 2.0, 1.5, 3.0
Json = dict[str, Any]


def ratios(measured: Json) -> dict[str, dict[str, float]]:
    """Operation → ratio of medians for one client and for eight; errors are no times."""
    rows = {(row["peer"], row["op"], row["mode"]): row for row in measured["rows"]}
    found: dict[str, dict[str, float]] = {}
    for op in OPERATIONS:
        ours, asked, floors = ("centre" if op in BY_COORDINATOR else "ligzda"), op.removesuffix("_full"), BESIDE.get(op, op)
        for mode in ("seq", "conc"):
            if (ours, asked, mode) in rows and ("floor", floors, mode) in rows:
                found.setdefault(op, {})[mode] = rows[ours, asked, mode]["median_ms"] / rows["floor", floors, mode]["median_ms"]
    return found


def failures(measured: Json) -> list[str]:
    return [f"{row['peer']} {row['op']}: {row['errors']} of {row['n']} failed" for row in measured["rows"] if row["errors"]]


def write(measured: Json, counted: Json, method: str) -> str:
    """The table, which is also put into README.md."""
    text = README.read_text(encoding="utf-8")
    made = "\n".join(
        [
            *_head(measured, method),
            *_ratios(measured),
            "",
            *_memory(measured),
            *_report(counted),
            "",
            *_client_file(counted),
            *_statements(counted),
        ]
    )
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    README.write_text(f"{before}{BEGIN}\n{made}\n{END}{after}", encoding="utf-8")
    return made


def _head(measured: Json, method: str) -> list[str]:
    noise = sorted(measured["noise_ms"])
    spread = noise[-1 - len(noise) // 20] / noise[len(noise) // 2]
    return [
        f"Measured on {dt.date.today():%Y-%m-%d}, {os.cpu_count()} cores. {method} The machine's own noise in this run"
        f" (95th percentile over median of a fixed calculation): {spread:.2f}.",
        "",
    ]


def _ratios(measured: Json) -> list[str]:
    found = ratios(measured)
    lines = ["| operation | at most | 1 client | 8 clients | |", "|---|---|---|---|---|"]
    for op, target in TARGETS.items():
        one, many = (found.get(op, {}).get(mode) for mode in ("seq", "conc"))
        met = "met" if one is not None and many is not None and max(one, many) <= target else "**missed**"
        lines.append(f"| {NAMES[op]} | {target:.1f} | {_number(one)} | {_number(many)} | {met} |")
    return lines


def _memory(measured: Json) -> list[str]:
    ours, floor = measured["memory"]["ligzda"][0], measured["memory"]["floor"][0]
    met = "met" if ours <= MEMORY * floor else "**missed**"
    return [f"Memory after all this, PSS of the web processes: {ours / floor:.2f} times the floor's (at most {MEMORY:.0f}): {met}.", ""]


def _client_file(counted: Json) -> list[str]:
    ratio = counted["client_file"]["ratio"]
    met = "met" if ratio <= CLIENT_FILE else "**missed**"
    return [
        f"The client file of a case with 300 entries, against typesetting its pages alone: {ratio:.2f} (at most {CLIENT_FILE:.0f}): {met}.",
        "",
    ]


def _report(counted: Json) -> list[str]:
    lines = ["The report's compiled statement against the best one written by hand, same database, same numbers:", ""]
    for scope, title in (("centre", "one centre of eight"), ("organisation", "the whole organisation, 600,000 records")):
        ratio = counted["report"][scope]["ratio"]
        lines.append(f"* {title}: {ratio:.2f} (at most {BY_HAND}): {'met' if ratio <= BY_HAND else '**missed**'}")
    return lines


def _statements(counted: Json) -> list[str]:
    """SQL statements of a page; sign-in, session and reach included."""
    columns = list(dict.fromkeys(name for row in counted["statements"].values() for name in row))
    head = ["SQL statements of a page, session and reach included, by what the reader may see and how many rows are shown:", ""]
    lines = [f"| page | {' | '.join(columns)} |", "|---" * (len(columns) + 1) + "|"]
    for page, row in counted["statements"].items():
        lines.append(f"| {NAMES[page]} | {' | '.join(str(row.get(name, '')) for name in columns)} |")
    return head + lines


def _number(value: float | None) -> str:
    return "not measured" if value is None else f"{value:.2f}"
