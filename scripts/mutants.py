"""Plants faults in a copy of the code, one by one at random, and prints those that no test notices.

python scripts/mutants.py --seed 7 --faults 60 [--subject access …] [--quick]     (or `make mutants SEED=7 FAULTS=60`)

Per fault: the tests of its subject that run the line, fewest lines first, then the doors walk; the first failure or a minute ends it.
What lived through that is planted together and meets every test once; what fails then is tried on each fault alone. Locks and
constraints are tried on PostgreSQL. Only tests that pass on whole code count. Run again with the same seed, it goes on where it stopped.
"""

import argparse
import contextlib
import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue
from threading import Lock

from faults import ON_POSTGRESQL, ROOT, SUBJECTS, Fault, choose
from postgres import private_cluster

WORK = Path(os.environ.get("LIGZDA_MUTANTS", ROOT / ".pytest_cache" / "mutants"))
MOST = 30  # failing tests of one run that are looked at
SCORE = WORK / "score.json"


class Copy:
    """A copy of the working tree in which a fault may stand."""

    def __init__(self, name: str) -> None:
        self.root = WORK / "trees" / name
        shutil.rmtree(self.root, ignore_errors=True)
        shutil.copytree(ROOT, self.root, symlinks=True, ignore=shutil.ignore_patterns(".*_cache", ".git", ".venv", "node_modules", "var"))

    @contextlib.contextmanager
    def planted(self, faults: list[Fault]) -> Iterator[str]:
        """Stands there for a while; gives the names of the constraints to be dropped."""
        paths = {one.path for one in faults if one.kind != "constraint"}
        for path in paths:
            source = (ROOT / path).read_bytes()
            for one in sorted((one for one in faults if one.path == path), key=lambda one: -one.start):
                source = one.planted(source)
            self._write(path, source)
        try:
            yield ",".join(one.text for one in faults if one.kind == "constraint")
        finally:
            for path in paths:
                self._write(path, (WORK / "trees" / "whole" / path).read_bytes())

    def _write(self, path: str, source: bytes) -> None:
        (self.root / path).write_bytes(source)
        for compiled in (self.root / path).parent.glob(
            f"__pycache__/{Path(path).stem}.*"
        ):  # two changes within a second look alike to Python
            compiled.unlink()

    def run(
        self, *words: str, seconds: float = 0, address: str = "", start: tuple[str, ...] = (), **environment: str
    ) -> tuple[str, dict[str, str]]:
        """What became of it (killed, lived, late), and the outcome of each test that ended."""
        log = self.root / "outcomes"
        log.unlink(missing_ok=True)
        own = {"PYTHONPATH": str(self.root / "src"), "LIGZDA_VAR": str(self.root / "var"), "LIGZDA_MUTANTS_LOG": str(log)} | environment
        own |= {
            "LIGZDA_TEST_KEPT_OF": str(WORK / "trees" / "whole"),
            "LIGZDA_TEST_KEPT": os.environ.get("LIGZDA_TEST_KEPT", str(WORK / "kept")),
        }
        own |= {"LIGZDA_DATABASE_URL": address} if address else {}
        own |= {"LIGZDA_MUTANTS_SECONDS": str(int(seconds))} if seconds else {}
        command = [
            sys.executable,
            "-m",
            *start,
            "pytest",
            "-q",
            "-p",
            "tests.planted",
            "-p",
            "no:randomly",
            "-p",
            "no:cacheprovider",
            *words,
        ]
        with (self.root / "printed").open("w") as out:
            process = subprocess.Popen(command, cwd=self.root, env=os.environ | own, stdout=out, stderr=out, start_new_session=True)
            try:
                code = process.wait(4 * seconds or None)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
                code = -1
        ended = dict(json.loads(line) for line in log.read_text().splitlines()) if log.exists() else {}
        if "failed" in ended.values() or code in (1, 2, 3, 4):
            return "killed", ended
        return ("late" if code < 0 else "lived"), ended


class Lines:
    """Which test runs which line: made once for each folder of tests, and anew when code or tests changed."""

    def __init__(self, subjects: list[str], trees: "SimpleQueue[Copy]", workers: int) -> None:
        from coverage import CoverageData

        self.by_line, self.size = dict[tuple[str, int], set[str]](), dict[str, int]()
        folders = sorted({folder for subject in subjects for folder in SUBJECTS[subject][1].split()})
        with ThreadPoolExecutor(workers) as pool:
            for file in pool.map(lambda folder: self._made(folder, trees), folders):
                data = CoverageData(str(file))
                data.read()
                passed = set(json.loads(file.with_suffix(".passed").read_text()))
                for path in data.measured_files():
                    short = "src" + path.rpartition("/src")[2]
                    for line, tests in data.contexts_by_lineno(path).items():
                        known = passed.intersection(tests)
                        self.by_line.setdefault((short, line), set()).update(known)
                        for test in known:
                            self.size[test] = self.size.get(test, 0) + 1

    def _made(self, folder: str, trees: "SimpleQueue[Copy]") -> Path:
        there = WORK / f"lines-{digest()}-{folder}.data"
        if not there.with_suffix(".passed").exists():
            tree = trees.get()
            start = ("coverage", "run", f"--source={tree.root}/src/ligzda", f"--data-file={there}", "-m")
            _ended, outcomes = tree.run(f"tests/{folder}", "-m", "not browser", start=start, LIGZDA_MUTANTS_LINES="1")
            there.with_suffix(".passed").write_text(json.dumps([test for test, how in outcomes.items() if how == "passed"]))
            trees.put(tree)
        return there

    def tests(self, fault: Fault) -> list[str]:
        """Of its subject, fewest lines first. A line that runs at import is run by whoever runs its file."""
        folders = SUBJECTS[fault.subject][1].split()
        found = set[str]()
        for back in range(4):
            found = found or self.by_line.get((fault.path, fault.line - back), set())
        if not found:
            found = {test for (path, _line), tests in self.by_line.items() if path == fault.path for test in tests}
        own = tuple(f"tests/{folder}/" for folder in folders)
        ordered = sorted((one for one in found or self.size if one.startswith(own)), key=lambda one: (self.size[one], one))
        if fault.kind not in ON_POSTGRESQL:
            return ordered[:200]
        races = (path for folder in folders for path in (ROOT / "tests" / folder).glob("test_*.py") if "racing" in path.read_text())
        return [path.relative_to(ROOT).as_posix() for path in races] + ordered[:100]


def digest() -> str:
    paths = [path for folder in ("src", "tests") for path in (ROOT / folder).rglob("*.py")]
    return hashlib.sha256(b"".join(path.read_bytes() for path in sorted(paths))).hexdigest()[:8]


class Trial:
    """Tries one fault after the other, and keeps what came of it."""

    def __init__(self, given: argparse.Namespace, address: str) -> None:
        self.given, self.address, self.whole, self.one_by_one = given, address, Copy("whole"), Lock()
        self.trees = SimpleQueue[Copy]()
        for place in range(given.workers):
            self.trees.put(Copy(str(place)))
        self.file = WORK / f"seed-{given.seed}-{digest()}.jsonl"
        self.kept = dict[str, dict[str, str]]()
        for line in self.file.read_text().splitlines() if self.file.exists() else []:
            key, how, by = json.loads(line)
            self.keep(key, how, by, again=False)

    def keep(self, key: str, how: str, by: str, again: bool = True) -> None:
        self.kept[key] = {"how": how, "by": by}
        if again:
            print(f"{how:7} {key} {by}", flush=True)
            with self.file.open("a") as file:
                file.write(json.dumps([key, how, by]) + "\n")

    def attempt(self, faults: list[Fault], tests: list[str], seconds: float = 0, *more: str) -> tuple[str, list[str]]:
        address = self.address if faults[0].kind in ON_POSTGRESQL else ""
        tree = self.trees.get()
        try:
            (tree.root / "wanted").write_text("\n".join(tests))
            with tree.planted(faults) as constraints:
                how, ended = tree.run("@wanted", *more, seconds=seconds, address=address, LIGZDA_MUTANTS_CONSTRAINTS=constraints)
            failed = [test for test, outcome in ended.items() if outcome == "failed"][:MOST]
            if failed:
                failed = self.passing(failed, address)
                return ("killed" if failed else "lived"), failed
            if how == "killed" and not self.holds(f"@{tree.root}/wanted", "--collect-only", *more, address=address):
                return "lived", []
            return how, ["(does not start)"] if how == "killed" else []
        finally:
            self.trees.put(tree)

    def holds(self, *words: str, address: str) -> bool:
        """Whether whole code passes."""
        with self.one_by_one:
            return self.whole.run(*words, "-x", address=address)[0] == "lived"

    def passing(self, tests: list[str], address: str) -> list[str]:
        """Those of them that pass on whole code: what fails there too says nothing of a fault."""
        with self.one_by_one:
            _how, ended = self.whole.run(*tests, address=address)
        return [test for test in tests if ended.get(test) == "passed"]

    def alone(self, fault: Fault, lines: Lines) -> None:
        tests = [*lines.tests(fault), "tests/doors"]
        how, failed = self.attempt([fault], tests, self.given.seconds, "-x", "-m", "not browser")
        self.keep(fault.key, how, failed[0] if failed else "")

    def everything(self, faults: list[Fault]) -> None:
        """All that lived, planted together, meet every test once; what fails is tried on each of them alone."""
        together = list[Fault]()
        for one in faults:
            if not any(one.path == other.path and one.start < other.end and other.start < one.end for other in together):
                together.append(one)
        marked = "not browser and not sqlite" if faults[0].kind in ON_POSTGRESQL else "not browser"
        how, failed = self.attempt(together, ["tests"], 0, "-n", str(self.given.workers), "--dist", "loadfile", "-m", marked)
        print(f"{how:7} {len(together)} together, {len(failed)} tests failed", flush=True)
        for one in together if failed else []:
            how, by = self.attempt([one], failed, 0, "-x", "-m", marked)
            if by:
                self.keep(one.key, how, by[0])

    def side_by_side(self, act: Callable[[Fault], None], faults: list[Fault]) -> None:
        with ThreadPoolExecutor(self.given.workers) as pool:
            list(pool.map(act, faults))


def report(faults: list[Fault], kept: dict[str, dict[str, str]], seed: int) -> None:
    """Survivors with file, line and difference; then the score of each subject, also for docs/proofs.md."""
    scores = dict[str, list[int]]()
    for one in faults:
        killed, tried = scores.setdefault(one.subject, [0, 0])
        died = kept[one.key]["how"] == "killed"
        scores[one.subject] = [killed + died, tried + 1]
        if not died:
            print(f"\nLIVED {one.shown()}")
    for subject, (killed, tried) in scores.items():
        print(f"{subject:13} {killed:4} of {tried:4}")
    print(f"{sum(one[0] for one in scores.values())} of {len(faults)} faults noticed, seed {seed}")
    SCORE.write_text(json.dumps({"seed": seed, "subjects": scores}))


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--seed", type=int, default=1)
    ask.add_argument("--faults", type=int, default=60)
    ask.add_argument("--subject", nargs="+", choices=SUBJECTS, default=list(SUBJECTS))
    ask.add_argument("--seconds", type=int, default=60, help="of the processor, for one fault, before it meets everything")
    ask.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    ask.add_argument("--quick", action="store_true", help="leave out the run of everything")
    given = ask.parse_args()
    WORK.mkdir(parents=True, exist_ok=True)
    faults = choose(given.seed, given.faults, given.subject)
    with private_cluster() if any(one.kind in ON_POSTGRESQL for one in faults) else contextlib.nullcontext("") as address:
        trial = Trial(given, address)
        left = [one for one in faults if one.key not in trial.kept]
        if left:
            for known in ("", address) if address else ("",):  # what is kept between runs is made before the first minute begins
                trial.holds("tests/doors/test_routes.py", address=known)
            lines = Lines(given.subject, trial.trees, given.workers)
            trial.side_by_side(lambda one: trial.alone(one, lines), left)
        for server in (False, True):
            lived = [one for one in faults if trial.kept[one.key]["how"] != "killed" and (one.kind in ON_POSTGRESQL) is server]
            if lived and not given.quick:
                trial.everything(lived)
    report(faults, trial.kept, given.seed)


if __name__ == "__main__":
    main()
