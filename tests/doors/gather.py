"""Gathers what the pages offer: those with wide seats open each address once, then again with each filter that was found."""

import itertools
from collections.abc import Iterator

from django.test import Client

from ligzda.kernel import clock
from tests import kept
from tests.doors import harvest, noticing, walk, world
from tests.doors.harvest import Harvest
from tests.doors.routes import Route, routes
from tests.doors.things import kind_of
from tests.doors.walk import HEAVY, UndoneAfterwards, Walk

# Between them they open every address. Who comes later opens only what nobody before could.
WHO = (
    "coordinator.all@example.org", "koordinatore@ligzda.example", "sociala@ligzda.example", "projekti@ligzda.example",
    "administratore@ligzda.example", "grupa@ligzda.example", "drosiba@ligzda.example", "uznemsana@ligzda.example",
    "pasvaldiba@ligzda.example", "auditore@ligzda.example", "mamma@ligzda.example",
)  # fmt: skip
# What none of them can open in the example, and why; everybody asks it in the walk all the same.
NEVER = {
    "account/address/<str:token>/": "its key stands in a letter", "invitation/<str:token>/": "its key stands in a letter",
    "calendar/feed/<str:secret>.ics": "its key is told once", "drafts/": "it has no page", "concerns/<slug:key>/whom/": "nobody typed a name there",
    "families/<slug:key>/cases/<slug:case_key>/assessments/<slug:assessment_key>/areas/<slug:area>/<slug:person_key>/": "of a child and its area",
    "families/<slug:key>/cases/<slug:case_key>/cooperation/requests/<slug:request_key>/moves/<slug:move>/": "no question waits",
    "families/<slug:key>/cases/<slug:case_key>/documents/papers/<slug:paper_kind>/<slug:paper_key>/": "of a kind and its key",
    "families/<slug:key>/cases/<slug:case_key>/plan/agree/": "no plan is drafted",
    "families/<slug:key>/cases/<slug:case_key>/plan/words/": "no plan is drafted",
    "families/<slug:key>/cases/<slug:case_key>/returns/<slug:return_key>/moves/<slug:move>/": "of a state and its move",
    "families/<slug:key>/cases/<slug:case_key>/returns/new/<slug:child_key>/": "of a child in care",
    "people/<slug:person_key>/hidden-address/places/": "its readers only", "people/duplicates/<slug:kind>/<slug:first>/<slug:second>/": "of two that are alike",
    "referrals/<slug:key>/people/": "no such referral waits", "supervision/stand-in/<slug:absent_key>/<slug:user_key>/end/": "nobody stands in",
}  # fmt: skip
EACH = 6  # values of one filter that are followed
FEW, ALL = 2, 10_000  # addresses of one's own that are tried for a page; for one that none of the first few opened
WORDS = 12  # so often all of them, each time with another word by lot where a word stands in the address


def kept_harvest() -> Harvest:
    """The same for every walk over this state of the code, on either database.

    By a client of its own: one that has asked keeps the middleware it asked through, and a fault planted there afterwards is never met.
    """
    there = kept.FOLDER / kept.kept_name("demo").replace("demo", "harvest") / f"{harvest.version()}.json"
    with kept.alone("harvest"):
        if not there.exists():
            there.parent.mkdir(parents=True, exist_ok=True)
            harvest.write(gather(Client()), there)
    return harvest.read(there)


def gather(client: Client) -> Harvest:
    found, opened = Harvest(), set[Route]()
    for email in WHO:
        walk.enter(client, world.user(email))
        walker = Walk(email, clock.today(), 1, harvest=found)
        kinds_of = _kinds_of(walker)
        for route in routes():
            if route not in opened and not HEAVY.search(route.template) and _opened(client, found, route, walker, kinds_of):
                opened.add(route)
    open_the_rest(client, found, opened)
    found.opened = {route.template for route in opened}
    return found


def open_the_rest(client: Client, found: Harvest, opened: set[Route]) -> None:
    """Pages that are there only for a thing in a certain state, tried with every key; and each paper once."""
    for email in WHO:
        if rest := [route for route in routes() if route not in opened and route.template not in NEVER]:
            walk.enter(client, world.user(email))
            walker = Walk(email, clock.today(), 1, harvest=found, width=ALL)
            kinds_of = _kinds_of(walker)
            opened |= {route for route in rest if _opened_somehow(client, found, route, walker, kinds_of)}


def _opened_somehow(client: Client, found: Harvest, route: Route, walker: Walk, kinds_of: dict[str, set[str]]) -> bool:
    has_word = any(kind_of(route, name) is None for name in route.parameters)
    return any(_opened(client, found, route, walker, kinds_of, most=ALL) for _word in range(WORDS if has_word else 1))


def _opened(client: Client, found: Harvest, route: Route, walker: Walk, kinds_of: dict[str, set[str]], most: int = FEW) -> bool:
    return any(_opens(client, found, route, path, kinds_of) for path in _own(walker, route, most))


def _opens(client: Client, found: Harvest, route: Route, path: str, kinds_of: dict[str, set[str]]) -> bool:
    """Whether this is a page for this person: what it offers, with each filter, and what its form reads."""
    is_there = _take(client, found, route, path, kinds_of)
    if not is_there:
        return _hear_form(client, found, route, path)
    for name, field in list(found.queries.get(route.template, {}).items()):
        for value in sorted(field.values)[:EACH]:
            _take(client, found, route, f"{path}?{name}={value}", kinds_of)
    _hear_form(client, found, route, path)
    return True


def _take(client: Client, found: Harvest, route: Route, address: str, kinds_of: dict[str, set[str]]) -> bool:
    with UndoneAfterwards(), noticing.heard() as names:
        answer = client.get(address)
        is_there = answer.status_code in (200, 302) and not answer.headers.get("Location", "").startswith("/sign-in/")
        if is_there:
            found.hear(route.template, names)
        if answer.status_code == 200 and not answer.streaming and "html" in answer.headers.get("Content-Type", ""):
            found.take(answer.content.decode(), address, kinds_of)
    return is_there


def _hear_form(client: Client, found: Harvest, route: Route, path: str) -> bool:
    with UndoneAfterwards(), noticing.heard() as names:
        answer = client.post(path)
    if answer.status_code in (200, 204, 302):
        found.hear(route.template, names)
    return answer.status_code in (200, 204, 302)


def _own(walker: Walk, route: Route, most: int) -> Iterator[str]:
    """Some addresses of one's own of a route."""
    own = (values for values, hidden, _nothing in walker._combinations(route) if not hidden)
    for values in itertools.islice(own, most):
        yield route.address(values)


def _kinds_of(walker: Walk) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for kind, rows in walker.things.items():
        for key in rows:
            if not key.isdigit():
                found.setdefault(key, set()).add(kind)
    return found
