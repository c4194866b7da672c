"""Tabler outline icons as inline SVG, read from the file that the asset build writes.

Icons are third-party, so they are never committed; without built assets a page shows words only.
"""

import json
from functools import cache, lru_cache
from pathlib import Path

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

BUILT = Path(__file__).parent / "static" / "web" / "build" / "icons.json"


@cache
def shapes() -> dict[str, str]:
    """Name → inner SVG markup; empty when the assets are not built."""
    return json.loads(BUILT.read_text(encoding="utf-8")) if BUILT.exists() else {}


@lru_cache(maxsize=1024)
def svg(name: str, css: str = "") -> SafeString:
    """The icon is decoration: its word stands beside it or on the control that holds it."""
    inner = shapes().get(name, "")
    return format_html(
        '<svg class="icon {}" viewBox="0 0 24 24" width="20" height="20" fill="none" stroke="currentColor" '
        'stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false">{}</svg>',
        css,
        mark_safe(inner),  # noqa: S308 - our own build wrote it from the icon package
    )
