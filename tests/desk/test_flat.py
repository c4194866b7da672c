"""Lists cost the same number of statements for five rows and for fifty."""

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ligzda.services.catalogue import ensure_catalogue
from ligzda.services.models import Attendance, ServiceType, Session
from tests.cast import Cast


def add(cast: Cast, count: int) -> None:
    service, case = ServiceType.objects.get(key="social_work"), cast.case
    person = case.family.memberships.order_by("id")[0].person
    for n in range(count):
        session = Session.objects.create(
            case=case, circle=case.circle, project=case.project, service=service, site=case.site, minutes=60, status="held",
            date=dt.date(2026, 1, 1) + dt.timedelta(days=n), worker=cast.users["worker_in"],
        )  # fmt: skip
        Attendance.objects.create(session=session, person=person, family=case.family, case=case, status="present")


@pytest.mark.parametrize("name", ["day", "records", "family", "family_services", "figures"])
def test_the_page_is_flat(cast: Cast, name: str) -> None:
    ensure_catalogue()
    client = Client()
    client.force_login(cast.users["worker_in"])
    url = reverse(f"desk:{name}", args=[cast.family.key] if name.startswith("family") else [])
    counts = []
    for more in (5, 45):
        add(cast, more)
        client.get(url)  # what is read once stays in the cache
        with CaptureQueriesContext(
            connection,
        ) as seen:
            assert client.get(url).status_code == 200
        counts.append(len(seen))
    assert counts[0] == counts[1]
    assert counts[0] <= 30
