"""The walk: who asks which address with which keys, what came back, and what is wrong with it."""

import itertools
import random
import re
import traceback
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from django.core.cache import cache
from django.core.signals import got_request_exception
from django.db import connections, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.html import escape

from tests.doors.routes import PARAMETER, Route, routes
from tests.doors.seats import ADDRESSES_OF_HOUSE, Circle, Seat, circles, may_open, seats_of
from tests.doors.things import Thing, kind_of, things, words_of

NOBODYS = "zzzzzzz9"  # eight characters, as a key has, and of nobody
NO_NUMBER = "99999999"
MARKS = re.compile(rb'name="(?:csrfmiddlewaretoken|form_key)" value="[^"]*"|nonce="[^"]*"|"csrfmiddlewaretoken": ?"[^"]*"')
# What follows the question mark: filters, breakdowns, pages, fragments. What a page itself links to is added on the way.
QUERIES = ("", "q=a", "page=2", "by=site", "by=service", "from=2014-01-01&until=2014-12-31", "format=csv", "format=pdf", "fragment=1")
HEAVY = re.compile(r"pdf|docx|paper|print|file/|curve|drawing")  # typesetting takes a second: a few are enough


@dataclass(frozen=True)
class Step:
    """One question: an address with its keys, and whether anything may be there."""

    route: Route
    values: tuple[tuple[str, str], ...]
    method: str = "GET"
    query: str = ""
    hidden: bool = False  # nothing may be there for this person
    nothing: bool = False  # there is nothing for anybody

    @property
    def address(self) -> str:
        return self.route.address(dict(self.values)) + (f"?{self.query}" if self.query else "")


@dataclass(frozen=True)
class Answer:
    """Status, body, statements, where it leads."""

    status: int
    body: bytes
    statements: tuple[str, ...]
    location: str

    def told(self, step: Step) -> tuple[int, bytes, int]:
        """What a reader could learn from it: without the address and the tokens."""
        body, keys = self.body, {value for _name, value in step.values if len(value) == len(NOBODYS)}
        for part in sorted({step.address, step.route.address(dict(step.values)), *keys}, key=len, reverse=True):
            for written in (part, escape(part), quote(part, safe="")):
                body = body.replace(written.encode(), b"*")
        return self.status, MARKS.sub(b"", body), len(self.statements)


@dataclass
class Walk:
    """Everything one person asks. ``faults`` are sentences; ``asked`` counts answers by kind."""

    email: str
    today: Any
    seed: int
    seats: list[Seat] = field(default_factory=list)
    circles: dict[int, Circle] = field(default_factory=dict)
    things: dict[str, dict[str, Thing]] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    asked: Counter[str] = field(default_factory=Counter)
    queries: dict[str, set[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.things, self.circles = things(), circles()
        self.seats = seats_of(self.email, self.today)
        self.dice = random.Random(f"{self.seed}{self.email}")

    # which questions

    def steps(self) -> Iterator[Step]:
        """All of them, in a fixed order; ``take`` draws from them."""
        for route in routes():
            for values, hidden, nothing in self._combinations(route):
                given = tuple(sorted(values.items()))
                yield Step(route, given, "GET", "", hidden, nothing)
                yield Step(route, given, "POST", "", hidden, nothing)
                for query in self.dice.sample(QUERIES[1:], 2):
                    yield Step(route, given, "GET", query, hidden, nothing)

    def take(self, number: int) -> list[Step]:
        """So many of them by chance, each route at least once."""
        all_steps = list(self.steps())
        heavy = [one for one in all_steps if HEAVY.search(one.route.template) and not one.hidden]
        light = [one for one in all_steps if not HEAVY.search(one.route.template) or one.hidden]
        chosen = self.dice.sample(heavy, min(len(heavy), 12)) + self.dice.sample(light, min(len(light), number))
        missing = {one.route for one in light} - {one.route for one in chosen}
        return chosen + [next(one for one in light if one.route == route) for route in sorted(missing, key=lambda r: r.template)]

    def _combinations(self, route: Route) -> Iterator[tuple[dict[str, str], bool, bool]]:
        """Keys of one's own, of others, of nobody, and crossed between parent and child."""
        kinds = {name: kind_of(route, name) for name in route.parameters}
        deepest = [name for name in route.parameters if kinds[name]]
        house = route.template.startswith(ADDRESSES_OF_HOUSE) and not any(seat.role == "administrator" for seat in self.seats)
        words = {name: self.dice.choice(words_of(route, name)) for name in route.parameters if not kinds[name]}
        if not deepest:
            yield words, house, False
            return
        main, kind = deepest[-1], str(kinds[deepest[-1]])
        for thing in self._some(kind):
            yield self._with_parents(words, kinds, main, thing), house or not self._all_open(kinds, main, thing), False
        for values in self._crossed(words, kinds, deepest):
            yield values, True, False
        for name in deepest:
            thing = next(iter(self._some(kind)), None)
            values = self._with_parents(words, kinds, main, thing) if thing else dict.fromkeys(route.parameters, NOBODYS) | words
            number = name.endswith(("_id", "_row", "pk", "number"))
            yield values | {name: NO_NUMBER if number else NOBODYS}, True, True

    def _some(self, kind: str) -> list[Thing]:
        """Two of one's own, two of others, one in a closed circle."""
        rows = list(self.things[kind].values())
        mine = [one for one in rows if may_open(kind, one, self.seats, self.circles)]
        others = [one for one in rows if not may_open(kind, one, self.seats, self.circles)]
        closed = [one for one in others if any(self.circles[circle].closed for circle in one.circles)]
        return [one for group, number in ((mine, 2), (others, 2), (closed, 1)) for one in self.dice.sample(group, min(number, len(group)))]

    def _with_parents(self, words: dict[str, str], kinds: dict[str, str | None], main: str, thing: Thing) -> dict[str, str]:
        values = {**words, main: thing.key}
        for name, kind in kinds.items():
            if kind and name != main:
                above = sorted(thing.parents.get(kind, ())) or sorted(self.things[kind])
                values[name] = self.dice.choice(above)
        return values

    def _all_open(self, kinds: dict[str, str | None], main: str, thing: Thing) -> bool:
        return may_open(str(kinds[main]), thing, self.seats, self.circles)

    def _crossed(self, words: dict[str, str], kinds: dict[str, str | None], deepest: list[str]) -> Iterator[dict[str, str]]:
        """A child below a parent that it does not belong to."""
        if len(deepest) < 2:
            return
        main = deepest[-1]
        for thing, (parent, kind) in itertools.product(
            self._some(str(kinds[main]))[:3], [(name, str(kinds[name])) for name in deepest[:-1]]
        ):
            wrong = [one.key for one in self._some(kind) if not thing.belongs_to(kind, one.key)]
            if kind in thing.parents and wrong:
                yield self._with_parents(words, kinds, main, thing) | {parent: wrong[0]}

    # what comes back

    def go(self, client: Client, number: int) -> None:
        for step in self.take(number):
            answer = self._ask(client, step)
            self._judge(client, step, answer)

    def _ask(self, client: Client, step: Step) -> Answer:
        """What comes back. Whatever was written is taken back."""
        ways = {"HX-Request": "true"} if step.query == "fragment=1" else {}
        with UndoneAfterwards():
            connections["default"].queries_log.clear()
            with CaptureQueriesContext(connections["default"]) as captured:
                send = client.post if step.method == "POST" else client.get
                answer = send(step.address, headers=ways)
                body = answer.getvalue()
            statements = tuple(query["sql"] for query in captured.captured_queries)
        self.asked[f"{step.method} {answer.status_code}"] += 1
        said = "".join(FAULTS[-1:]).encode() if answer.status_code == 500 else body
        return Answer(answer.status_code, said, statements, answer.headers.get("Location", ""))

    def _judge(self, client: Client, step: Step, answer: Answer) -> None:
        who = f"{self.email or 'a stranger'}: {step.method} {step.address}"
        if answer.status in (403, 500):
            self.faults.append(f"{who} answered {answer.status}: {answer.body.decode(errors='replace')[-700:]}")
        elif step.hidden and not _is_closed(answer, self.email):
            self.faults.append(f"{who} answered {answer.status} {answer.location} where nothing may be")
        elif step.hidden and not step.nothing and answer.status == 404 and step.method == "GET" and step.route.parameters:
            self._same_as_nothing(client, step, answer, who)

    def _same_as_nothing(self, client: Client, step: Step, answer: Answer, who: str) -> None:
        """What is hidden and what does not exist look alike and cost the same."""
        absent = Step(step.route, self._without(step), "GET", step.query)
        nothing = self._ask(client, absent)
        if answer.told(step) == nothing.told(absent):
            return
        again, nothing = self._ask(client, step), self._ask(client, absent)  # the first may have filled a cache
        if again.told(step) == nothing.told(absent):
            return
        more = [one[:300] for one in again.statements if not any(one[:60] == other[:60] for other in nothing.statements)]
        alike = "the page is another" if again.told(step)[1] != nothing.told(absent)[1] else f"{len(again.statements)} statements: {more}"
        self.faults.append(f"{who} gives itself away beside {absent.address}: {alike}")

    def _without(self, step: Step) -> tuple[tuple[str, str], ...]:
        """The same keys, but from the first one that this person may not see there is nothing; where each alone is theirs, from the last."""
        given, names = dict(step.values), [name for name in step.route.parameters if kind_of(step.route, name)]
        closed = [name for name in names if not self._opens(step.route, name, given)]
        first = names.index(closed[0]) if closed else len(names) - 1
        gone = {name: NO_NUMBER[: len(given[name])] if given[name].isdigit() else NOBODYS for name in names[first:]}
        return tuple(sorted((given | gone).items()))

    def _opens(self, route: Route, name: str, given: dict[str, str]) -> bool:
        kind = str(kind_of(route, name))
        thing = self.things[kind].get(given[name])
        return thing is not None and may_open(kind, thing, self.seats, self.circles)


class UndoneAfterwards:
    """Both databases as they were, whatever a form did."""

    def __enter__(self) -> None:
        self.blocks = [transaction.atomic(using=alias) for alias in connections]
        for block in self.blocks:
            block.__enter__()

    def __exit__(self, *_fault: object) -> None:
        for alias, block in zip(connections, self.blocks, strict=True):
            transaction.set_rollback(True, using=alias)
            block.__exit__(None, None, None)


def _is_closed(answer: Answer, email: str) -> bool:
    """Not there; or, for a stranger and whose account is closed, the sign-in page."""
    if answer.status in (404, 405, 410):
        return True
    return answer.status == 302 and answer.location.startswith("/sign-in/") and email in {"", "closed@example.org"}


FAULTS: list[str] = []


def _remember(**_said: Any) -> None:
    FAULTS.append("".join(traceback.format_exc()))


got_request_exception.connect(_remember)


def enter(client: Client, user: Any) -> None:
    cache.clear()
    client.raise_request_exception = False
    client.logout() if user is None else client.force_login(user)


__all__ = ["PARAMETER", "Step", "Walk", "enter"]
