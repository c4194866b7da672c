"""What is protected is to be read nowhere in the database: marked words, looked for in every column of every table."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.db import connections
from django.test import Client
from django.urls import reverse

from ligzda.access.models import Circle, Draft, FormKey
from ligzda.kernel import clock
from ligzda.people.models import Address, ContactDetail
from ligzda.portal.models import FamilyAccess
from ligzda.safeguarding.models import Concern
from tests.cast import Cast, make_circle

MARK = "Slepenvardene"


def cells() -> Iterator[tuple[str, str]]:
    """Every row of every table in every database, as one text each."""
    for alias in settings.DATABASES:
        with connections[alias].cursor() as cursor:
            for table in connections[alias].introspection.table_names():
                cursor.execute(f'SELECT * FROM "{table}"')
                yield from ((table, str(row)) for row in cursor.fetchall())


@pytest.fixture
def marked(cast: Cast, client: Client) -> Cast:
    """The mark in everything that is protected, typed where there is a page for it. In which form somebody writes is protected as well."""
    client.force_login(cast.worker_in)  # type: ignore[arg-type]
    page = {"draft_form": f"{MARK}.concern", "draft_record": MARK, "draft_page": f"/people/?q={MARK}", "text": MARK}
    assert client.post(reverse("access:draft"), page).status_code < 400
    session = client.session
    session["shown_once"] = f"https://example.org/{MARK}"
    session.save()
    FormKey.objects.create(user=cast.worker_in, key="1", answer=f"/people/?q={MARK}")
    person = cast.family.memberships.get().person
    ContactDetail.objects.create(person=person, kind="phone", value=MARK, rule=MARK, who_answers=MARK, say_as=MARK)
    Address.objects.create(person=person, kind="actual", text=MARK)
    FamilyAccess.objects.create(case=cast.case, person=person, email=f"{MARK}@example.org", invited_by=cast.worker_in)
    told = dict.fromkeys(
        (
            "about",
            "noticed_by",
            "child_words",
            "seen",
            "who_knows",
            "reported_to",
            "reported_person",
            "reported_how",
            "reference",
            "parents_told",
        ),
        MARK,
    )
    Concern.objects.create(
        circle=make_circle(Circle.Kind.GROUP, is_closed=True), kind=Concern.Kind.SELF_HARM, named=cast.worker_out.key, is_danger_now=True,  # type: ignore[union-attr]
        noticed_at=clock.now(), entered_by=cast.worker_in, **told,
    )  # fmt: skip
    return cast


def test_a_marked_word_is_to_be_read_in_no_column_of_no_table(marked: Cast) -> None:
    assert [table for table, row in cells() if MARK.casefold() in row.casefold()] == []


def test_whoever_may_reads_it_as_it_was(marked: Cast) -> None:
    assert Draft.objects.get().page == f"/people/?q={MARK}" and FormKey.objects.get().answer.endswith(MARK)
    concern = Concern.objects.get()
    assert (concern.reference, concern.get_kind_display()) == (MARK, str(Concern.Kind.SELF_HARM.label))
    assert ContactDetail.objects.exclude(rule="").get().rule == MARK


def test_of_what_kind_a_concern_is_and_whom_it_names_stands_in_no_column(marked: Cast) -> None:
    rows = [row for table, row in cells() if table == "safeguarding_concern"]
    assert len(rows) == 1 and not any(kind in rows[0] for kind in Concern.Kind.values)
    assert marked.worker_out.key not in rows[0]  # type: ignore[union-attr]


def test_the_walk_finds_a_word_that_lies_open(marked: Cast) -> None:
    person = marked.family.memberships.get().person
    type(person).objects.filter(pk=person.pk).update(interpreter_needed=MARK)
    assert [table for table, row in cells() if MARK in row] == ["people_person"]
