"""The side of pytest of ``scripts/mutants.py``, as a plug-in: what each test ran, a line for each result, an alarm for what hangs.

Nothing of it is loaded in any other run.
"""

import json
import os
import resource
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from coverage import Coverage
from django.apps import apps
from django.db import connections

LOG = os.environ.get("LIGZDA_MUTANTS_LOG", "")
LINES = os.environ.get("LIGZDA_MUTANTS_LINES", "")
CONSTRAINTS = [name for name in os.environ.get("LIGZDA_MUTANTS_CONSTRAINTS", "").split(",") if name]
SECONDS = int(os.environ.get("LIGZDA_MUTANTS_SECONDS", "0"))  # of the processor, so that a busy machine lets no fault live
HANGS = 60  # seconds: what takes longer waits for something that will not come


RECORDER = Coverage(data_file=None, source=["src/ligzda"]) if LINES else None
PASSED = set[str]()


def pytest_configure() -> None:
    if SECONDS:
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 5))
    if RECORDER:
        RECORDER.start()


def pytest_sessionfinish() -> None:
    """For each test that passed: file → its lines."""
    if RECORDER:
        RECORDER.stop()
        data, ran = RECORDER.get_data(), dict[str, dict[str, list[int]]]()
        for path in data.measured_files():
            short = "src" + path.rpartition("/src")[2]
            for line, tests in data.contexts_by_lineno(path).items():
                for test in PASSED.intersection(tests):
                    ran.setdefault(test, {}).setdefault(short, []).append(line)
        Path(LINES).write_text(json.dumps(ran))


@pytest.hookimpl(hookwrapper=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> Iterator[None]:
    """A fault meets the tests in the order asked for. Which runs which line is asked without the demo, where nearly all would run all."""
    asked = {item: place for place, item in enumerate(items)}
    yield
    if SECONDS:
        items.sort(key=asked.__getitem__)
    if LINES:
        out = [one for one in items if "demo" in getattr(one, "fixturenames", ())]
        items[:] = [one for one in items if one not in out]
        config.hook.pytest_deselected(items=out)


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    if RECORDER:
        RECORDER.switch_context(item.nodeid)
        _forget_compiled()
    yield


def _forget_compiled() -> None:
    """What a figure is built from is run once in a process: here anew by each test that asks for it."""
    from ligzda.measure import engine, relation  # after Django has begun

    for compiled in (engine._compile, relation.sketch):
        compiled.cache_clear()


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    if "demo" not in getattr(item, "fixturenames", ()):
        signal.signal(signal.SIGALRM, _hangs)
        signal.alarm(HANGS)
    yield
    signal.alarm(0)


def _hangs(*_: object) -> None:
    pytest.fail(f"more than {HANGS} seconds")


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    if report.when == "call" and report.passed:
        PASSED.add(report.nodeid)
    if LOG and "PYTEST_XDIST_WORKER" not in os.environ and (report.when == "call" or report.failed):
        with Path(LOG).open("a", encoding="utf-8") as file:
            file.write(json.dumps([report.nodeid, report.outcome]) + "\n")


@pytest.fixture(scope="session", autouse=True)
def _without_constraints(django_db_setup: None, django_db_blocker: Any) -> None:
    """The fault that stands in the database and in no file."""
    if CONSTRAINTS:
        with django_db_blocker.unblock():
            for model in apps.get_models():
                for one in model._meta.constraints:
                    if one.name in CONSTRAINTS:
                        with connections["default"].schema_editor() as editor:
                            editor.remove_constraint(model, one)
