"""The small faults that ``scripts/mutants.py`` plants: where one could stand, what would stand there instead, and which are drawn.

Each kind is one that got past the tests once: a condition negated, a border or a day shifted, a guard, filter, act, line of the audit
trail, lock, constraint or one part of several left out, and/or swapped, an early return.
"""

import ast
import contextlib
import difflib
import hashlib
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
EQUIVALENT = ROOT / "scripts" / "equivalent_faults.csv"  # path;before;after;why nobody can tell the difference
# Subject → what it is made of (from src/ligzda on, first match wins), and the tests that are its own.
SUBJECTS: dict[str, tuple[str, str]] = {
    "sealing": ("access/{sealing,heads,verifying,keys,rotation,encrypting,fields,audit,actions/trail,queries/trail}", "access config"),
    "merging": (
        "people/{actions/merging,settling,doubles,conflict,identity,version,queries/comparison,queries/doubles,models/merging}",
        "people projects",
    ),
    "corrections": (
        "{services/actions/{corrections,families_then,sameness},services/reversals,cases/reversals,people/reversing,people/actions/reversals}",
        "services people cases",
    ),
    "checks": (
        "{services/actions/checks,*/objections,*/rules,*/rules/*,*/states,cases/states_return}",
        "services cases people projects safeguarding",
    ),
    "reports": (
        "projects/{reporting,receipts,printing,withheld,writing,planning,rules,queries/{reports,figures,drill},actions/reports}",
        "projects",
    ),
    "facts": ("*/{facts,*_facts,indicators/*}", "services cases projects measure"),
    "access": ("access/{*,actions/*,queries/*}", "access cases people"),
    "safeguarding": ("{safeguarding/{*,actions/*,queries/*},kernel/addresses/*}", "safeguarding kernel desk"),
    "measure": ("measure/*", "measure projects"),
}
NO_LAW = re.compile(r"(^|/)(migrations|__init__|apps|urls|views|forms|words|letters|presenting)(/|\.py)")
SHIFTED = {ast.Lt: ("<", "<="), ast.LtE: ("<=", "<"), ast.Gt: (">", ">="), ast.GtE: (">=", ">")}
TURNED = {ast.Eq: ("==", "!="), ast.NotEq: ("!=", "=="), ast.Is: ("is", "is not"), ast.IsNot: ("is not", "is")}
TURNED |= {ast.In: ("in", "not in"), ast.NotIn: ("not in", "in")}
LOOKUPS = {"__lt": "__lte", "__lte": "__lt", "__gt": "__gte", "__gte": "__gt"}
ON_POSTGRESQL = {"lock", "constraint"}


@dataclass(frozen=True)
class Fault:
    """One place and what would stand there instead. A constraint is dropped from the database: ``text`` is its name."""

    subject: str
    kind: str
    path: str
    line: int
    start: int
    end: int
    text: str

    @property
    def key(self) -> str:
        return f"{self.kind}:{self.path}:{self.line}:{hashlib.sha256(f'{self.start}-{self.end}{self.text}'.encode()).hexdigest()[:6]}"

    def planted(self, source: bytes) -> bytes:
        return source if self.kind == "constraint" else source[: self.start] + self.text.encode() + source[self.end :]

    def shown(self) -> str:
        """The place with file and line, and the difference."""
        source = (ROOT / self.path).read_bytes()
        before, after = source.decode().splitlines(), self.planted(source).decode().splitlines()
        lines = [one for one in difflib.unified_diff(before, after, n=1, lineterm="") if not one.startswith(("---", "+++", "@@"))]
        return "\n".join([f"{self.key}  [{self.subject}]", *(lines or [f"- constraint {self.text}"])])


class Finder(ast.NodeVisitor):
    """Every fault that could be planted in one file; what only types or classifies is left alone."""

    def __init__(self, subject: str, path: str) -> None:
        self.subject, self.path, self.found, self.above = subject, path, list[Fault](), list[ast.AST]()
        self.source = (ROOT / path).read_bytes()
        starts = [0]
        for line in self.source.splitlines(keepends=True):
            starts.append(starts[-1] + len(line))
        self.starts = starts
        self.visit(ast.parse(self.source))

    def span(self, node: Any) -> tuple[int, int]:
        return self.starts[node.lineno - 1] + node.col_offset, self.starts[node.end_lineno - 1] + node.end_col_offset

    def cut(self, node: Any) -> str:
        start, end = self.span(node)
        return self.source[start:end].decode()

    def put(self, kind: str, node: Any, text: str) -> None:
        self.found.append(Fault(self.subject, kind, self.path, node.lineno, *self.span(node), text))

    def visit(self, node: ast.AST) -> None:
        if isinstance(node, ast.ClassDef) and node.name in ("Personal", "Media"):
            return
        own = getattr(self, f"of_{type(node).__name__}", None)
        if own:
            own(node)
        self.above.append(node)
        for name, value in ast.iter_fields(node):
            if name not in ("annotation", "returns", "bases", "type_params") and not (isinstance(node, ast.Subscript) and name == "slice"):
                for one in value if isinstance(value, list) else [value]:
                    if isinstance(one, ast.AST):
                        self.visit(one)
        self.above.pop()

    def of_If(self, node: ast.If) -> None:
        self.of_IfExp(node)
        if not node.orelse and isinstance(node.body[-1], ast.Raise | ast.Return | ast.Continue):
            self.put("guard", node, "pass")

    def of_IfExp(self, node: Any) -> None:
        self.put("condition", node.test, f"not ({self.cut(node.test)})")

    of_While = of_IfExp

    def of_comprehension(self, node: ast.comprehension) -> None:
        for one in node.ifs:
            self.put("condition", one, f"not ({self.cut(one)})")

    def of_Compare(self, node: ast.Compare) -> None:
        for left, operator, right in zip([node.left, *node.comparators], node.ops, node.comparators, strict=False):
            kind = "border" if type(operator) in SHIFTED else "comparison"
            old, new = (SHIFTED | TURNED)[type(operator)]
            start, end = self.span(left)[1], self.span(right)[0]
            gap = re.sub(rf"(?<![<>=!\w]){old}(?![=\w])", new, self.source[start:end].decode(), count=1)
            self.found.append(Fault(self.subject, kind, self.path, left.end_lineno or node.lineno, start, end, gap))
            if isinstance(right, ast.Constant) and type(right.value) is int:
                self.put("number", right, str(right.value + 1))

    def of_BoolOp(self, node: ast.BoolOp) -> None:
        words = ("and", "or") if isinstance(node.op, ast.And) else ("or", "and")
        parts = [f"({self.cut(one)})" for one in node.values]
        self.put("and/or", node, f"({f' {words[1]} '.join(parts)})")
        for place, one in enumerate(node.values):
            left = f"({f' {words[0]} '.join(parts[:place] + parts[place + 1 :])})"
            self.found.append(Fault(self.subject, "part", self.path, one.lineno, *self.span(node), left))

    def of_BinOp(self, node: ast.BinOp) -> None:
        for old, new, kind in (("|", "&", ast.BitOr), ("&", "|", ast.BitAnd)):
            if isinstance(node.op, kind):
                start, end = self.span(node.left)[1], self.span(node.right)[0]
                text = self.source[start:end].decode().replace(old, new, 1)
                self.found.append(Fault(self.subject, "and/or", self.path, node.right.lineno, start, end, text))

    def of_Return(self, node: ast.Return) -> None:
        if isinstance(node.value, ast.Compare | ast.BoolOp) or (
            isinstance(node.value, ast.Constant) and isinstance(node.value.value, bool)
        ):
            self.put("condition", node.value, f"not ({self.cut(node.value)})")

    def of_Expr(self, node: ast.Expr) -> None:
        if isinstance(node.value, ast.Call) and isinstance(self.above[-1], ast.FunctionDef | ast.If | ast.For | ast.With):
            text = self.cut(node)
            kind = "audit" if re.match(r"(audit|trail)\.|\w*record\w*\(", text) else "lock" if "pg_advisory" in text else "act"
            self.put("lock" if re.search(r"select_for_update|_lock\w*\(|\block\w*\(", text) else kind, node, "pass")

    def of_Call(self, node: ast.Call) -> None:
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        if isinstance(node.func, ast.Attribute):
            value = self.cut(node.func.value)
            if name == "select_for_update":
                self.put("lock", node, value)
            elif name in ("filter", "exclude", "visible_to") and "objects" not in value.rpartition(".")[2]:
                self.put("filter", node, value)
            elif name in ("filter", "exclude"):
                self.put("filter", node, f"{value}.all()")
            elif name == "today" and value == "clock":
                self.put("day", node, '(clock.today() + __import__("datetime").timedelta(1))')
        arguments: list[Any] = [*node.args, *node.keywords]
        if name in ("filter", "exclude", "Q", "get") and len(arguments) > 1 and (node.keywords or name != "get"):
            self.without("filter", [(self.span(one), one.lineno) for one in arguments])
        for keyword in node.keywords:
            ending = re.search(r"__[gl]te?$", keyword.arg or "")
            if ending and keyword.arg:
                self.put("border", keyword, f"{keyword.arg[: ending.start()]}{LOOKUPS[ending[0]]}={self.cut(keyword.value)}")
            elif name == "timedelta" and keyword.arg in ("days", "weeks"):
                self.put("day", keyword.value, f"({self.cut(keyword.value)}) + 1")
            elif (keyword.arg or "").endswith("__isnull") and isinstance(keyword.value, ast.Constant):
                self.put("comparison", keyword.value, str(not keyword.value.value))

    def of_Attribute(self, node: ast.Attribute) -> None:
        if node.attr == "on" and isinstance(node.value, ast.Name) and node.value.id in ("actor", "by") and isinstance(node.ctx, ast.Load):
            self.put("day", node, f'({self.cut(node)} + __import__("datetime").timedelta(1))')

    def of_Tuple(self, node: Any) -> None:
        above = self.above[-1]
        if isinstance(node.ctx, ast.Store) or (isinstance(above, ast.Assign) and isinstance(above.targets[0], ast.Tuple)):
            return
        if not isinstance(above, ast.Return | ast.Dict | ast.comprehension) and "constraints" not in self.names_above():
            self.of_Set(node)

    of_List = of_Tuple

    def names_above(self) -> str:
        return " ".join(self.cut(one.targets[0]) for one in self.above if isinstance(one, ast.Assign))

    def of_Set(self, node: Any) -> None:
        self.without("part", [(self.span(one), one.lineno) for one in node.elts], comma=isinstance(node, ast.Tuple))

    def of_Dict(self, node: ast.Dict) -> None:
        pairs = zip(node.keys, node.values, strict=True)
        self.without("part", [((self.span(key)[0], self.span(value)[1]), value.lineno) for key, value in pairs if key])

    def without(self, kind: str, parts: list[tuple[tuple[int, int], int]], comma: bool = False) -> None:
        """Each part left out in turn, with the comma that belongs to it."""
        for place, ((start, end), line) in enumerate(parts if len(parts) > 1 else []):
            text = ""
            if comma and len(parts) == 2:
                kept = parts[1 - place][0]
                start, end, text = parts[0][0][0], parts[1][0][1], self.source[kept[0] : kept[1]].decode() + ","
                end += self.source[end : end + 1] == b","
            elif place + 1 < len(parts):
                end = parts[place + 1][0][0]
            else:
                start = parts[place - 1][0][1]
            self.found.append(Fault(self.subject, kind, self.path, line, start, end, text))

    def of_Assign(self, node: ast.Assign) -> None:
        if getattr(node.targets[0], "id", "") == "constraints" and isinstance(node.value, ast.List):
            for one in node.value.elts:
                if isinstance(one, ast.Call) and (name := re.search(r'name="(\w+)"|^\w+\(\s*"(\w+)"', self.cut(one))):
                    self.put("constraint", one, name[1] or name[2])

    def of_FunctionDef(self, node: ast.FunctionDef) -> None:
        for one in node.body[1:]:
            if not isinstance(one, ast.Return | ast.FunctionDef):
                self.put("early", one, "return")


def modules() -> Iterator[tuple[str, str]]:
    """(path, subject) of each module that a subject names."""
    for path in sorted((ROOT / "src/ligzda").rglob("*.py")):
        short = path.relative_to(ROOT / "src/ligzda").as_posix()
        if not NO_LAW.search(short):
            for subject, (pattern, _tests) in SUBJECTS.items():
                if re.fullmatch(_regular(pattern), short.removesuffix(".py")):
                    yield path.relative_to(ROOT).as_posix(), subject
                    break


def _regular(pattern: str) -> str:
    return pattern.replace("*", r"[^/]+").replace("{", "(?:").replace("}", ")").replace(",", "|")


def choose(seed: int, number: int, subjects: list[str]) -> list[Fault]:
    """By turns over the subjects; in each the kind by lot, then the place."""
    lot, kinds = random.Random(seed), dict[str, dict[str, list[Fault]]]()
    known = {tuple(line.split(";")[:3]) for line in EQUIVALENT.read_text(encoding="utf-8").splitlines()} if EQUIVALENT.exists() else set()
    for path, subject in modules():
        for one in Finder(subject, path).found:
            kinds.setdefault(subject, {}).setdefault(one.kind, []).append(one)
    chosen, seen = list[Fault](), set[tuple[str, int, int]]()
    while len(chosen) < number and any(kinds.get(subject) for subject in subjects):
        for subject in [one for one in subjects if kinds.get(one)]:
            kind = lot.choice(sorted(kinds[subject]))
            pool = kinds[subject][kind]
            fault = pool.pop(lot.randrange(len(pool)))
            if not pool:
                del kinds[subject][kind]
            source = (ROOT / fault.path).read_bytes()
            before = source[fault.start : fault.end].decode()
            if (fault.path, fault.start, fault.end) in seen or fault.text == before or not _runs(fault.planted(source)):
                continue
            if (fault.path, before, fault.text) not in known and len(chosen) < number:
                seen.add((fault.path, fault.start, fault.end))
                chosen.append(fault)
    return chosen


def _runs(source: bytes) -> bool:
    with contextlib.suppress(SyntaxError):
        return compile(source, "planted", "exec") is not None
    return False
