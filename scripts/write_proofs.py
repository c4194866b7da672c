"""Writes docs/proofs.md from what the proofs of `make soak` noted: python scripts/write_proofs.py NOTES"""

import datetime as dt
import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

PAGE = Path(__file__).resolve().parents[1] / "docs" / "proofs.md"
WORDS = {
    "doors": "Doors: every address as everybody, with keys of every kind; questions asked",
    "secrets": "Secrets: marked words looked for in all that somebody can open, print, receive or log; answers read",
    "recount": "Recount: every figure counted anew in plain SQL and Python, also after changes by chance; comparisons",
    "addresses": "Hidden addresses: texts that do not hold them and are to stay as they are; texts compared",
    "attacker": "Small numbers: a linear program that knows all that is printed; hidden numbers attacked",
}
DATABASES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
HEAD = """# Proofs

What must hold everywhere is proved by walking everywhere. `make test` walks a part on each run, `make soak` far more and writes this page.

Last run: {date}, at commit {commit}, {length}.

| proof | database | number | wrong |
|---|---|---:|---:|
"""


def main(notes: Path) -> int:
    asked, wrong = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for line in notes.read_text(encoding="utf-8").splitlines():
        one = json.loads(line)
        at = (one["proof"], one["database"])
        asked[at] += one["asked"]
        wrong[at] += one["faults"]
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=True).stdout.strip()
    length = "at the length of `make soak`" if os.environ.get("LIGZDA_SOAK") else "at the length of `make test`"
    head = HEAD.format(date=dt.datetime.now(dt.UTC).date().isoformat(), commit=commit, length=length)
    rows = [f"| {WORDS[proof]} | {DATABASES[kind]} | {asked[proof, kind]:,} | {wrong[proof, kind]:,} |" for proof, kind in sorted(asked)]
    PAGE.write_text(head + "\n".join(rows) + "\n", encoding="utf-8")
    return 1 if sum(wrong.values()) else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
