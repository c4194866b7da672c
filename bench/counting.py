"""Run as a program of its own, in Ligzda's environment: statements per page, and the report against SQL written by hand. Prints JSON.

Nothing stays: what is written for the counting is rolled back.
"""

import datetime as dt
import json
import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest import mock

import django

django.setup()

from django.db import connection, transaction  # noqa: E402
from django.db.models import Value  # noqa: E402
from django.db.models.functions import Concat  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from setting import COORDINATOR, WORKER  # noqa: E402

from ligzda.access.actor import Actor  # noqa: E402
from ligzda.access.models import Seat, User  # noqa: E402
from ligzda.access.permissions import Permission  # noqa: E402
from ligzda.cases.models import Case, Note  # noqa: E402
from ligzda.desk.client_file import paper  # noqa: E402
from ligzda.desk.queries.client_file import client_file as gathered  # noqa: E402
from ligzda.desk.queries.figures import own_work  # noqa: E402
from ligzda.documents import pdf  # noqa: E402
from ligzda.web import paging  # noqa: E402

SINCE, UNTIL = dt.date(2023, 10, 1), dt.date(2026, 9, 30)
PAGES = {
    "list": "/families/",
    "search": "/families/?q=kov",
    "services": "/records/",
    "report": f"/figures/?since={SINCE}&until={UNTIL}",
} | {"day": "/day/"}
ROUNDS, ENTRIES = 7, 300
BY_HAND = """
    SELECT date_trunc('quarter', s.date), s.service_id, count(DISTINCT coalesce(p.root_id, a.person_id)), count(*)
    FROM services_session s
    JOIN services_attendance a ON a.session_id = s.id
    LEFT JOIN people_person p ON p.id = a.person_id AND p.root_id IS NOT NULL
    WHERE s.date BETWEEN %(since)s AND %(until)s AND s.status = 'held' AND s.voided_at IS NULL AND s.moved_to_id IS NULL
      AND a.status IN ('present', 'late') {only}
    GROUP BY 1, 2"""
IN_STEPS = """
    SELECT quarter, service_id, count(*), sum(n)
    FROM (
        SELECT date_trunc('quarter', s.date) AS quarter, s.service_id, coalesce(p.root_id, a.person_id) AS person, count(*) AS n
        FROM services_session s
        JOIN services_attendance a ON a.session_id = s.id
        LEFT JOIN people_person p ON p.id = a.person_id AND p.root_id IS NOT NULL
        WHERE s.date BETWEEN %(since)s AND %(until)s AND s.status = 'held' AND s.voided_at IS NULL AND s.moved_to_id IS NULL
          AND a.status IN ('present', 'late') {only}
        GROUP BY 1, 2, 3
    ) AS once
    GROUP BY 1, 2"""
ONE_CENTRE = "AND s.circle_id IN (SELECT id FROM access_circle WHERE parent_id = %(site)s)"


def main() -> None:
    print(
        json.dumps(
            {
                "statements": statements(),
                "report": {"centre": report(COORDINATOR), "organisation": report(None)},
                "client_file": client_file(),
            }
        )
    )


# the client file against its typesetting alone


def client_file() -> dict[str, float]:
    """A file of 300 entries: gathered and typeset, against typesetting the same pages. Other words each time: Typst remembers what it set."""
    who = User.objects.get(email=COORDINATOR)
    with transaction.atomic():
        actor = Actor(who)
        case = Case.objects.visible_to(actor, Permission.SEE_CASE).order_by("id").first()
        entries = (Note(case=case, date=UNTIL, text=f"{n}. " + "Runājām par skolu un rītiem. " * 10, author=who) for n in range(ENTRIES))
        Note.objects.bulk_create(entries)
        whole, alone = [], []
        for n in range(ROUNDS):
            Note.objects.filter(case=case).update(text=Concat(Value(f"{n}/"), "text"))
            begun = time.perf_counter()
            laid_out = paper(gathered(actor, case), "")
            ready = time.perf_counter()
            pdf.render(laid_out)
            alone.append(time.perf_counter() - ready)
            whole.append(time.perf_counter() - begun)
        transaction.set_rollback(True)
    return {"ratio": statistics.median(whole) / statistics.median(alone)}


# statements per page


def statements() -> dict[str, dict[str, int]]:
    """Page → number of SQL statements, by how many families one may see and how many rows are shown."""
    found: dict[str, dict[str, int]] = {}
    for name, who in _readers():
        browser = _signed_in(who)
        for page, path in PAGES.items():
            found.setdefault(page, {})[name] = _count(browser, path)
        case = Case.objects.filter(circle__seats__user=who).values_list("family__key", "key").first()
        if case:
            family, key = case
            found.setdefault("open", {})[name] = _count(browser, f"/families/{family}/")
            for page in ("plan", "assessments"):
                found.setdefault(page, {})[name] = _count(browser, f"/families/{family}/cases/{key}/{page}/")
        if who.email == COORDINATOR:
            for page, path in (("supervision", "/supervision/"), ("caseload", "/supervision/caseload/")):
                found.setdefault(page, {})[name] = _count(browser, path)
    for size in (5, 50):
        browser = _signed_in(User.objects.get(email=COORDINATOR))
        with mock.patch.dict(paging.page_of.__kwdefaults__, size=size):
            for page in ("list", "search", "services"):
                found[page][f"{size} rows"] = _count(browser, PAGES[page])
    return found


def _readers() -> Iterator[tuple[str, User]]:
    """Workers of 5 and of 400 families, the measured one of 40, and the coordinator of all 2,500."""
    for files in (5, 400):
        with _somebody(files) as who:
            yield f"{files} families", who
    yield "40 families", User.objects.get(email=WORKER)
    yield "2,500 families", User.objects.get(email=COORDINATOR)


@contextmanager
def _somebody(files: int) -> Iterator[User]:
    with transaction.atomic():
        who = User.objects.create(email=f"counted{files}@ligzda.example", name="Counted", language="lv")
        Seat.objects.bulk_create(
            Seat(circle_id=circle, user=who, role="case_worker", because="assigned", from_date=SINCE)
            for circle in Case.objects.filter(site__key="centre0").order_by("id").values_list("circle_id", flat=True)[:files]
        )
        yield who
        transaction.set_rollback(True)


def _signed_in(who: User) -> Client:
    browser = Client(HTTP_HOST="127.0.0.1")
    browser.force_login(who)
    return browser


def _count(browser: Client, path: str) -> int:
    browser.get(path)  # whatever is kept between requests is kept by now
    with CaptureQueriesContext(connection) as seen:
        answer = browser.get(path)
    if answer.status_code != 200:
        raise SystemExit(f"{path} answered {answer.status_code}")
    return len(seen)


# the report against SQL written by hand


def report(email: str | None) -> dict[str, Any]:
    """Medians in ms, taken in turns, of the compiled statement and of the better one of two written by hand; the same numbers from all."""
    actor = Actor(User.objects.get(email=email)) if email else Actor.system("bench")
    with CaptureQueriesContext(connection) as seen:
        work = own_work(actor, SINCE, UNTIL)
    compiled = next(query["sql"] for query in seen if "dim_quarter" in (query["sql"] or "")).replace("%", "%%")
    site = actor.seats[0].circle_id if email else None
    hands = [text.format(only=ONE_CENTRE if email else "") for text in (BY_HAND, IN_STEPS)]
    values = {"since": SINCE, "until": UNTIL, "site": site}
    ours = sorted(cell for line in work.lines for cell in line.cells if cell)
    for text in hands:
        theirs = sorted((row[2], int(row[3])) for row in _rows(text, values))
        if theirs != ours:
            raise SystemExit("The compiled statement and the one written by hand disagree.")
    times: dict[int, list[float]] = {}
    for _round in range(ROUNDS):
        for place, text in enumerate([compiled, *hands]):
            start = time.perf_counter()
            _rows(text, values if place else None)
            times.setdefault(place, []).append((time.perf_counter() - start) * 1000)
    middle = {place: statistics.median(found) for place, found in times.items()}
    by_hand = min(middle[1], middle[2])
    return {"compiled_ms": round(middle[0], 1), "by_hand_ms": round(by_hand, 1), "ratio": round(middle[0] / by_hand, 2)}


def _rows(text: str, values: dict[str, Any] | None) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(text, values or [])
        return list(cursor.fetchall())


if __name__ == "__main__":
    main()
