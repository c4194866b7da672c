"""Plants faults in a copy of the code, one by one at random, and prints those that no test notices.

python scripts/mutants.py --seed 7 --faults 60 [--subject access …] [--quick]     (or `make mutants SEED=7 FAULTS=60`)

Per fault the tests of its subject (scripts/subjects.csv) that run the line, fewest lines first, then the doors walk; the first failure
or a minute ends it. What lived is planted together and meets every test once; what fails then is tried on each alone. Locks and constraints
are tried on PostgreSQL. Only tests that pass on whole code count. The same seed goes on where it stopped. Side of pytest: tests/planted.py.
"""

import argparse
import ast
import contextlib
import csv
import hashlib
import itertools
import json
import os
import random
import re
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue
from typing import Any, NamedTuple

from postgres import private_cluster

ROOT = Path(__file__).resolve().parents[1]
WORK = Path(os.environ.get("LIGZDA_MUTANTS", ROOT / ".pytest_cache" / "mutants"))
FILES = [ROOT / "scripts" / name for name in ("subjects.csv", "equivalent_faults.csv")]  # each line of the second says at its end why
SUBJECTS, EQUIVALENT = ([*csv.reader(path.read_text(encoding="utf-8").splitlines(), delimiter=";")][1:] for path in FILES)
NO_LAW = re.compile(r"(^|/)(migrations|__init__|apps|urls|views|forms|words|letters|presenting)(/|\.py)")
TABLE = "Lt:< LtE:<= Gt:> GtE:>= Eq:== NotEq:!= Is:is IsNot:is_not In:in NotIn:not_in BitOr:| BitAnd:& And:and Or:or"
SIGNS = {name: sign.replace("_", " ") for name, _colon, sign in (one.partition(":") for one in TABLE.split())}
TURNED = {sign: list(SIGNS.values())[place ^ 1] for place, sign in enumerate(SIGNS.values())}  # the neighbour of each
TOMORROW = '({} + __import__("datetime").timedelta(1))'
ON_POSTGRESQL = {"lock", "constraint"}
WORKERS = os.cpu_count() or 1
MOMENTS = itertools.count(10**9)  # two changes within a second look alike to Python, so each has a moment of its own


class Fault(NamedTuple):
    """One place and what would stand there instead. A constraint is dropped from the database: ``text`` is its name."""

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

    def runs(self) -> bool:
        """Whether it is Python, changes something, and is not declared equivalent (with its reason)."""
        source = (ROOT / self.path).read_bytes()
        before = source[self.start : self.end].decode()
        with contextlib.suppress(SyntaxError):
            compile(self.planted(source), "planted", "exec")
            return before != self.text and (self.path, before, self.text) not in [tuple(row[:3]) for row in EQUIVALENT]
        return False

    def shown(self) -> str:
        before = (ROOT / self.path).read_bytes()[self.start : self.end].decode()
        return f"{self.key}\n- {before}\n+ {'' if self.kind == 'constraint' else self.text}"


class Finder(ast.NodeVisitor):
    """Every fault that could be planted in one file; what only types or classifies is left alone."""

    def __init__(self, path: str) -> None:
        self.path, self.found, self.above, self.source = path, list[Fault](), list[ast.AST](), (ROOT / path).read_bytes()
        self.starts = list(itertools.accumulate(map(len, self.source.splitlines(keepends=True)), initial=0))
        self.visit(ast.parse(self.source))

    def span(self, node: Any) -> tuple[int, int]:
        return self.starts[node.lineno - 1] + node.col_offset, self.starts[node.end_lineno - 1] + node.end_col_offset

    def cut(self, node: Any) -> str:
        return self.source[slice(*self.span(node))].decode()

    def put(self, kind: str, node: Any, text: str, line: int = 0) -> None:
        self.found.append(Fault(kind, self.path, line or node.lineno, *self.span(node), text))

    def without(self, kind: str, node: Any, nodes: list[Any], before: str, after: str, between: str = ", ") -> None:
        """Each of the nodes left out in turn; of a dictionary each pair."""
        pairs = [one if isinstance(one, tuple) else (one, one) for one in nodes]
        parts = [self.source[self.span(first)[0] : self.span(last)[1]].decode() for first, last in pairs]
        for place, (one, _last) in enumerate(pairs if len(pairs) > 1 else []):
            self.put(kind, node, before + between.join(parts[:place] + parts[place + 1 :]) + after, one.lineno)

    def visit(self, node: ast.AST) -> None:
        if isinstance(node, ast.ClassDef) and node.name in ("Personal", "Media"):
            return
        for find in (self.conditions, self.statements, self.calls, self.several):
            find(node)
        self.above.append(node)
        for name, value in ast.iter_fields(node):
            if name not in ("annotation", "returns", "bases", "type_params") and not (isinstance(node, ast.Subscript) and name == "slice"):
                for one in value if isinstance(value, list) else [value]:
                    if isinstance(one, ast.AST):
                        self.visit(one)
        self.above.pop()

    def conditions(self, node: Any) -> None:
        match node:
            case ast.If(test=said) | ast.IfExp(test=said) | ast.While(test=said) | ast.comprehension(ifs=[said]):
                self.put("condition", said, f"(not ({self.cut(said)}))")
            case ast.Return(value=(ast.Compare() | ast.BoolOp() | ast.Constant(value=bool())) as said):
                self.put("condition", said, f"(not ({self.cut(said)}))")
            case ast.BoolOp():
                parts, word = [f"({self.cut(one)})" for one in node.values], SIGNS[type(node.op).__name__]
                self.put("and/or", node, f"({f' {TURNED[word]} '.join(parts)})")
                self.without("part", node, node.values, "((", "))", f") {word} (")
            case ast.BinOp(op=ast.BitOr() | ast.BitAnd()):
                self.put("and/or", node, f"(({self.cut(node.left)}) {TURNED[SIGNS[type(node.op).__name__]]} ({self.cut(node.right)}))")
            case ast.Compare():
                values, signs = [node.left, *node.comparators], [SIGNS[type(one).__name__] for one in node.ops]
                for place, sign in enumerate(signs):
                    turned = [*signs[:place], TURNED[sign], *signs[place + 1 :], ""]
                    text = "".join(f"({self.cut(one)}) {now} " for one, now in zip(values, turned, strict=True))
                    self.put("border" if sign[0] in "<>" else "comparison", node, f"({text})", values[place + 1].lineno)
                    if type(number := getattr(values[place + 1], "value", None)) is int:
                        self.put("number", values[place + 1], str(number + 1))

    def statements(self, node: Any) -> None:
        match node:
            case ast.If(orelse=[], body=[*_, ast.Raise() | ast.Return() | ast.Continue()]):
                self.put("guard", node, "pass")
            case ast.FunctionDef():
                for one in node.body[1:]:
                    if not isinstance(one, ast.Return | ast.FunctionDef):
                        self.put("early", one, "return")
            case ast.Expr(value=ast.Call()) if isinstance(self.above[-1], ast.FunctionDef | ast.If | ast.For | ast.With):
                text = self.cut(node)
                kind = "audit" if re.match(r"(audit|trail)\.|\w*record\w*\(", text) else "act"
                self.put("lock" if re.search(r"select_for_update|pg_advisory|_lock\w*\(|\block\w*\(", text) else kind, node, "pass")
            case ast.Attribute(ctx=ast.Load()) if self.cut(node) in ("actor.on", "by.on"):
                self.put("day", node, TOMORROW.format(self.cut(node)))

    def calls(self, node: Any) -> None:
        if not isinstance(node, ast.Call):
            return
        name, arguments = getattr(node.func, "attr", getattr(node.func, "id", "")), [*node.args, *node.keywords]
        if isinstance(node.func, ast.Attribute):
            value = self.cut(node.func.value)
            if name in ("select_for_update", "filter", "exclude", "visible_to"):
                left = f"{value}.all()" if name in ("filter", "exclude") and value.endswith("objects") else value
                self.put("lock" if name == "select_for_update" else "filter", node, left)
            elif (name, value) == ("today", "clock"):
                self.put("day", node, TOMORROW.format("clock.today()"))
        if name in ("filter", "exclude", "Q", "get") and (node.keywords or name != "get"):
            self.without("filter", node, arguments, f"{self.cut(node.func)}(", ")")
        for keyword in node.keywords:
            given, looked = self.cut(keyword.value), keyword.arg or ""
            if re.search(r"__[gl]te?$", looked):
                self.put("border", keyword, f"{looked[:-1] if looked.endswith('e') else looked + 'e'}={given}")
            elif name == "timedelta" and looked in ("days", "weeks"):
                self.put("day", keyword.value, f"({given}) + 1")
            elif looked.endswith("__isnull") and given in ("True", "False"):
                self.put("comparison", keyword.value, f"not {given}")

    def several(self, node: Any) -> None:
        match node:
            case ast.Dict() if all(node.keys):
                self.without("part", node, list(zip(node.keys, node.values, strict=True)), "{", "}")
            case ast.Assign(targets=[ast.Name(id="constraints")], value=ast.List(elts=parts)):
                for one in parts:
                    if name := re.search(r'name="(\w+)"|^\w+\(\s*"(\w+)"', self.cut(one)):
                        self.put("constraint", one, name[1] or name[2])
            case ast.Tuple(elts=parts) | ast.List(elts=parts) | ast.Set(elts=parts) if not isinstance(
                self.above[-1], ast.Return | ast.Dict
            ):
                named = [self.cut(one.targets[0]) for one in self.above if isinstance(one, ast.Assign)]
                if not any("," in one or one in ("constraints", "__all__") for one in named):  # unpacked, or dropped from the database
                    self.without("part", node, parts, *{"Tuple": ("(", ",)"), "List": "[]", "Set": "{}"}[type(node).__name__])


def subject_of(path: str) -> str:
    """The first that names the module of this path; what holds no law belongs to none."""
    for name, pattern, _tests in () if NO_LAW.search(path) else SUBJECTS:
        regular = re.sub(r"[*{},]", lambda sign: {"*": "[^/]+", "{": "(?:", "}": ")", ",": "|"}[sign[0]], pattern)
        if re.fullmatch(f"src/ligzda/{regular}\\.py", path):
            return name
    return ""


def choose(seed: int, number: int, subjects: list[str]) -> list[Fault]:
    """By turns over the subjects; in each the kind by lot, then the place."""
    lot, kinds = random.Random(seed), {subject: dict[str, list[Fault]]() for subject in subjects}
    for path in sorted(one.relative_to(ROOT).as_posix() for one in (ROOT / "src/ligzda").rglob("*.py")):
        if (subject := subject_of(path)) in kinds:
            for fault in Finder(path).found:
                kinds[subject].setdefault(fault.kind, []).append(fault)
    chosen = list[Fault]()
    while len(chosen) < number and any(kinds.values()):
        for subject in [one for one in subjects if kinds[one]]:
            pool = kinds[subject][(kind := lot.choice(sorted(kinds[subject])))]
            one = pool.pop(lot.randrange(len(pool)))
            if not pool:
                del kinds[subject][kind]
            meets = any(one.path == other.path and one.start < other.end and other.start < one.end for other in chosen)
            if len(chosen) < number and not meets and one.runs():
                chosen.append(one)
    return chosen


class Copy:
    """A copy of the working tree in which a fault may stand."""

    def __init__(self, name: str) -> None:
        self.root = WORK / "trees" / name
        shutil.rmtree(self.root, ignore_errors=True)
        shutil.copytree(ROOT, self.root, symlinks=True, ignore=shutil.ignore_patterns(".*_cache", ".git", ".venv", "node_modules", "var"))

    def write(self, texts: dict[str, bytes]) -> None:
        for path, source in texts.items():
            (self.root / path).write_bytes(source)
            os.utime(self.root / path, (next(MOMENTS),) * 2)

    def run(self, *words: str, seconds: int = 0, address: str = "", **more: str) -> tuple[str, dict[str, str]]:
        """What became of it (killed, lived, late), and the outcome of each test that ended."""
        log = self.root / "outcomes"
        log.write_text("")
        kept = os.environ.get("LIGZDA_TEST_KEPT", f"{WORK}/kept")
        more |= {"PYTHONPATH": f"{self.root}/src", "LIGZDA_VAR": f"{self.root}/var", "LIGZDA_TEST_KEPT": kept}
        more |= {"LIGZDA_TEST_KEPT_OF": f"{WORK}/trees/whole", "LIGZDA_MUTANTS_LOG": str(log), "LIGZDA_MUTANTS_SECONDS": str(seconds)}
        more |= {"LIGZDA_DATABASE_URL": address} if address else {}
        more |= {"PYTEST_ADDOPTS": "-q -p tests.planted -p no:randomly -p no:cacheprovider"}
        command, code, limit = [sys.executable, "-m", "pytest", *words], -1, 4 * seconds or None
        with (self.root / "printed").open("w") as out, contextlib.suppress(subprocess.TimeoutExpired):
            code = subprocess.run(command, cwd=self.root, env=os.environ | more, stdout=out, stderr=out, timeout=limit).returncode
        ended = dict(json.loads(line) for line in log.read_text().splitlines())
        return "killed" if "failed" in ended.values() or code in (1, 2, 3, 4) else "late" if code < 0 else "lived", ended


class Trial:
    """Tries one fault after the other, and keeps what came of it."""

    def __init__(self, seed: int, address: str) -> None:
        self.address, self.whole, self.trees = address, Copy("whole"), SimpleQueue[Copy]()
        for place in range(WORKERS):
            self.trees.put(Copy(str(place)))
        paths = sorted(path for folder in ("src", "tests") for path in (ROOT / folder).rglob("*.py"))
        self.digest = hashlib.sha256(b"".join(path.read_bytes() for path in paths)).hexdigest()[:8]
        self.file = WORK / f"seed-{seed}-{self.digest}.jsonl"
        self.file.touch()
        self.kept = {key: how for key, how, _by in map(json.loads, self.file.read_text().splitlines())}
        self.ran = dict[str, dict[str, list[int]]]()  # test that passes on whole code → file → lines

    def keep(self, fault: Fault, how: str, by: str) -> None:
        self.kept[fault.key] = how
        print(f"{how:7} {fault.key} {by}", flush=True)
        with self.file.open("a") as file:
            file.write(json.dumps([fault.key, how, by]) + "\n")

    def gather(self, folder: str) -> None:
        """Which test of a folder runs which line, and passes: asked once, and anew when code or tests changed."""
        there = WORK / f"lines-{self.digest}-{folder}.json"
        if not there.exists():
            tree = self.trees.get()
            tree.run(f"tests/{folder}", "-m", "not browser", LIGZDA_MUTANTS_LINES=str(there))
            self.trees.put(tree)
        self.ran |= json.loads(there.read_text())

    def tests(self, fault: Fault) -> list[str]:
        """Of its subject, fewest lines first. A line that runs at import is run by whoever runs its file."""
        folders = {name: tests.split() for name, _modules, tests in SUBJECTS}[subject_of(fault.path)]
        own = {test: lines for test, lines in self.ran.items() if test.split("/")[1] in folders}
        near = ([test for test, lines in own.items() if fault.line - back in lines.get(fault.path, ())] for back in range(4))
        found = next(filter(None, near), []) or [test for test, lines in own.items() if fault.path in lines] or list(own)
        found.sort(key=lambda test: sum(map(len, own[test].values())))
        return [*["tests/races"] * (fault.kind == "lock"), *found[:200], "tests/rules/test_generated_docs.py", "tests/doors"]

    def attempt(self, faults: list[Fault], tests: list[str], seconds: int, *more: str) -> tuple[str, list[str]]:
        """What became of them, and which tests noticed. What fails on whole code too says nothing of a fault."""
        address = self.address if faults[0].kind in ON_POSTGRESQL else ""
        dropped = ",".join(one.text for one in faults if one.kind == "constraint")
        whole = {one.path: (self.whole.root / one.path).read_bytes() for one in faults}
        changed, tree = dict(whole), self.trees.get()
        for one in sorted(faults, key=lambda one: -one.start):
            changed[one.path] = one.planted(changed[one.path])
        tree.write(changed)
        (tree.root / "wanted").write_text("\n".join(tests))
        how, ended = tree.run("@wanted", *more, seconds=seconds, address=address, LIGZDA_MUTANTS_CONSTRAINTS=dropped)
        tree.write(whole)
        failed = [test for test, outcome in ended.items() if outcome == "failed"][:150]
        if failed and (address or not set(failed) <= set(self.ran)):
            passed = tree.run(*failed, address=address)[1]
            failed = [test for test in failed if passed.get(test) == "passed"]
            how = "killed" if failed else "lived"
        self.trees.put(tree)
        return how, failed or ["(does not start)"] * (how == "killed")

    def alone(self, fault: Fault) -> None:
        how, failed = self.attempt([fault], self.tests(fault), 60, "-x", "-m", "not browser")
        self.keep(fault, how, "".join(failed[:1]))

    def everything(self, faults: list[Fault]) -> None:
        """All that lived, planted together, meet every test once; what fails is tried on each of them alone."""
        marked = "not browser and not sqlite" if faults[0].kind in ON_POSTGRESQL else "not browser"
        how, failed = self.attempt(faults, ["tests"], 0, "-n", str(WORKERS), "--dist", "loadfile", "-m", marked)
        print(f"{how:7} {len(faults)} together, {len(failed)} tests failed", flush=True)
        with ThreadPoolExecutor(WORKERS) as pool:
            tried = pool.map(lambda one: (one, *self.attempt([one], failed, 0, "-x", "-m", marked)), faults if failed else [])
            for one, how, by in tried:
                if by:
                    self.keep(one, how, by[0])


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--seed", type=int, default=1)
    ask.add_argument("--faults", type=int, default=60)
    ask.add_argument("--subject", nargs="+", default=[name for name, _modules, _tests in SUBJECTS])
    ask.add_argument("--quick", action="store_true", help="leave out the run of everything")
    given = ask.parse_args()
    WORK.mkdir(parents=True, exist_ok=True)
    faults = choose(given.seed, given.faults, given.subject)
    folders = {folder for name, _modules, tests in SUBJECTS if name in given.subject for folder in tests.split()}
    with private_cluster() as address:
        trial = Trial(given.seed, address)
        if left := [one for one in faults if one.key not in trial.kept]:
            for known in ("", address):  # what is kept between runs is made before the first minute begins
                trial.whole.run("tests/doors/test_routes.py", address=known)
            with ThreadPoolExecutor(WORKERS) as pool:
                list(pool.map(trial.gather, sorted(folders)))
                list(pool.map(trial.alone, left))
        for server in (False, True):
            lived = [one for one in faults if trial.kept[one.key] != "killed" and (one.kind in ON_POSTGRESQL) is server]
            if lived and not given.quick:
                trial.everything(lived)
    scores = {subject: [0, 0] for subject in given.subject}  # noticed, tried
    for one in faults:
        noticed = trial.kept[one.key] == "killed"
        scores[subject_of(one.path)] = [number + more for number, more in zip(scores[subject_of(one.path)], (noticed, 1), strict=True)]
        print("" if noticed else f"\nLIVED {one.shown()}", end="")
    print("", *(f"{subject:13} {killed:4} of {tried:4}" for subject, (killed, tried) in scores.items()), sep="\n")
    (WORK / "score.json").write_text(json.dumps({"seed": given.seed, "quick": given.quick, "subjects": scores}))


if __name__ == "__main__":
    main()
