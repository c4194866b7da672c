"""Who may stand on whom: imports, foreign keys, template includes."""

import re
import subprocess
from collections.abc import Iterable, Iterator

from django.apps import apps

from tests.rules.house import PACKAGE, ROOT, Source, layers, obey, templates

INCLUDE = re.compile(r"""{%\s*(?:include|extends)\s+["'](\w+)/""")
HOW = "A room stands only on rooms below it. Move the thing down, or let the page that needs both live in desk."


def pointing_up(links: Iterable[tuple[str, str, str]]) -> Iterator[str]:
    """`links` are (what, room it lies in, room it points to)."""
    height = layers()
    for what, here, there in links:
        if here in height and there in height and height[there] > height[here]:
            yield f"{what}: {here} points up to {there}"


def foreign_keys() -> Iterator[tuple[str, str, str]]:
    for model in apps.get_models():
        for field in model._meta.get_fields():
            if field.related_model and field.concrete and not isinstance(field.related_model, str):
                yield f"{model.__name__}.{field.name}", model._meta.app_label, field.related_model._meta.app_label


def includes(sources: Iterable[Source]) -> Iterator[tuple[str, str, str]]:
    return ((source.path, source.room, there) for source in sources for there in INCLUDE.findall(source.text))


def test_every_room_has_its_height() -> None:
    rooms = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    obey(rooms - set(layers()), "Name the new room in the layers of pyproject.toml.")


def test_imports_point_down() -> None:
    done = subprocess.run([ROOT / ".venv/bin/lint-imports", "--no-logo"], cwd=ROOT, capture_output=True, text=True, check=False)
    obey([done.stdout[-3000:]] if done.returncode else [], HOW)


def test_foreign_keys_point_down() -> None:
    obey(pointing_up(foreign_keys()), HOW)


def test_template_includes_point_down() -> None:
    obey(pointing_up(includes(templates())), HOW)


def test_a_planted_link_upwards_is_found() -> None:
    planted = Source("people/templates/people/x.html", '{% include "cases/parts/row.html" %}{% include "web/card.html" %}')
    assert list(pointing_up(includes([planted]))) == ["people/templates/people/x.html: people points up to cases"]
    assert list(pointing_up([("Site.case", "places", "cases"), ("Case.site", "cases", "places")])) == [
        "Site.case: places points up to cases"
    ]
