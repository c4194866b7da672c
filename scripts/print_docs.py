"""Writes docs/generated/ anew from the code, and the printed parts of docs/architecture.md from a walk through the test world."""

import os
import sys
import tempfile
from pathlib import Path

import django

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "docs" / "generated"


def main() -> int:
    with tempfile.TemporaryDirectory() as var:
        for name in [name for name in os.environ if name.startswith("LIGZDA_") and not name.startswith("LIGZDA_TEST_")]:
            del os.environ[name]  # nothing of an installation is touched: its database, its keys
        os.environ |= {"DJANGO_SETTINGS_MODULE": "tests.settings", "LIGZDA_VAR": var}
        sys.path.insert(0, str(ROOT))
        django.setup()
        from ligzda.config import printed

        FOLDER.mkdir(parents=True, exist_ok=True)
        for name, text in printed.pages().items():
            (FOLDER / name).write_text(text, encoding="utf-8")
        _draw()
    return 0


def _draw() -> None:
    from django.conf import settings
    from django.db import connections
    from django.test.utils import setup_test_environment

    from tests import drawing, kept

    setup_test_environment()
    kept.copy_keys(Path(settings.LIGZDA_KEYS_DIR))
    with kept.instead("migrated", list(connections.all()), f"drawing_{os.getpid()}"):
        drawing.PAGE.write_text(drawing.page(), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
