"""Charts from Vega-Lite, drawn on the server and cached by what they show. One drawing for page, PDF and Word.

Colours are written as the light tokens; ``for_page`` exchanges them for the page's own variables, so the drawing follows light and dark.
"""

import datetime as dt
import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

import vl_convert
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from ligzda.kernel.cached import cache

DAY = 24 * 3600
TEXT, MUTED, LINE, SURFACE = "#26221D", "#5E574D", "#DED8CD", "#FFFFFF"
SERIES = ("#0E5A6B", "#B45F06", "#6B4E9B", "#4F7A28", "#A33B62")
FIRST = "#7A7266"
TOKENS = {
    TEXT: "var(--tblr-body-color)",
    MUTED: "var(--tblr-secondary-color)",
    LINE: "var(--tblr-border-color)",
    SURFACE: "var(--tblr-bg-surface)",
    FIRST: "var(--series-first-target)",
    **{colour: f"var(--series-{i})" for i, colour in enumerate(SERIES, 1)},
}
WIDE = 450
TEXT_FIELD = {"field": "text", "type": "nominal"}
PAPER_FONT = "Liberation Sans, DejaVu Sans, sans-serif"
NOISE = re.compile(
    r' (?:pointer-events|aria-[a-z]+|role|stroke-miterlimit|class|opacity|stroke-opacity|version|xmlns:xlink)="[^"]*"'
    r'|<path d="(?:M0,0h0v0h0Z)?"(?: display="none")?/>|<path d="" display="none"/>'
)
DRAWN = re.compile(r' (?:d|transform|x[12]?|y[12]?|width|height)="[^"]*"')
NUMBER = re.compile(r"-?\d+\.\d{2,}")
EMPTY_GROUP = re.compile(r"<g(?: [^>]*)?></g>|<g></g>")
FONT = re.compile(r' font-family="[^"]*"')
PIXELS = re.compile(r'="(-?[\d.]+)px"')


@dataclass(frozen=True)
class Point:
    """One dot of the curve. ``text`` is printed at it, ``tick`` under it."""

    day: dt.date
    value: int | Decimal
    text: str
    tick: str


@dataclass(frozen=True)
class PlanLine:
    """A planned value as a level line that ends where its time ends. ``first``: the first version, in grey dots."""

    value: int | Decimal
    until: dt.date
    text: str
    short: str
    first: bool = False


@dataclass(frozen=True)
class Curve:
    """What was achieved against what was planned, from the first day on."""

    start: dt.date
    start_tick: str
    points: tuple[Point, ...]
    plans: tuple[PlanLine, ...]
    unit: str


@dataclass(frozen=True)
class Share:
    """One part of a bar of shares."""

    name: str
    value: Decimal
    colour: str


def curve_svg(curve: Curve, width: int = 640, height: int = 280, font: int = 13) -> str:
    """The drawing, for paper; ``for_page`` makes it a page's."""
    return _drawn({"curve": asdict(curve), "size": (width, height, font)}, lambda: _curve(curve, width, height, font))


def shares_svg(parts: Sequence[Share], width: int = 340, height: int = 22) -> str:
    """One bar in parts, with a gap between them so that it reads in grey too."""
    return _drawn({"shares": [asdict(part) for part in parts], "size": (width, height)}, lambda: _shares(parts, width, height))


def for_page(svg: str, title: str, description: str, key: str, css: str = "drawing") -> SafeString:
    """Inline SVG with the page's own colours and font, a name that says the finding, and a description."""
    body = svg[svg.index(">") + 1 :]
    box = re.search(r'viewBox="([^"]*)"', svg[: svg.index(">")])
    for colour, token in TOKENS.items():
        body = body.replace(f'"{colour}"', f'"{token}"').replace(f'"{colour.lower()}"', f'"{token}"')
    return format_html(
        '<svg class="{}" viewBox="{}" role="img" aria-labelledby="{}-t" aria-describedby="{}-d" focusable="false">'
        '<title id="{}-t">{}</title><desc id="{}-d">{}</desc>{}',
        css,
        box.group(1) if box else "0 0 640 280",
        key,
        key,
        key,
        title,
        key,
        description,
        mark_safe(FONT.sub("", body)),  # noqa: S308 - drawn here from plain values; Vega escapes every text
    )


def for_paper(svg: str, title: str) -> str:
    """A file of its own: opened outside the page it keeps its colours and says what it is."""
    head, body = svg.split(">", 1)
    return f"{head}>{format_html('<title>{}</title>', title)}{body}"


def png(svg: str, scale: float = 3) -> bytes:
    """Pixels for Word; a PDF takes the drawing itself."""
    return vl_convert.svg_to_png(svg, scale=scale)


def _drawn(what: Any, draw: Any) -> str:
    told = json.dumps(what, sort_keys=True, default=str)
    key = f"chart-2-{hashlib.sha256(told.encode()).hexdigest()}"
    found = cache.get(key)
    if found is None:
        found = _slim(vl_convert.vegalite_to_svg(draw()))
        cache.set(key, found, DAY)
    return str(found)


def _slim(svg: str) -> str:
    """What no reader sees goes: the chart has to arrive on a phone in a basement."""
    svg = NOISE.sub("", PIXELS.sub(r'="\1"', svg))
    svg = DRAWN.sub(lambda found: NUMBER.sub(_short, found.group()), svg)
    while EMPTY_GROUP.search(svg):
        svg = EMPTY_GROUP.sub("", svg)
    return svg


# declared in Vega-Lite


def _short(found: re.Match[str]) -> str:
    return f"{float(found.group()):.1f}".removesuffix(".0")


def _spec(layers: list[dict[str, Any]], width: int, height: int, padding: int = 4) -> dict[str, Any]:
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "width": width,
        "height": height,
        "background": None,
        "padding": padding,
        "config": {"font": PAPER_FONT, "view": {"stroke": None}},
        "layer": layers,
    }


def _layer(mark: dict[str, Any], rows: list[dict[str, Any]], x: dict[str, Any], **encoding: Any) -> dict[str, Any]:
    return {"data": {"values": rows}, "mark": mark, "encoding": {"x": x, **encoding}}


def _curve(curve: Curve, width: int, height: int, font: int) -> dict[str, Any]:
    end = max([point.day for point in curve.points] + [plan.until for plan in curve.plans])
    days = max((end - curve.start).days, 1)
    span = days + round(days * (0.17 if width > WIDE else 0.2))
    top = float(max([point.value for point in curve.points] + [plan.value for plan in curve.plans])) * 1.1 or 1
    axis = {
        "title": None, "tickCount": 5, "grid": True, "gridColor": LINE, "domain": False, "ticks": False,
        "labelColor": MUTED, "labelFontSize": font, "labelPadding": 8,
    }  # fmt: skip
    x = {"field": "x", "type": "quantitative", "scale": {"domain": [0, span], "nice": False}, "axis": None}
    y = {"field": "y", "type": "quantitative", "scale": {"domain": [0, top], "nice": True}, "axis": axis}
    layers = [
        *_ticks(curve, x, y, font, width, span),
        *_plans(curve, x, y, font, (days, width)),
        *_achieved(curve, x, y, font, (width, span)),
    ]
    return _spec(layers, width, height)


def _text(font: int, colour: str, weight: int = 400, **place: Any) -> dict[str, Any]:
    return {"type": "text", "color": colour, "fontSize": font, "fontWeight": weight, **place}


def _plans(curve: Curve, x: dict[str, Any], y: dict[str, Any], font: int, room: tuple[int, int]) -> list[dict[str, Any]]:
    found, (days, width) = [], room
    for plan in curve.plans:
        colour, dash = (FIRST, [2, 4]) if plan.first else (SERIES[1], [8, 5])
        until = min((plan.until - curve.start).days, days)
        ends = [{"x": 0, "y": float(plan.value)}, {"x": until, "y": float(plan.value)}]
        stop = {"type": "tick", "color": colour, "orient": "vertical", "thickness": 2, "size": 11}
        name = _text(font, MUTED if plan.first else SERIES[1], 600, align="left", dx=6, dy=-8)
        found += [
            _layer({"type": "line", "color": colour, "strokeDash": dash, "strokeWidth": 2}, ends, x, y=y),
            _layer(stop, ends[1:], x, y=y),
            _layer(name, [{**ends[0], "text": plan.text if width > WIDE else plan.short}], x, y=y, text=TEXT_FIELD),
        ]
    return found


def _achieved(curve: Curve, x: dict[str, Any], y: dict[str, Any], font: int, room: tuple[int, int]) -> list[dict[str, Any]]:
    """The line with its dots; the last number stands large beside its dot, the others under the plan below it, over it above."""
    width, span = room
    rows: list[dict[str, Any]] = [{"x": (p.day - curve.start).days, "y": float(p.value), "text": p.text} for p in curve.points]
    level = float(max((plan.value for plan in curve.plans), default=0))
    point = {"type": "point", "filled": True, "fill": SURFACE, "stroke": SERIES[0], "size": 95, "strokeWidth": 2.5, "opacity": 1}
    found = [_layer({"type": "line", "color": SERIES[0], "strokeWidth": 2.5}, rows, x, y=y), _layer(point, rows, x, y=y)]
    free = rows[-1]["x"] - 2.4 * font * span / width  # a number nearer to the last one would run into it
    for row in rows[:-1]:
        if row["x"] > free:
            continue
        found.append(_layer(_text(font, SERIES[0], 700, dy=18 if row["y"] < level else -15), [row], x, y=y, text=TEXT_FIELD))
    wide = width > WIDE
    found.append(_layer(_text(font + 6, SERIES[0], 700, align="left", dx=11, dy=-4), rows[-1:], x, y=y, text=TEXT_FIELD))
    if wide:
        named = [{**row, "text": curve.unit} for row in rows[-1:]]
        found.append(_layer(_text(font, SERIES[0], 600, align="left", dx=13, dy=13), named, x, y=y, text=TEXT_FIELD))
    return found


def _ticks(curve: Curve, x: dict[str, Any], y: dict[str, Any], font: int, width: int, span: int) -> list[dict[str, Any]]:
    """Days under the curve, from the last one backwards, as many as find room."""
    every = [{"x": 0, "y": 0, "text": curve.start_tick}]
    every += [{"x": (p.day - curve.start).days, "y": 0, "text": p.tick} for p in curve.points]
    kept: list[dict[str, Any]] = []
    for row in reversed(every):
        gap = font * 0.62 * max(len(str(row["text"])), 7)
        if not kept or (kept[-1]["x"] - row["x"]) * width / span >= gap:
            kept.append(row)
    level = {"type": "rule", "color": MUTED, "strokeWidth": 1}
    tick = {"type": "tick", "color": MUTED, "orient": "vertical", "size": 7, "thickness": 1, "yOffset": 4}
    ends = [{"x": 0, "x2": span, "y": 0}]
    return [
        _layer(level, ends, x, y=y, x2={"field": "x2"}),
        _layer(tick, every, x, y=y),
        _layer(_text(font, MUTED, dy=19), kept, x, y=y, text=TEXT_FIELD),
    ]


def _shares(parts: Sequence[Share], width: int, height: int) -> dict[str, Any]:
    rows, begin = [], 0.0
    for part in parts:
        rows.append({"from": begin, "to": begin + float(part.value), "colour": part.colour})
        begin += float(part.value)
    bar = {"type": "bar", "stroke": SURFACE, "strokeWidth": 2, "cornerRadius": 4, "height": height}
    x = {"field": "from", "type": "quantitative", "scale": {"domain": [0, begin or 1], "nice": False}, "axis": None}
    colour = {"field": "colour", "type": "nominal", "scale": None}
    return _spec([_layer(bar, rows, x, x2={"field": "to"}, color=colour)], width, height, padding=0)
