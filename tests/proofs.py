"""What a proof found, for ``docs/proofs.md``: one line for each run of a walk, where LIGZDA_PROOFS names a file."""

import json
import os
from pathlib import Path

from django.db import connection

SOAK = bool(os.environ.get("LIGZDA_SOAK"))  # `make soak` asks far more than `make test`


def note(proof: str, *, asked: int, faults: int, of: str = "") -> None:
    """``asked``: how many questions or comparisons; ``faults``: how many answers were wrong; ``of``: by whom, for whoever watches."""
    print(f"{proof}: {asked} asked, {faults} wrong. {of}")  # noqa: T201  a walk says what it asked
    if there := os.environ.get("LIGZDA_PROOFS"):
        line = {"proof": proof, "database": connection.vendor, "asked": asked, "faults": faults}
        with Path(there).open("a", encoding="utf-8") as file:
            file.write(json.dumps(line) + "\n")
