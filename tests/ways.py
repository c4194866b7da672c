"""Draws the ways through the house for docs/architecture.md: which files a page, an entry and a figure really pass, from a trace.

Of the thousands of calls only the first into each layer of each room is kept, under the one that led there, and anew below an action:
a new function beside them changes nothing, a new way does. What a template calls is not followed.
"""

import re
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from types import FrameType
from typing import Any, NamedTuple

from django.test import Client
from django.urls import resolve, reverse

import ligzda
from ligzda.measure import engine, relation
from ligzda.services.models import Session
from tests.services.world import World

PACKAGE = f"{Path(ligzda.__file__).parent}/"
# What a file is, by its path below src/ligzda: the first that fits.
LAYERS = {
    "middleware": re.compile(r"\w+/middleware\.py .*"),
    "guard": re.compile(r"access/pages\.py .*"),
    "actor": re.compile(r"access/actor\.py Actor\.holds"),
    "need-to-know": re.compile(r"access/actor\.py Guarded\.visible_to"),
    "once": re.compile(r"access/once\.py .*"),
    "readings": re.compile(r"access/shown\.py Shown\.meet"),
    "trail": re.compile(r"access/audit\.py .*"),
    "engine": re.compile(r"measure/engine\.py .*"),
    "statements": re.compile(r"measure/coverage\.py .*"),
    "suppression": re.compile(r"measure/shown\.py shown_to"),
    "view": re.compile(r"\w+/views\b.*"),
    "form": re.compile(r"\w+/\w*forms\b.*"),
    "query": re.compile(r"\w+/queries\b.*"),
    "action": re.compile(r"\w+/actions\b.*"),
    "rule": re.compile(r"\w+/rules\.py .*"),
    "rows": re.compile(r"\w+/models\b.*"),
    "fact": re.compile(r"(?!measure/)\w+/\w*facts\.py .*"),
    "indicator": re.compile(r"\w+/indicators/.*"),
    "template": re.compile(r"\w+/templates/.*"),
}
ASKS = "→ SQL"
SQL = ("CursorWrapper.execute", "_Statement.run")
INNER = re.compile(r"\.<locals>")
WIDTH = 14


class Call(NamedTuple):
    """A function of the house that was called, under how many others; a template that was filled; or, without a name, a statement of SQL."""

    depth: int
    path: str
    name: str


class Step(NamedTuple):
    """The first call into a layer of a room."""

    depth: int
    layer: str
    call: Call
    asks: bool

    @property
    def room(self) -> str:
        return self.call.path.split("/")[0]


def traced(ask: Callable[[], Any]) -> tuple[Any, list[Call]]:
    """What it answers, and every call on the way."""
    calls, depth = list[Call](), 0

    def note(frame: FrameType, event: str, _argument: object) -> None:
        nonlocal depth
        if event in ("call", "return") and (call := _call(frame, depth)):
            if event == "call":
                calls.append(call)
            depth += 1 if event == "call" else -1

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        answer = ask()
    finally:
        sys.setprofile(before)
    return answer, calls


def _call(frame: FrameType, depth: int) -> Call | None:
    path, name = frame.f_code.co_filename, frame.f_code.co_qualname
    if name in SQL:
        return Call(depth, "", "")
    if path.startswith(PACKAGE):
        return Call(depth, path.removeprefix(PACKAGE), name)
    if name == "Template.render" and path.endswith("django/template/base.py"):
        template = frame.f_locals["self"].name
        return Call(depth, f"{template.split('/')[0]}/templates/{template}", "")
    return None


def condensed(calls: Iterable[Call]) -> list[Step]:
    """The first call into each layer of each room, and whether calls into it sent a statement themselves."""
    steps, over, places = list[Step](), list[tuple[int, int]](), dict[tuple[str, str, bool], int]()  # over: (depth of the call, its step)
    for call in calls:
        while over and over[-1][0] >= call.depth:
            over.pop()
        above = steps[over[-1][1]] if over else None
        if above and above.layer == "template":
            continue
        if above and not call.path:
            steps[over[-1][1]] = above._replace(asks=True)
        layer, room = layer_of(call), call.path.split("/")[0]
        if not layer or (above and (above.layer, above.room) == (layer, room)):
            continue
        at = (layer, room, any(steps[place].layer == "action" for _depth, place in over))
        if at not in places:
            places[at] = len(steps)
            steps.append(Step(above.depth + 1 if above else 0, layer, call, asks=False))
        over.append((call.depth, places[at]))
    return steps


def layer_of(call: Call) -> str:
    return next((name for name, pattern in LAYERS.items() if pattern.fullmatch(f"{call.path} {call.name}")), "")


def drawn(method: str, address: str, steps: Iterable[Step]) -> Iterator[str]:
    match = resolve(address.split("?")[0])
    yield f"{method} /{match.route}"
    yield f"{'address':{WIDTH}}{match.app_name}/urls.py {match.url_name}"
    for step in steps:
        name = "" if "<lambda>" in step.call.name else INNER.split(step.call.name)[0]
        yield f"{step.layer:{WIDTH}}{'  ' * step.depth}{step.call.path} {name}".rstrip() + (f"  {ASKS}" if step.asks else "")


def _client(world: World, who: str) -> Client:
    client = Client()
    client.force_login(world.users[who])
    return client


def _way(method: str, address: str, ask: Callable[[], Any], status: int) -> list[str]:
    answer, calls = traced(ask)
    assert answer.status_code == status, f"{method} {address} answered {answer.status_code}"
    return list(drawn(method, address, condensed(calls)))


def ways(world: World) -> dict[str, list[str]]:
    """Each is walked once before, so that what a process keeps does not decide; only the statement of the figure is made anew."""
    worker, manager = _client(world, "worker"), _client(world, "manager")
    family = world.cases["vitolini"].family.key
    log = f"{reverse('services:log')}?family={family}"
    answers = {
        "outcome": "held",
        "service": "social_work",
        "persons": [world.people["agnese"].pk],
        "minutes_other": "60",
        "place": "centre",
    }
    told = [{**answers, "date": "02.03.2026", "start_time": time, "form_key": f"way {time}"} for time in ("10:00", "14:00")]
    worker.post(log, told[0])
    found = {"post": _way("POST", log, lambda: worker.post(log, told[1]), 302)}
    page = reverse("services:session", args=[Session.objects.order_by("id").latest("id").key])
    figure = reverse("projects:figure", args=[world.project.key, "families"])
    for client, address in ((worker, page), (manager, figure)):
        client.get(address)
    for module in (engine, relation):
        for kept in [one for one in vars(module).values() if hasattr(one, "cache_clear")]:
            kept.cache_clear()
    found["get"] = _way("GET", page, lambda: worker.get(page), 200)
    found["figure"] = _way("GET", figure, lambda: manager.get(figure), 200)
    return found
