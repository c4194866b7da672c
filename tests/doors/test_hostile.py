"""Whoever sends nonsense gets a sentence or a page that is not there, never an error: everybody, over every form and filter there is.

What a form or an address takes is found on the pages (``harvest``). A form is filled as somebody would, and then one thing in it is
spoilt; or everything. A sample in `make test`, all of it in `make soak`.
"""

import itertools
import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client

from ligzda.kernel import clock
from ligzda.web import paging
from tests.doors import walk, world
from tests.doors.harvest import Harvest
from tests.doors.routes import routes
from tests.doors.steps import Step
from tests.doors.walk import HEAVY, Walk
from tests.proofs import SOAK, note

SEED = 20261130
FORMS = 0.8  # the share of forms among the questions about an address that has one
AT_MOST = 1_200 if SOAK else 25  # questions of one person

HOSTILE: tuple[str, ...] = (
    "", " ", "x" * 10_000, "\x00", "a\x00b", "\ud800", "a\udfffb", "\u202e\u200b", "💥" * 50, "%s%(a)d{0}{}", "'; --", "<script>1</script>",
    "-1", "0", "9" * 40, "1" * 5_000, "2147483648", "9223372036854775808", "1e400", "NaN", "Infinity", "-0", "1,5", "٣", "²", "0x10", "1_000",
    "30.02.2026.", "00.00.0000.", "9999-12-31", "0000-01-01", "31.12.99999.", "2026-13-45", "24:61", "99:99", "[]", "{}", "null", "true", "../../etc",
)  # fmt: skip
NUMBERS = ("-1", "0", "9" * 40, "9223372036854775808", "x", "1.5", "\x00", "\ud800", "²", "", "-9" * 20)


def questions(walker: Walk) -> Iterator[tuple[Step, dict[str, Any]]]:
    """An own address of each route by chance, with a spoilt filter or as an own form with a spoilt answer; then each once more."""
    chosen = [route for route in routes() if not HEAVY.search(route.template)]
    walker.dice.shuffle(chosen)
    for route in itertools.cycle(chosen):
        own = next((values for values, hidden, _nothing in walker._combinations(route) if not hidden), None)
        if own is None:
            continue
        step = Step(route, tuple(sorted(own.items())))
        if route.template in walker.harvest.forms and walker.dice.random() < FORMS:
            filled, _swapped = walker.typist.form(route.template)
            yield replace(step, method="POST"), spoilt(walker.dice, dict(filled))
        else:
            names = [*walker.harvest.queries.get(route.template, {}), "from", "after"]
            yield replace(step, query=((walker.dice.choice(names), walker.dice.choice((*HOSTILE, *NUMBERS))),)), {}


def spoilt(dice: random.Random, filled: dict[str, Any]) -> dict[str, Any]:
    """One answer is nonsense, is given twice, is missing; or all of them are nonsense."""
    if not filled:
        return {dice.choice(("x", "page", "on")): dice.choice(HOSTILE)}
    name, way = dice.choice(sorted(filled)), dice.random()
    if way < 0.6:
        return filled | {name: dice.choice(HOSTILE)}
    if way < 0.75:
        return filled | {name: [filled[name], dice.choice(HOSTILE), dice.choice(HOSTILE)]}
    if way < 0.85:
        return {key: value for key, value in filled.items() if key != name}
    return {key: dice.choice(HOSTILE) for key in filled}


def sent(client: Client, step: Step, data: dict[str, Any]) -> int:
    """A browser sends what is not text as it can: a lone surrogate goes as its three bytes."""
    with walk.UndoneAfterwards():
        if step.method == "POST":
            body = encoded([(name, one) for name, value in data.items() for one in (value if isinstance(value, list) else [value])])
            return client.post(step.path, body, content_type="application/x-www-form-urlencoded").status_code
        return client.get(f"{step.path}?{encoded(list(step.query))}").status_code


def encoded(pairs: Sequence[tuple[str, str]]) -> str:
    return "&".join("=".join("".join(f"%{byte:02X}" for byte in part.encode("utf-8", "surrogatepass")) for part in pair) for pair in pairs)


def ask(client: Client, walker: Walk, at_most: int) -> None:
    for (step, data), _number in zip(questions(walker), range(at_most)):
        status = sent(client, step, data)
        walker.asked[f"{step.method} {status}"] += 1
        if status in (403, 500):
            said = {name: str(value)[:60] for name, value in data.items()}
            walker.faults.append(f"{walker._who(step)[:300]!a} {said!a} answered {status}: {''.join(walk.FAULTS[-1:])[-900:]}")


@pytest.fixture(scope="module")
def known() -> dict[str, Any]:
    """What stands in the demo, read once for everybody: nothing that is asked stays."""
    return {}


@pytest.mark.parametrize("email", world.people())
def test_nonsense_is_answered_and_never_with_an_error(
    harvest: Harvest, known: dict[str, Any], client: Client, monkeypatch: pytest.MonkeyPatch, email: str
) -> None:
    if not known:
        known |= {"things": walk.things(), "circles": walk.circles()}
    for name, found in known.items():
        monkeypatch.setattr(walk, name, lambda found=found: found)
    walker = Walk(email, clock.today(), SEED, harvest=harvest)
    walk.enter(client, world.user(email))
    ask(client, walker, AT_MOST)
    note("hostile", asked=sum(walker.asked.values()), faults=len(walker.faults), of=f"{email or 'a stranger'} {dict(walker.asked)}")
    assert not walker.faults, "\n".join([f"{len(walker.faults)} errors:", *walker.faults[:20]])


def test_a_planted_error_is_met(harvest: Harvest, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """A list that reads carelessly with which row it begins."""
    monkeypatch.setattr(paging, "start_of", lambda request: int(request.GET.get("from", "0")))
    email = "administratore@ligzda.example"
    walk.enter(client, world.user(email))
    step = Step(next(route for route in routes() if route.template == "users/"), (), query=(("from", "\ud800"),))
    assert sent(client, step, {}) == 500
    assert sent(client, replace(step, query=(("from", "0"),)), {}) == 200
