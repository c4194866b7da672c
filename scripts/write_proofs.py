"""Writes docs/proofs.md: from what the proofs of `make soak` noted, write_proofs.py NOTES; or the score of `make mutants`, write_proofs.py --mutants."""

import datetime as dt
import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

PAGE = Path(__file__).resolve().parents[1] / "docs" / "proofs.md"
WORDS = {
    "hostile": "Nonsense in forms and filters, sent as everybody: answered and never with an error; questions asked",
    "doors": "Doors: every address as everybody, with keys, filters and forms of every kind, and who is noted as reader; questions asked",
    "secrets": "Secrets: marked words looked for in all that somebody can open, print, receive or log; answers read",
    "recount": "Recount: every figure counted anew in plain SQL and Python, also after changes by chance; comparisons",
    "addresses": "Hidden addresses: texts that do not hold them and are to stay as they are; texts compared",
    "attacker": "Small numbers: a linear program that knows all that is printed; hidden numbers attacked",
}
SCORE = PAGE.parents[1] / ".pytest_cache" / "mutants" / "score.json"
DATABASES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
HEAD = """# Proofs

What must hold everywhere is proved by walking everywhere. `make test` walks a part on each run, `make soak` far more and writes this page.

Last run: {date}, at commit {commit}, {length}.

| proof | database | number | wrong |
|---|---|---:|---:|
"""

FAULTS = """
## Planted faults

`make mutants` plants small faults in a copy of the code, one by one at random, and counts those that the tests notice.

Last run: {date}, at commit {commit}, {tried} faults by seed {seed}, {noticed} noticed{by}.

| subject | faults | noticed |
|---|---:|---:|
"""


def main(words: list[str]) -> int:
    """Each half of the page is written by its own run and leaves the other as it stands."""
    proofs, heading, faults = PAGE.read_text(encoding="utf-8").partition(FAULTS.partition("\n\n`")[0])
    if words == ["--mutants"]:
        PAGE.write_text(proofs + planted(json.loads(SCORE.read_text(encoding="utf-8"))), encoding="utf-8")
        return 0
    text, wrong = walked(Path(words[0]))
    PAGE.write_text(text + heading + faults, encoding="utf-8")
    return 1 if wrong else 0


def planted(score: dict[str, Any]) -> str:
    of: dict[str, list[int]] = score["subjects"]
    noticed, tried = (sum(one[place] for one in of.values()) for place in (0, 1))
    by = " by the tests of their subject; what lived was not met by all others" if score.get("quick") else ""
    head = FAULTS.format(date=today(), commit=commit(), tried=tried, seed=score["seed"], noticed=noticed, by=by)
    return head + "".join(f"| {subject} | {one[1]} | {one[0]} |\n" for subject, one in sorted(of.items()))


def today() -> str:
    return dt.datetime.now(dt.UTC).date().isoformat()


def commit() -> str:
    return subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=True).stdout.strip()


def walked(notes: Path) -> tuple[str, int]:
    asked, wrong = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for line in notes.read_text(encoding="utf-8").splitlines():
        one = json.loads(line)
        at = (one["proof"], one["database"])
        asked[at] += one["asked"]
        wrong[at] += one["faults"]
    length = "at the length of `make soak`" if os.environ.get("LIGZDA_SOAK") else "at the length of `make test`"
    head = HEAD.format(date=today(), commit=commit(), length=length)
    rows = [f"| {WORDS[proof]} | {DATABASES[kind]} | {asked[proof, kind]:,} | {wrong[proof, kind]:,} |" for proof, kind in sorted(asked)]
    return head + "\n".join(rows) + "\n", sum(wrong.values())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
