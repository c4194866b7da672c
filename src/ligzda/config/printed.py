"""What the code says about itself: the pages of docs/generated/. `make docs` writes them, a house rule compares them."""

from collections.abc import Callable, Iterable, Iterator

from django.apps import apps
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import translation

from ligzda.access import deadlines, machines
from ligzda.access.permissions import Permission, Tier
from ligzda.access.roles import ROLES
from ligzda.config import scheduler
from ligzda.kernel.languages import SOURCE
from ligzda.measure.indicators import indicators


def pages() -> dict[str, str]:
    """File name → text. In English, in a fixed order, so that the same code prints the same page."""
    with translation.override(SOURCE):
        return {name: _page(title, print_()) for name, (title, print_) in PAGES.items()}


def _page(title: str, lines: Iterable[str]) -> str:
    return "\n".join([f"# {title}", "", "Printed from the code by `make docs`; do not edit.", "", *lines]).rstrip() + "\n"


def _table(heads: Iterable[str], rows: Iterable[Iterable[object]]) -> Iterator[str]:
    heads = list(heads)
    yield f"| {' | '.join(heads)} |"
    yield "|" + "---|" * len(heads)
    for row in rows:
        yield f"| {' | '.join(str(cell).replace('|', '/') for cell in row)} |"
    yield ""


def states() -> Iterator[str]:
    yield from machines.as_markdown().split("\n")[4:]


def roles() -> Iterator[str]:
    for key, role in ROLES.items():
        yield from (f"## {role.title} (`{key}`)", "", str(role.describes), "")
        yield f"* reach: {role.reach}"
        yield f"* words: {', '.join(f'`{word}`' for word in Permission if word in role.words)}"
        yield f"* may read: {', '.join(tier for tier in Tier if tier in role.clearance) or 'no file'}"
        if role.limits:
            yield f"* limits: {role.limits}"
        if role.comes_later:
            yield "* comes later: in the list, but there is no work for it yet"
        yield ""


def addresses() -> Iterator[str]:
    rows = ((f"`/{path}`", name, word) for path, name, word in sorted(_addresses(get_resolver().url_patterns, "")))
    yield from _table(["address", "name", "word it needs"], rows)


def _addresses(patterns: Iterable[URLPattern | URLResolver], before: str) -> Iterator[tuple[str, str, str]]:
    for entry in patterns:
        path = before + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from _addresses(entry.url_patterns, path)
        else:
            yield path, entry.name or "", str(getattr(entry.callback, "word", "asked by the sign-in library"))


def figures() -> Iterator[str]:
    for one in sorted(indicators(), key=lambda one: one.code):
        yield from (f"## {one.title} (`{one.code}`, version {one.version})", "")
        if one.describes:
            yield from (str(one.describes), "")
        yield f"* counts: {' / '.join(one.ratio) if one.ratio else one.counts}{f' of {one.fact}' if one.fact else ''}"
        yield f"* by: {', '.join(one.by) or '–'}"
        yield ""


def personal_data() -> Iterator[str]:
    for config in sorted(apps.get_app_configs(), key=lambda config: config.label):
        for model in config.get_models() if config.name.startswith("ligzda.") else ():
            personal = getattr(model, "Personal", None)
            told = [(kind, sorted(getattr(personal, kind, ()))) for kind in ("identifying", "sensitive")]
            if any(columns for _, columns in told):
                yield f"* **{model._meta.label}**: " + "; ".join(f"{kind} {', '.join(columns)}" for kind, columns in told if columns)
    yield ""


def terms() -> Iterator[str]:
    heads = ["term", "name", "default", "counted in", "where it comes from"]
    rows = ((one.title, f"`{one.name}`", ", ".join(map(str, one.numbers)), one.unit, one.source) for one in deadlines.in_order())
    yield from _table(heads, rows)


def jobs() -> Iterator[str]:
    yield from _table(["job", "every"], ((job.name, job.every) for job in scheduler.JOBS))


PAGES: dict[str, tuple[str, Callable[[], Iterator[str]]]] = {
    "states.md": ("States", states),
    "roles.md": ("Roles", roles),
    "addresses.md": ("Addresses", addresses),
    "figures.md": ("Figures", figures),
    "personal-data.md": ("Personal data", personal_data),
    "terms.md": ("Terms", terms),
    "clock.md": ("What runs by itself", jobs),
}
