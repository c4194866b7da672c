"""The profile as a picture: a row for each area, a column for each assessment, a dot with its number as high as its level.

Drawn here, without a library: the same drawing serves the page and a document. Position and number carry it, never colour.
"""

from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from ligzda.web import formatting

WIDTH, LEFT, RIGHT = 340, 12, 328
HEAD, ROW, NAME = 26, 84, 18  # the dates; one area; its name above the dots
RADIUS, RISE = 10, 34  # of a dot; from the lowest level to the highest


def draw(profile: Any, *, title: Any, describes: Any, name: str = "profile") -> SafeString:
    """One SVG; ``title`` is the finding, ``describes`` says how to read it. The same numbers stand in a table beside it."""
    height = HEAD + ROW * len(profile.lines)
    rows = format_html_join("", "{}", ((_row(profile, number),) for number in range(len(profile.lines))))
    return format_html(
        '<svg class="profile" viewBox="0 0 {} {}" role="img" aria-labelledby="{}-title {}-text">'
        '<title id="{}-title">{}</title><desc id="{}-text">{}</desc>{}{}</svg>',
        WIDTH, height, name, name, name, title, name, describes, _dates(profile), rows,
    )  # fmt: skip


def _x(column: int, columns: int) -> float:
    return (LEFT + RIGHT) / 2 if columns == 1 else round(LEFT + (RIGHT - LEFT) * column / (columns - 1), 1)


def _dates(profile: Any) -> SafeString:
    """The first, and the last; those between have their days in the table."""
    count = len(profile.columns)
    shown = [(0, "start")] if count == 1 else [(0, "start"), (count - 1, "end")]
    spots = ((0 if anchor == "start" else WIDTH, anchor, formatting.day(profile.columns[n].date)) for n, anchor in shown)
    return format_html_join("", '<text class="profile-date" x="{}" y="14" text-anchor="{}">{}</text>', spots)


def _row(profile: Any, number: int) -> SafeString:
    line, top = profile.lines[number], HEAD + ROW * number
    scale = line.area.instrument
    count = len(profile.columns)
    dots = [
        (_x(n, count), round(top + NAME + RADIUS + 9 + RISE * (scale.highest - mark.level) / (scale.highest - scale.lowest), 1), mark.level)
        for n, mark in enumerate(line.marks)
        if mark is not None and mark.level is not None
    ]
    way = " ".join(f"{x},{y}" for x, y, _level in dots)
    return format_html(
        '<line class="profile-rule" x1="0" x2="{}" y1="{}" y2="{}"/><text class="profile-name" x="0" y="{}">{}</text>{}{}',
        WIDTH, top, top, top + NAME, line.label,
        format_html('<polyline class="profile-way" points="{}"/>', way) if len(dots) > 1 else "",
        format_html_join("", "{}", ((_dot(x, y, level, is_last=n == len(dots) - 1),) for n, (x, y, level) in enumerate(dots))),
    )  # fmt: skip


def _dot(x: float, y: float, level: int, *, is_last: bool) -> SafeString:
    """The last is filled, what was before is a ring."""
    kind = "profile-now" if is_last else "profile-before"
    return format_html(
        '<circle class="{}" cx="{}" cy="{}" r="{}"/><text class="{}-number" x="{}" y="{}" text-anchor="middle">{}</text>',
        kind, x, y, RADIUS, kind, x, y + 4.5, level,
    )  # fmt: skip
