"""What axe finds on a page, one line per fault."""

from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

SCRIPT = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],  # what is in order is not described: that takes longer than finding it
}


@cache
def _script() -> str:
    return SCRIPT.read_text(encoding="utf-8")


def violations(page: Page) -> list[str]:
    """Run through the debugger, so that the page's Content-Security-Policy stays as strict as it is."""
    page.evaluate(_script() + "; undefined")
    found: list[dict[str, Any]] = page.evaluate("rules => axe.run(document, rules).then(found => found.violations)", RULES)
    return [
        f"{fault['id']} ({fault['impact']}): {node['target']} {node['html'][:160]} – {node['failureSummary'][:200]}"
        for fault in found
        for node in fault["nodes"]
    ]
