"""docs/generated/ is what the code prints."""

from collections.abc import Iterator
from pathlib import Path

from ligzda.config import printed
from tests.rules.house import ROOT, obey

FOLDER = ROOT / "docs" / "generated"


def stale(folder: Path, pages: dict[str, str]) -> Iterator[str]:
    for name, text in pages.items():
        if not (folder / name).exists() or (folder / name).read_text(encoding="utf-8") != text:
            yield name
    yield from (f"{path.name} is printed by nothing" for path in folder.glob("*") if path.name not in pages)


def test_generated_documents_are_fresh() -> None:
    obey(stale(FOLDER, printed.pages()), "make docs")


def test_a_planted_document_is_found(tmp_path: Path) -> None:
    (tmp_path / "old.md").write_text("x", encoding="utf-8")
    assert list(stale(tmp_path, {"new.md": "y"})) == ["new.md", "old.md is printed by nothing"]
