"""No page sends text, contact data or an address of a file without a reader in the trail. ``tests/witness.py`` stands beside every
page that any test opens; here it is shown that it sees."""

import ast
import re
from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from django.db.models import Max, Subquery, TextField, Value
from django.db.models.functions import Coalesce
from django.http import HttpResponse
from django.test import RequestFactory

from ligzda.access.audit import TYPED
from ligzda.access.homes import HOMES, ways_home
from ligzda.access.models import ReadEntry
from ligzda.access.pages import Unnoted, page
from ligzda.access.permissions import Permission
from ligzda.access.shown import told_columns
from ligzda.cases.models import Case, Note
from ligzda.people.models import ContactDetail, Person
from tests.cast import Cast
from tests.rules.house import Source, obey, python, templates
from tests.rules.test_personal_data import our_models

TEXT = "Māte lūdz zvanīt tikai no rīta."
SEARCH = re.compile(r"<input\b[^>]*type=\"search\"[^>]*>")
NAME = re.compile(r'name="([^"]*)"')


def homeless(models: Iterable[Any]) -> Iterator[str]:
    for model in models:
        if told_columns(model) and model._meta.label_lower not in HOMES and not ways_home(model):
            yield f"{model._meta.label} holds text that belongs to no circle"


def noting_by_hand(sources: Iterable[Source]) -> Iterator[str]:
    for source in sources:
        if "audit.read(" in source.text and source.path not in {"access/pages.py", "access/actions/feeds.py"}:
            yield f"{source.path} notes a reading by hand"


def typed_elsewhere(sources: Iterable[Source]) -> Iterator[str]:
    for source in sources:
        for field in SEARCH.findall(source.text):
            if not (name := NAME.search(field)) or name[1] not in TYPED:
                yield f"{source.path}: {field[:80]}"


def test_what_may_stand_in_a_list_is_named_among_what_is_personal() -> None:
    wrong = [
        f"{model._meta.label}: {', '.join(sorted(unknown))}"
        for model in our_models()
        if (personal := getattr(model, "Personal", None))
        and (unknown := getattr(personal, "listed", set()) - personal.identifying - personal.sensitive)
    ]
    obey(wrong, "Personal.listed holds names of columns that are identifying or sensitive.")


def test_every_text_belongs_to_a_circle() -> None:
    obey(homeless(our_models()), "Lead from the model by a foreign key to what has a circle, or to a person or a family.")


def test_readings_are_noted_by_the_page_decorator_alone() -> None:
    obey(noting_by_hand(python()), "Nothing is to be done: @page notes what the answer hands out (access/shown.py).")


def test_words_are_typed_into_fields_whose_digests_alone_are_kept() -> None:
    obey(typed_elsewhere(templates()), "Name the field q, or add its name to access.audit.TYPED.")


def ask(cast: Cast, view: Any) -> HttpResponse:
    request: Any = RequestFactory().get("/planted/")
    request.user, request.resolver_match = cast.users["worker_in"], None
    answer: HttpResponse = view(request)
    return answer


@pytest.mark.django_db
def test_a_planted_view_that_forgets_whose_text_it_sends_is_found(cast: Cast) -> None:
    Note.objects.create(case=cast.case, author=cast.users["worker_in"], text=TEXT, date=cast.actor("worker_in").on)

    @page(Permission.SIGNED_IN)
    def planted(request: Any) -> HttpResponse:
        return HttpResponse(" ".join(Note._base_manager.values_list("text", flat=True)))

    with pytest.raises(Unnoted, match=r"Note\.text: taken as plain values"):
        ask(cast, planted)


@pytest.mark.django_db
def test_a_planted_file_that_nobody_can_look_into_is_found(cast: Cast) -> None:
    person = Person.objects.filter(memberships__family=cast.family)[0]
    ContactDetail.objects.create(person=person, kind="phone", value="+37126123456", lookup="x")

    @page(Permission.SIGNED_IN)
    def planted(request: Any) -> HttpResponse:
        values = ContactDetail.objects.values_list("value", flat=True)
        return HttpResponse(f"%PDF{len(list(values))}", content_type="application/pdf")

    with pytest.raises(Unnoted, match="ContactDetail"):
        ask(cast, planted)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "fetch",
    [
        lambda rows: rows.values_list("text", flat=True),
        lambda rows: [row["text"] for row in rows.values("text")],
        lambda rows: [row.said for row in rows.annotate(said=Coalesce("text", Value("", TextField()))).values_list("said", named=True)],
        lambda rows: [row["notes__text"] for row in Case.objects.values("notes__text") if row["notes__text"]],
        lambda rows: rows.aggregate(last=Max("text")).values(),
        lambda rows: Case.objects.annotate(last=Subquery(Note.objects.values("text")[:1])).values_list("last", flat=True)[:1],
    ],
)
def test_however_text_is_fetched_as_values_production_sends_it_to_nobody_unnoted(cast: Cast, fetch: Any) -> None:
    Note.objects.create(case=cast.case, author=cast.users["worker_in"], text=TEXT, date=cast.actor("worker_in").on)

    @page(Permission.SIGNED_IN)
    def planted(request: Any) -> HttpResponse:
        return HttpResponse(" ".join(fetch(Note._base_manager.all())))

    @page(Permission.SIGNED_IN)
    def says_whose(request: Any) -> HttpResponse:
        request.actor.shown.tell_of(cast.circle.pk, "cases.case", cast.case.pk)
        return planted.__wrapped__(request)  # type: ignore[attr-defined, no-any-return]

    with pytest.raises(Unnoted):
        ask(cast, planted)
    assert TEXT in ask(cast, says_whose).content.decode()


@pytest.mark.django_db
def test_the_same_text_taken_from_a_record_is_noted_by_itself(cast: Cast) -> None:
    Note.objects.create(case=cast.case, author=cast.users["worker_in"], text=TEXT, date=cast.actor("worker_in").on)

    @page(Permission.SIGNED_IN)
    def planted(request: Any) -> HttpResponse:
        return HttpResponse(" ".join(one.text for one in Note._base_manager.all()))

    assert TEXT in ask(cast, planted).content.decode()
    assert [(one.circle_id, one.thing) for one in ReadEntry.objects.all()] == [(cast.circle.pk, "cases.note")]


def test_planted_sources_are_found() -> None:
    assert list(noting_by_hand([Source("cases/views/x.py", "audit.read(actor, [])")]))
    assert list(typed_elsewhere([Source("x.html", '<input type="search" name="who">')]))


def without_a_circle(sources: Iterable[Source]) -> Iterator[str]:
    """Where an entry is made and nothing says which circle it belongs to."""
    for source in sources:
        for node in source.nodes(ast.Call):
            made = ast.unparse(node.func)
            if made in {"AuditEntry", "AuditEntry.objects.create"} and not {"circle", "circle_id"} & {one.arg for one in node.keywords}:
                yield f"{source.path}:{node.lineno}"


def test_every_entry_of_the_trail_says_which_circle_it_belongs_to() -> None:
    obey(without_a_circle(python()), "Call access.audit.record, which finds the circle; or name it.")


def test_a_planted_entry_without_a_circle_is_found() -> None:
    assert list(without_a_circle([Source("cases/actions/x.py", "AuditEntry.objects.create(act='seat')\n")])) == ["cases/actions/x.py:1"]
