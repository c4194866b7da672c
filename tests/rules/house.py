"""How a rule reads the house. A rule is a function from sources to sentences; an empty answer means it is kept."""

import ast
import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "ligzda"


@dataclass(frozen=True)
class Source:
    """One file: where it lies (from src/ligzda on) and what stands in it."""

    path: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    @cached_property
    def imports(self) -> list[tuple[str, set[str]]]:
        """(module, names) of each `from module import names`."""
        found = (node for node in ast.walk(self.tree) if isinstance(node, ast.ImportFrom))
        return [(node.module, {alias.name for alias in node.names}) for node in found if node.module]

    @property
    def room(self) -> str:
        return self.path.split("/", 1)[0]

    def nodes(self, *kinds: type[ast.AST]) -> Iterator[ast.AST]:
        return (node for node in ast.walk(self.tree) if isinstance(node, kinds))

    def public_functions(self) -> Iterator[ast.FunctionDef]:
        return (node for node in self.tree.body if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"))


@cache
def everything() -> tuple[Source, ...]:
    found = [path for path in sorted(PACKAGE.rglob("*.py")) if "migrations" not in path.parts]
    return tuple(Source(path.relative_to(PACKAGE).as_posix(), path.read_text(encoding="utf-8")) for path in found)


def python(name: str = "") -> list[Source]:
    """Every Python file of the product; or those of one kind: views.py and views/*.py."""
    return [one for one in everything() if not name or one.path.endswith(f"/{name}.py") or f"/{name}/" in one.path]


def templates() -> list[Source]:
    found = sorted(PACKAGE.glob("*/templates/**/*.html"))
    return [Source(path.relative_to(PACKAGE).as_posix(), path.read_text(encoding="utf-8")) for path in found]


def layers() -> dict[str, int]:
    """Room → height, read from the import-linter contract; the kernel is 0."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contract = next(one for one in settings["tool"]["importlinter"]["contracts"] if one["type"] == "layers")
    return {room: height for height, line in enumerate(reversed(contract["layers"])) for room in re.split(r"\s*[|:]\s*", line)}


def obey(found: Iterable[str], how: str) -> None:
    broken = list(found)
    assert not broken, "\n".join([f"\n{how}", *(f"  {sentence}" for sentence in broken)])
