"""The plan of a project is written in the browser: what is wrong is said beside its field, nothing is lost, nothing is written twice."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ligzda.access.models import Function
from ligzda.projects.actions import plan, posts
from ligzda.projects.forms.fields import Planned, PlannedField, read_number
from ligzda.projects.models import Amendment, BudgetVersion, Post, PostHolder, Project, Target
from ligzda.projects.plan_parts import PARTS
from ligzda.projects.queries.plan import version_of
from ligzda.projects.queries.projects import dates
from tests.cast import Cast
from tests.projects.world import BASELINE_END, END, START, SYSTEM, make_mac150, serve_families

pytestmark = pytest.mark.django_db
PROJECT = {
    "key": "saules-tilts", "title_lv": "Saules tilts", "number": "ES-2026/14", "start_date": "01.02.2026.", "end_date": "2027-01-31",
    "state": "draft", "currency": "EUR", "reporting_months": "3",
}  # fmt: skip


@pytest.fixture
def manager(cast: Cast, client: Client) -> Client:
    client.force_login(cast.manager)
    return client


def send(client: Client, slug: str, key: str = "mac150", row: int = 0, form_key: str = "", **fields: Any) -> Any:
    address = reverse("projects:row", args=[key, slug, row]) if row else reverse("projects:part", args=[key, slug])
    return client.post(address, {"form_key": form_key, **fields})


def said(answer: Any) -> str:
    assert answer.status_code == 422, answer.status_code
    return str(answer.content.decode())


def test_a_new_project_is_created_once_and_its_maker_looks_after_it(manager: Client, cast: Cast) -> None:
    answers = [manager.post(reverse("projects:new"), {**PROJECT, "form_key": "n1"}) for _twice in range(2)]
    assert [one["Location"] for one in answers] == ["/projects/saules-tilts/plan/"] * 2
    made = Project.objects.get(key="saules-tilts")
    assert (made.title_lv, made.number, made.start_date, made.end_date) == (
        "Saules tilts",
        "ES-2026/14",
        dt.date(2026, 2, 1),
        dt.date(2027, 1, 31),
    )
    assert manager.get("/projects/saules-tilts/plan/").status_code == 200


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"key": "Saules tilts"}, "Lietojiet tikai mazos burtus"),
        ({"key": "new"}, "Projekts ar tādu īso atslēgu jau ir"),
        ({"title_lv": "S" * 5_000_000}, "Teksts ir par garu"),
        ({"end_date": "01.01.2026."}, "Beigu datums ir pirms sākuma datuma (01.02.2026.)"),
        ({"end_date": "30.02.2027."}, "Tāda datuma nav: 30.02.2027."),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(manager: Client, wrong: dict[str, str], sentence: str) -> None:
    page = said(manager.post(reverse("projects:new"), {**PROJECT, **wrong}))
    assert sentence in page
    assert "ES-2026/14" in page
    assert len(page) < 200_000
    assert not Project.objects.filter(number="ES-2026/14").exists()


def test_a_key_stands_for_one_project(manager: Client, cast: Cast) -> None:
    assert "Projekts ar tādu īso atslēgu jau ir" in said(manager.post(reverse("projects:new"), {**PROJECT, "key": cast.project.key}))


def test_two_people_change_one_project_and_nothing_is_overwritten(manager: Client, cast: Cast) -> None:
    project = make_mac150(cast)
    fields = {**PROJECT, "acronym": "MAC/150", "version": version_of(project), "title_lv": "Mans nosaukums"}
    Project.objects.filter(pk=project.pk).update(title_lv="Kolēģa nosaukums")
    page = said(manager.post(reverse("projects:edit", args=["mac150"]), fields))
    assert "Kolēģa nosaukums" in page and "Mans nosaukums" in page
    assert Project.objects.get(pk=project.pk).title_lv == "Kolēģa nosaukums"


def test_an_amendment_makes_new_versions_of_dates_and_targets_and_the_former_ones_stand(manager: Client, cast: Cast) -> None:
    project = cast.project
    Project.objects.filter(pk=project.pk).update(start_date=START, end_date=BASELINE_END)
    assert send(manager, "targets", project.key, code="families", part="", value="100", valid_from_date="01.11.2013.").status_code == 302
    first = Target.objects.get(code="families")
    more = {f"target_{first.pk}": "≥ 116", "end_date": "31.07.2015.", "reason": "Trīs mēneši vairāk.", "form_key": "a1"}
    assert [send(manager, "amendments", project.key, **more).status_code for _twice in range(2)] == [302, 302]
    when = dates(Project.objects.get(pk=project.pk))
    assert (when.first_end, when.end, when.amended) == (BASELINE_END, END, True)
    assert [(one.version, one.value, one.comparator, one.valid_from_date) for one in Target.objects.filter(code="families").order_by("version")] == [
        (1, 100, "=", START), (2, 116, "≥", None),
    ]  # fmt: skip
    assert [one.signed_date for one in Amendment.objects.order_by("version")] == [None, None]


def test_only_an_amendment_is_signed_the_first_dates_were_agreed_with_the_project(manager: Client, cast: Cast) -> None:
    project = make_mac150(cast)
    first, *later = project.amendments.order_by("version")
    assert first.version == 1 and later
    page = manager.get(reverse("projects:plan", args=["mac150"])).content.decode()
    assert page.count("Parakstīti:") == len(later)


def test_the_day_of_an_amendment_is_entered_when_it_becomes_known(manager: Client, cast: Cast) -> None:
    project = make_mac150(cast)
    last = project.amendments.order_by("version").last()
    answer = send(
        manager, "amendments", row=last.pk, reason=last.reason, signed_date="10.03.2015.", start_date="01.11.2013.", end_date="31.07.2015."
    )
    assert answer.status_code == 302
    assert Amendment.objects.get(pk=last.pk).signed_date == dt.date(2015, 3, 10)
    page = said(send(manager, "amendments", row=last.pk, reason="", start_date="01.11.2013.", end_date="31.07.2013."))
    assert "Kas mainījās un kāpēc" in page


def test_an_amendment_whose_dates_run_backwards_is_refused(manager: Client, cast: Cast) -> None:
    make_mac150(cast)
    page = said(send(manager, "amendments", reason="Gads vēlāk.", start_date="01.11.2015.", end_date="31.07.2015."))
    assert "Beigu datums ir pirms sākuma datuma (01.11.2015.)" in page and "Gads vēlāk." in page
    assert Amendment.objects.count() == 2


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"code": "unicorns", "value": "3"}, "Tāda skaitļa nav"),
        ({"code": "families", "value": "-3"}, "Ievadiet 0,01 vai vairāk"),
        ({"code": "families", "value": "daudz"}, "Tas nav skaitlis"),
        ({"code": "families", "value": "1.250"}, "Vai tie ir tūkstoši vai daļa?"),
        ({"code": "-", "value": "3"}, "Ierakstiet, kas apsolīts"),
    ],
)
def test_a_wrong_target_is_refused_beside_its_field(manager: Client, cast: Cast, fields: dict[str, str], sentence: str) -> None:
    make_mac150(cast)
    assert sentence in said(send(manager, "targets", part="", **fields))


def test_a_target_of_something_nobody_counts_has_a_title_in_each_language(manager: Client, cast: Cast) -> None:
    make_mac150(cast)
    given = {"code": "-", "part": "", "value": "> 40", "title_lv": "Filmas par ģimenēm", "title_en": "Films about families"}
    assert send(manager, "targets", **given).status_code == 302
    assert "Filmas par ģimenēm" in manager.get("/projects/mac150/").content.decode()
    manager.cookies["django_language"] = "en"
    cast.manager.language = "en"
    cast.manager.save()
    assert "Films about families" in manager.get("/projects/mac150/").content.decode()
    assert Target.objects.get(title__en="Films about families").code == "films_about_families"


def test_only_the_latest_version_of_a_target_can_be_taken_away(manager: Client, cast: Cast) -> None:
    make_mac150(cast)
    first, second = Target.objects.filter(code="families").order_by("version")
    assert "vēlāka" in said(manager.post(reverse("projects:remove", args=["mac150", "targets", first.pk])))
    assert manager.post(reverse("projects:remove", args=["mac150", "targets", second.pk])).status_code == 302
    assert list(Target.objects.filter(code="families")) == [first]


MONEY = {
    "kind": "budget", "total": "110 984,00", "currency": "EUR", "name_1": "EEZ", "kind_1": "grant", "amount_1": "94.891,32",
    "name_2": "Valsts", "kind_2": "state", "amount_2": "4,994.28", "name_3": "Pašu", "kind_3": "own", "amount_3": "11098.40", "in_kind_3": "on",
}  # fmt: skip


def test_money_is_exact_and_re_adds_to_the_cent_or_says_by_how_much_it_does_not(manager: Client, cast: Cast) -> None:
    make_mac150(cast)
    assert send(manager, "money", **MONEY).status_code == 302
    made = BudgetVersion.objects.get(kind="budget", version=2)
    assert [(one.amount, one.includes_in_kind) for one in made.sources.all()] == [
        (Decimal("94891.32"), False), (Decimal("4994.28"), False), (Decimal("11098.40"), True),
    ]  # fmt: skip
    page = said(send(manager, "money", **MONEY | {"amount_3": "11098.39"}))
    assert "Starpība: 0,01" in page.replace("\u00a0", " ") and "11098.39" in page
    assert send(manager, "money", **MONEY | {"kind": "quoted", "amount_3": "11098.39"}).status_code == 302


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"amount_1": "-5"}, "Naudas summa nav mazāka par 0"),
        ({"amount_1": "5,001"}, "Vai tie ir tūkstoši vai daļa?"),
        ({"amount_1": "5,0015"}, "Summai aiz komata"),
        ({"total": "9" * 40}, "vai mazāk"),
        ({"name_1": ""}, "Nosauciet šīs daļas avotu."),
        ({"kind_2": ""}, "Izvēlieties šī avota veidu."),
    ],
)
def test_wrong_money_is_refused_beside_its_field(manager: Client, cast: Cast, wrong: dict[str, str], sentence: str) -> None:
    make_mac150(cast)
    assert sentence in said(send(manager, "money", **MONEY | wrong))
    assert BudgetVersion.objects.filter(kind="budget").count() == 1


def test_a_post_is_planned_filled_and_becomes_vacant(manager: Client, cast: Cast) -> None:
    make_mac150(cast)
    planned = {
        "function": "family_assistant",
        "site": "bauska",
        "share": "0,5",
        "planned_from_date": "01.11.2013.",
        "planned_until_date": "",
    }
    assert send(manager, "posts", **planned).status_code == 302
    post = Post.objects.get()
    assert (post.share, post.state, post.site.key) == (Decimal("0.5"), "planned", "bauska")
    who = {"post": post.key, "user": cast.worker_in.key, "from_date": "01.12.2013.", "until_date": "", "share": "0.5"}
    assert send(manager, "holders", **who).status_code == 302
    assert "jau ieņem" in said(send(manager, "holders", **who))
    assert "Ilze Krūmiņa" in manager.get("/projects/mac150/plan/").content.decode()
    left = {**who, "until_date": "31.01.2014."}
    assert send(manager, "holders", row=post.holders.get().pk, **left).status_code == 302
    assert Post.objects.get().state == "vacant"
    backwards = said(send(manager, "holders", row=post.holders.get().pk, **who | {"until_date": "30.11.2013."}))
    assert "Beigu datums ir pirms sākuma datuma (01.12.2013.)" in backwards
    assert "tā paliek" in said(manager.post(reverse("projects:remove", args=["mac150", "posts", post.pk])))


def test_somebody_unknown_may_have_held_a_post(manager: Client, cast: Cast) -> None:
    project = make_mac150(cast)
    post = posts.plan_post(project, by=SYSTEM, function=Function.objects.get(key="social_worker"), planned_from_date=START)
    assert send(manager, "holders", post=post.key, user="-", from_date="01.12.2013.", share="1").status_code == 302
    assert post.holders.get().is_unknown
    assert Post.objects.get().state == "planned"


def test_partners_sites_spellings_and_activities(manager: Client, cast: Cast) -> None:
    project = make_mac150(cast)
    assert send(manager, "partners", new_name="Upes biedrība", role="partner", note="=1+1").status_code == 302
    assert "jau ir šāda loma" in said(send(manager, "partners", new_name="upes  biedrība", role="partner"))
    assert send(manager, "aliases", text="MAC 150", kind="number").status_code == 302
    assert [send(manager, "activities", name="Nometnes").status_code, send(manager, "activities", name="nometnes").status_code] == [
        302,
        422,
    ]
    gone = project.project_sites.get(site=cast.other_site)
    assert manager.post(reverse("projects:remove", args=["mac150", "sites", gone.pk])).status_code == 302
    assert send(manager, "sites", site="valmiera").status_code == 302
    serve_families(cast, project, 3, 3)
    stays = project.project_sites.get(site=cast.site)
    assert "tāpēc tā paliek" in said(manager.post(reverse("projects:remove", args=["mac150", "sites", stays.pk])))


def test_a_row_of_another_project_leads_nowhere(manager: Client, cast: Cast) -> None:
    make_mac150(cast)
    send(manager, "targets", part="", code="families", value="5")
    manager.post(reverse("projects:new"), {**PROJECT, "form_key": "n2"})
    row = Target.objects.order_by("pk").first().pk
    assert manager.get(reverse("projects:row", args=["saules-tilts", "targets", row])).status_code == 404
    assert manager.get(reverse("projects:part", args=["mac150", "nothing"])).status_code == 404
    assert manager.get(reverse("projects:row", args=["mac150", "money", 999])).status_code == 404


@pytest.mark.parametrize(
    ("text", "number"),
    [("1 234,50", "1234.50"), ("1\u00a0234,5", "1234.5"), ("1,234.50", "1234.50"), ("1.234.567", "1234567"), ("0,125", "0.125")],
)
def test_a_number_is_read_in_every_way_of_writing_it(text: str, number: str) -> None:
    assert read_number(text) == Decimal(number)


def test_a_planned_value_may_be_a_floor() -> None:
    field = PlannedField()
    assert [field.clean(text) for text in ("116", ">= 200", "≥200", "> 40")] == [
        Planned(Decimal(116), "="), Planned(Decimal(200), "≥"), Planned(Decimal(200), "≥"), Planned(Decimal(40), ">"),
    ]  # fmt: skip


def test_an_unfinished_amendment_is_there_again_and_gone_once_it_is_saved(manager: Client, cast: Cast) -> None:
    make_mac150(cast)
    named = {"draft_form": "projects.amendments", "draft_record": "mac150"}
    manager.post(reverse("access:draft"), {**named, "reason": "Pusrakstīts teikums", "draft_page": "/projects/mac150/plan/amendments/"})
    assert "Pusrakstīts teikums" in manager.get("/projects/mac150/plan/amendments/").content.decode()
    kept = send(manager, "amendments", form_key="d9", reason="Pabeigts.", start_date="01.11.2013.", end_date="31.08.2015.", **named)
    assert kept.status_code == 302
    assert "Pusrakstīts teikums" not in manager.get("/projects/mac150/plan/amendments/").content.decode()


def test_the_plan_is_read_in_the_same_number_of_statements_however_long_it_is(manager: Client, cast: Cast) -> None:
    project = make_mac150(cast)
    function = Function.objects.get(key="social_worker")
    counts = []
    for more in (2, 12):
        for n in range(more):
            plan.set_target(project, by=SYSTEM, code="families", dimension="site=bauska", value=n + 1)
            post = posts.plan_post(project, by=SYSTEM, function=function, planned_from_date=START, site=cast.site)
            posts.fill_post(post, by=SYSTEM, from_date=START, user=cast.worker_in)
        manager.get("/projects/mac150/plan/")
        with CaptureQueriesContext(connection) as seen:
            manager.get("/projects/mac150/plan/")
        counts.append(len(seen))
    assert counts[0] == counts[1]


def test_whoever_removes_a_holder_that_somebody_has_just_removed_reads_so(
    manager: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    post = posts.plan_post(make_mac150(cast), by=SYSTEM, function=Function.objects.earliest("id"), planned_from_date=START)
    holder = posts.fill_post(post, by=SYSTEM, from_date=START)
    address = reverse("projects:remove", args=["mac150", "holders", holder.pk])

    def second(row: Any, *, by: Any) -> None:
        PostHolder.objects.filter(pk=row.pk).delete()  # the first is through, and this page was opened before
        posts.drop_holding(row, by=by)

    monkeypatch.setitem(PARTS, "holders", replace(PARTS["holders"], remove=second))
    answer = manager.post(address)
    assert answer.status_code == 422 and "noņēma" in said(answer)
