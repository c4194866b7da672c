"""The walk: who asks which address with which keys, what came back, and what is wrong with it."""

import itertools
import random
import re
import traceback
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from typing import Any

from django.core.cache import cache
from django.core.signals import got_request_exception
from django.db import connections, transaction
from django.test import Client

from ligzda.access.middleware import LAST_SEEN
from ligzda.kernel import clock
from tests.doors import marks
from tests.doors.harvest import Harvest
from tests.doors.routes import PARAMETER, Route, routes
from tests.doors.seats import ADDRESSES_OF_HOUSE, Circle, Seat, circles, may_open, seats_of
from tests.doors.spoken import said_in
from tests.doors.steps import NO_NUMBER, NOBODYS, Answer, Pairs, Step
from tests.doors.things import Thing, kind_of, planned, things, words_of
from tests.doors.typed import OPEN, Typist

HEAVY = re.compile(r"pdf|docx|paper|print|file/|curve|drawing|publish")  # typesetting takes a second: a few are enough


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
    harvest: Harvest = field(default_factory=Harvest)
    marks: dict[str, frozenset[int]] = field(default_factory=dict)
    user: int | None = None
    width: int = 2  # so many keys of each sort
    only: str = ""  # what the addresses begin with

    def __post_init__(self) -> None:
        self.things, self.circles = things(), circles()
        self.seats = seats_of(self.email, self.today)
        self.dice = random.Random(f"{self.seed}{self.email}")
        self.sorted: dict[str, tuple[list[Thing], list[Thing], list[Thing]]] = {}
        self.typist = Typist(self.harvest, self.dice, self.things, lambda kind: self._kept(kind)[0], lambda kind: self._hidden(kind))
        self.opened_twice: set[Route] = set()

    # which questions

    def steps(self) -> Iterator[Step]:
        """All of them, in a fixed order; ``take`` draws from them."""
        for route in routes():
            for values, hidden, nothing in self._combinations(route) if route.template.startswith(self.only) else ():
                given = tuple(sorted(values.items()))
                yield Step(route, given, "GET", hidden=hidden, nothing=nothing)
                yield Step(route, given, "POST", hidden=hidden, nothing=nothing)
                yield Step(route, given, "GET", hidden=hidden, nothing=nothing, fragment=True)
                yield from self._typed(Step(route, given, hidden=hidden, nothing=nothing))

    def _typed(self, step: Step) -> Iterator[Step]:
        """The same with filters and breakdowns as pages offer them, and as a form that is sent."""
        template, is_own = step.route.template, not step.hidden
        number = min(len(self.harvest.queries.get(template, ())), 12 if is_own else 2)
        for _again in range(number * self.width // 2):
            query, swapped = self.typist.query(template)
            yield replace(step, query=query, swapped=swapped if is_own else "")
        for _again in range((4 if is_own else 1) * self.width // 2 if template in self.harvest.forms else 0):
            data, swapped = self.typist.form(template)
            yield replace(step, method="POST", data=data, swapped=swapped if is_own else "")

    def take(self, number: int) -> list[Step]:
        """So many of them by chance, each route at least once; a share of each sort of question."""
        sorts: dict[str, list[Step]] = {"heavy": [], "plain": [], "typed": [], "swapped": []}
        for one in self.steps():
            is_heavy = HEAVY.search(one.route.template) and not one.hidden
            sorts["heavy" if is_heavy else "swapped" if one.swapped else "typed" if one.query or one.data else "plain"].append(one)
        shares = {"heavy": 12, "swapped": number * 2 // 10, "typed": number * 3 // 10}
        chosen = [one for sort, share in shares.items() for one in self.dice.sample(sorts[sort], min(len(sorts[sort]), share))]
        light = [one for sort, steps in sorts.items() for one in steps if sort != "heavy"]
        missing = {one.route for one in light} - {one.route for one in chosen}
        chosen += [next(one for one in light if one.route == route) for route in sorted(missing, key=lambda route: route.template)]
        rest = max(0, number - len(chosen))
        chosen += self.dice.sample(sorts["plain"], min(len(sorts["plain"]), rest))
        self.dice.shuffle(chosen)
        return sorted(chosen, key=lambda one: one.route not in missing)  # what is asked once comes first

    def words(self, route: Route, name: str) -> list[str]:
        """What a word of the product in an address may be: as pages link to it; where none does, as the table says."""
        return sorted(self.harvest.words.get(route.template, {}).get(name, set()) | set(words_of(route, name)))

    def _combinations(self, route: Route) -> Iterator[tuple[dict[str, str], bool, bool]]:
        """Keys of one's own, of others, of nobody, and crossed between parent and child."""
        kinds = {name: kind_of(route, name) for name in route.parameters}
        deepest = [name for name in route.parameters if kinds[name]]
        house = route.template.startswith(ADDRESSES_OF_HOUSE) and not any(seat.role == "administrator" for seat in self.seats)
        words = {name: self.dice.choice(self.words(route, name)) for name in route.parameters if not kinds[name]}
        if not deepest:
            yield words, house, False
            return
        kinds = self._of_these_words(route, kinds, words)
        main, kind = deepest[-1], str(kinds[deepest[-1]])
        for thing in self._some(kind):
            words = {name: self.dice.choice(self.words(route, name)) for name in words} if len(deepest) == 1 else words
            yield self._with_parents(words, kinds, main, thing), house or not self._all_open(kinds, main, thing), False
        for values in self._crossed(words, kinds, deepest):
            yield values, True, False
        for name in deepest:
            thing = next(iter(self._some(kind)), None)
            values = self._with_parents(words, kinds, main, thing) if thing else dict.fromkeys(route.parameters, NOBODYS) | words
            number = name.endswith(("_id", "_row", "pk", "number"))
            yield values | {name: NO_NUMBER if number else NOBODYS}, True, True

    def _of_these_words(self, route: Route, kinds: dict[str, str | None], words: dict[str, str]) -> dict[str, str | None]:
        """Where a word says what the key behind it is: a paper of a letter, of a plan."""
        found = self.harvest.keys.get(route.template, {}).get(" ".join(words.values()), {})
        kinds = kinds | planned(route, words.values())
        other = {name for name, kind in kinds.items() if kind and found.get(name) and kind not in found[name]}
        return {name: self.dice.choice(sorted(found[name])) if name in other else kind for name, kind in kinds.items()}

    def _kept(self, kind: str) -> tuple[list[Thing], list[Thing], list[Thing]]:
        """Of one's own, of others, of others in a closed circle."""
        if kind not in self.sorted:
            rows = list(self.things[kind].values())
            mine = [one for one in rows if may_open(kind, one, self.seats, self.circles)]
            others = [one for one in rows if not may_open(kind, one, self.seats, self.circles)]
            closed = [one for one in others if any(self.circles[circle].closed for circle in one.circles)]
            self.sorted[kind] = mine, others, closed
        return self.sorted[kind]

    def _hidden(self, kind: str) -> list[Thing]:
        """What may not be named in a form. A family opens no page of its file, and on its own page names its steps and meetings."""
        own_file = {seat.circle for seat in self.seats if seat.role == "family_member"}
        others, closed = ([one for one in rows if not one.circles & own_file] for rows in self._kept(kind)[1:])
        return closed if closed and self.dice.random() < 0.5 else others

    def _some(self, kind: str) -> list[Thing]:
        """Two of one's own, two of others, one in a closed circle."""
        mine, others, closed = self._kept(kind)
        wanted = ((mine, self.width), (others, self.width), (closed, self.width // 2))
        return [one for group, number in wanted for one in self.dice.sample(group, min(number, len(group)))]

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
        """So many questions, those that an answer is compared with counted."""
        for step in self.take(number):
            if sum(self.asked.values()) >= number:
                return
            self._judge(client, step, self._ask(client, step))

    def _ask(self, client: Client, step: Step) -> Answer:
        """What comes back. Whatever was written is taken back."""
        with UndoneAfterwards():
            with Statements() as statements:
                answer = self._sent(client, step)
                body = answer.getvalue()
            if answer.status_code == 200 and self.marks:
                self._look_for_readings(client, step, said_in(answer, body))
        self.asked[f"{step.method} {answer.status_code}"] += 1
        said = "".join(FAULTS[-1:]).encode() if answer.status_code == 500 else body
        return Answer(answer.status_code, said, tuple(statements), answer.headers.get("Location", ""))

    def _sent(self, client: Client, step: Step) -> Any:
        ways = {"HX-Request": "true"} if step.fragment else {}
        return client.post(step.address, dict(step.data), headers=ways) if step.method == "POST" else client.get(step.address, headers=ways)

    def _look_for_readings(self, client: Client, step: Step, text: str) -> None:
        """Who read what stands in the trail; the same opened again adds nothing."""
        kinds = {kind_of(step.route, name) for name in step.route.parameters} - {None} - OPEN
        named = {value for _name, value in step.values}
        wrong = marks.unread(text, self.user, named, self.marks, bool(kinds))
        if not wrong and step.method == "GET" and step.route not in self.opened_twice and marks.marks_in(text):
            self.opened_twice.add(step.route)
            first = marks.readings()
            self._sent(client, step)
            wrong = "" if marks.readings() == first else f"opened again, it is noted again: {first} {marks.readings()}"
        if wrong:
            self.faults.append(f"{self._who(step)}: {wrong}")

    def _who(self, step: Step) -> str:
        data = f" {dict(step.data)}" if step.data else ""
        return f"{self.email or 'a stranger'}: {step.method} {step.address}{data}{' as a fragment' if step.fragment else ''}"

    def _judge(self, client: Client, step: Step, answer: Answer) -> None:
        if answer.status in (403, 500):
            self.faults.append(f"{self._who(step)} answered {answer.status}: {answer.body.decode(errors='replace')[-700:]}")
        elif step.hidden and not _is_closed(answer, self.email):
            self.faults.append(f"{self._who(step)} answered {answer.status} {answer.location} where nothing may be")
        elif step.swapped:
            self._same(client, step, answer, step.with_nobodys())
        elif step.hidden and not step.nothing and answer.status == 404 and step.method == "GET" and step.route.parameters:
            self._same(client, step, answer, replace(step, values=self._without(step)))

    def _same(self, client: Client, step: Step, answer: Answer, absent: Step) -> None:
        """What is hidden and what does not exist look alike and cost the same, asked for a second time: the first may fill a cache."""
        nothing = self._ask(client, absent)
        again = self._ask(client, step)
        if again.told(step) == nothing.told(absent) == answer.told(step):
            return
        nothing = self._ask(client, absent)
        told, other = again.told(step), nothing.told(absent)
        if told != other:
            self.faults.append(
                f"{self._who(step)} gives itself away beside {absent.address} {dict(absent.data) or ''}: {_unlike(again, nothing, told, other)}"
            )

    def _without(self, step: Step) -> Pairs:
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


class Statements(list[str]):
    """The statements sent meanwhile to any database. Not the usual capture: that asks SQLite once more for each, to quote the values."""

    def __enter__(self) -> "Statements":
        self.stack = ExitStack()
        for alias in connections:
            self.stack.enter_context(connections[alias].execute_wrapper(self._note))
        return self

    def _note(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        self.append(sql)
        return execute(sql, params, many, context)

    def __exit__(self, *_fault: object) -> None:
        self.stack.close()


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


def _unlike(one: Answer, other: Answer, told: tuple[Any, ...], of_nobody: tuple[Any, ...]) -> str:
    """In what two answers differ."""
    if told[0] != of_nobody[0] or told[2] != of_nobody[2]:
        return f"{told[0]} {told[2]} beside {of_nobody[0]} {of_nobody[2]}"
    if told[1] != of_nobody[1]:
        at = next((place for place, (a, b) in enumerate(zip(told[1], of_nobody[1])) if a != b), 0)
        return f"the page is another: …{told[1][max(0, at - 60) : at + 140]!r} beside …{of_nobody[1][max(0, at - 60) : at + 140]!r}"
    more = [text[:300] for text in one.statements if not any(text[:60] == there[:60] for there in other.statements)]
    return f"{len(one.statements)} statements beside {len(other.statements)}: {more or [one.statements[-1:], other.statements[-1:]]}"


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
    if user is None:
        client.logout()
        return
    client.force_login(user)
    session = client.session
    session[LAST_SEEN] = int(clock.now().timestamp())  # else each question, taken back, would note it anew
    session.save()
    marks.stand_here()


__all__ = ["HEAVY", "PARAMETER", "Step", "Walk", "enter"]
