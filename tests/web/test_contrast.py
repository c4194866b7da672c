"""The colours are computed from the stylesheet, not looked at: text needs 4.5, lines and marks 3."""

import re
from pathlib import Path

import pytest

CSS = (Path(__file__).parents[2] / "frontend" / "app.css").read_text(encoding="utf-8")
THEMES = ("light", "dark")
TONES = ("primary", "secondary", "success", "info", "warning", "danger")
GROUNDS = ("--tblr-bg-surface", "--tblr-body-bg")


def tokens(theme: str) -> dict[str, str]:
    block = re.search(rf'\[data-bs-theme="{theme}"\] {{(.*?)\n}}', CSS, re.DOTALL)
    assert block, theme
    return dict(re.findall(r"(--[\w-]+): ([^;]+);", block.group(1)))


def luminance(colour: str) -> float:
    assert re.fullmatch(r"#[0-9A-Fa-f]{6}", colour), f"{colour} is not plain hex"
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ratio(one: str, other: str) -> float:
    dark, bright = sorted((luminance(one), luminance(other)))
    return (bright + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", THEMES)
def test_text_is_readable_on_every_ground_and_tint(theme):
    t = tokens(theme)
    grounds = [*GROUNDS, "--tblr-bg-surface-secondary", *(f"--tblr-{tone}-lt" for tone in TONES)]
    for ground in grounds:
        assert ratio(t["--tblr-body-color"], t[ground]) >= 10.8, ground
    for ground in (*GROUNDS, "--tblr-bg-surface-secondary"):
        assert ratio(t["--tblr-secondary-color"], t[ground]) >= 4.5, ground


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("tone", TONES)
def test_every_tone_is_readable_on_surface_page_and_its_own_tint(theme, tone):
    t = tokens(theme)
    for ground in (*GROUNDS, f"--tblr-{tone}-lt"):
        assert ratio(t[f"--tblr-{tone}"], t[ground]) >= 4.5, (tone, ground)
        assert ratio(t[f"--tblr-{tone}-text-emphasis"], t[ground]) >= 4.5, (tone, ground)
    assert ratio(t[f"--tblr-{tone}-fg"], t[f"--tblr-{tone}"]) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
def test_borders_of_controls_and_marks_of_charts_stand_out(theme):
    t = tokens(theme)
    for ground in (*GROUNDS, "--tblr-bg-surface-secondary"):
        assert ratio(t["--tblr-field-border"], t[ground]) >= 3, ground
    for series in [f"--series-{n}" for n in range(1, 6)] + ["--series-first-target"]:
        assert ratio(t[series], t["--tblr-bg-surface"]) >= 4.5, series


@pytest.mark.parametrize("theme", THEMES)
def test_each_colour_and_its_rgb_twin_say_the_same(theme):
    t = tokens(theme)
    twins = [name for name in t if name.endswith("-rgb")]
    assert len(twins) > 15
    for name in twins:
        colour = t[name.removesuffix("-rgb")]
        assert t[name] == ", ".join(str(int(colour[i : i + 2], 16)) for i in (1, 3, 5)), name


@pytest.mark.parametrize(
    ("theme", "token", "ground", "stated"),
    [
        ("light", "--tblr-body-color", "--tblr-bg-surface", 15.8),
        ("light", "--tblr-primary", "--tblr-bg-surface", 7.8),
        ("light", "--tblr-warning", "--tblr-warning-lt", 5.9),
        ("light", "--tblr-field-border", "--tblr-body-bg", 3.8),
        ("dark", "--tblr-body-color", "--tblr-body-bg", 15.1),
        ("dark", "--tblr-primary", "--tblr-primary-lt", 6.7),
        ("dark", "--tblr-danger", "--tblr-bg-surface", 7.4),
    ],
)
def test_the_stated_ratios_are_the_computed_ones(theme, token, ground, stated):
    t = tokens(theme)
    assert ratio(t[token], t[ground]) == pytest.approx(stated, abs=0.1)
