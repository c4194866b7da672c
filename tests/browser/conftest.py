"""A real browser before a real server: `ligzda serve` on the demo, in a folder of its own that is thrown away."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests import kept
from tests.browser import axe

PASSWORD = "ligzda-demo"
ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = os.environ.get("LIGZDA_CHROMIUM", "/usr/bin/chromium")
# The browser talks to nobody but the server under test.
QUIET = [
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WIDTHS = {"telephone": (390, 844), "desktop": (1280, 900)}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/browser/" in item.nodeid:
            item.add_marker(pytest.mark.browser)


@dataclass
class Site:
    """A running server with the demo in it. Each module gets a fresh copy of the loaded database."""

    address: str
    folder: Path
    process: subprocess.Popen[bytes]


@dataclass
class Visitor:
    """One person before one screen. Whatever the page complains about in the console fails the test."""

    page: Page
    site: Site
    complaints: list[str] = field(default_factory=list)

    def goes(self, path: str) -> Page:
        answer = self.page.goto(self.site.address + path)
        assert answer is not None and answer.status < 400, f"{path} answered {answer and answer.status}"
        return self.page

    def barriers(self) -> list[str]:
        """What axe finds, and whether the page is wider than the screen."""
        where = self.page.url.removeprefix(self.site.address)
        wide = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        too_wide = [f"{where}: {wide} px wider than the screen"] if wide > 0 else []
        return too_wide + [f"{where}: {fault}" for fault in axe.violations(self.page)]

    def sees_no_barrier(self) -> None:
        found = self.barriers()
        assert not found, "\n".join(found)

    def signs_in(self, who: str) -> None:
        page = self.goes("/sign-in/")
        page.fill("input[name=login]", f"{who}@ligzda.example")
        page.fill("input[name=password]", PASSWORD)
        page.click("main form button[type=submit]")
        page.wait_for_url(lambda url: "/sign-in/" not in url)


def _environment(folder: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("LIGZDA_")}
    return kept | {"LIGZDA_VAR": str(folder), "DJANGO_SETTINGS_MODULE": "ligzda.config.settings"}


@pytest.fixture(scope="session")
def loaded_demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo as `ligzda demo` loads it, kept between runs, with the assets of this run beside it."""

    def load(there: Path) -> None:
        kept.copy_keys(there / "keys")
        kept.copy_migrated(there)
        _run([sys.executable, "-m", "ligzda.config.cli", "demo", "--no-serve"], there)

    folder = tmp_path_factory.mktemp("demo") / "var"
    shutil.copytree(kept.folder("browser", load), folder)
    _run([sys.executable, "-m", "django", "collectstatic", "--noinput", "-v", "0"], folder)
    return folder


def _run(command: list[str], folder: Path) -> None:
    subprocess.run(command, cwd=ROOT, env=_environment(folder), check=True, capture_output=True)


@pytest.fixture(scope="module")
def site(loaded_demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("site") / "var"
    shutil.copytree(loaded_demo, folder)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "ligzda.config.cli", "serve", "--port", str(port), "--workers", "1"]
    with (
        (folder / "log").open("wb") as log,
        subprocess.Popen(command, cwd=ROOT, env=_environment(folder), stdout=log, stderr=log) as process,
    ):
        try:
            _wait_for(port)
            yield Site(f"http://127.0.0.1:{port}", folder, process)
            process.send_signal(signal.SIGTERM)
            process.wait(60)
        finally:
            process.kill()  # whoever still runs would be waited for without end
    said = (folder / "log").read_text(encoding="utf-8")
    assert "Traceback" not in said, said[-4000:]


def _wait_for(port: int) -> None:
    until = time.monotonic() + 240  # a busy machine
    while time.monotonic() < until:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.2)
    raise AssertionError("The server did not start.")


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Ends with the module: while Playwright runs, its event loop keeps Django's database away from this thread."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def visitor(chromium: Browser, site: Site) -> Iterator[Callable[..., Visitor]]:
    """visitor("sociala"): somebody signed in as sociala@ligzda.example; visitor(): a stranger."""
    opened: list[Visitor] = []

    def come(who: str = "", *, screen: str = "desktop", language: str = "") -> Visitor:
        width, height = WIDTHS[screen]
        context = chromium.new_context(viewport={"width": width, "height": height}, reduced_motion="reduce")
        new = Visitor(context.new_page(), site)
        opened.append(new)
        new.page.on("console", lambda said: new.complaints.append(f"{new.page.url}: {said.text}") if said.type == "error" else None)
        new.page.on("pageerror", lambda error: new.complaints.append(f"{new.page.url}: {error.stack}"))
        if who:
            new.signs_in(who)
        if language:
            context.add_cookies([{"name": "django_language", "value": language, "url": site.address}])
        return new

    yield come
    for one in opened:
        one.page.context.close()
    complaints = [line for one in opened for line in one.complaints]
    assert not complaints, "\n".join(complaints)
