"""Writes docs/generated/ anew from the code."""

import os
import sys
from pathlib import Path

import django

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "generated"


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ligzda.config.settings")
    django.setup()
    from ligzda.config import printed

    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, text in printed.pages().items():
        (FOLDER / name).write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
