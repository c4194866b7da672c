"""What happens to one run of a group: its steps, its people, its sessions, the attendance sheet."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from ligzda.access.form_views import handle, notify, or_404, show
from ligzda.access.pages import page
from ligzda.access.permissions import Permission
from ligzda.services import group_forms as forms
from ligzda.services import rules
from ligzda.services.actions import attendance, camps, groups
from ligzda.services.actions import sessions as meetings
from ligzda.services.models import Session
from ligzda.services.queries import choices
from ligzda.services.queries import groups as queries
from ligzda.services.queries.entry import people
from ligzda.services.states import COHORT
from ligzda.services.views.groups import crumbs

STEPS: dict[str, tuple[type[Any], Any]] = {
    "start": (forms.DayForm, lambda cohort, by, data: groups.start(cohort, by=by, on=data["on"])),
    "pause": (forms.PauseForm, lambda cohort, by, data: groups.pause(cohort, by=by, **data)),
    "resume": (forms.DayForm, lambda cohort, by, data: groups.resume(cohort, by=by, on=data["on"])),
    "end": (forms.DayForm, lambda cohort, by, data: groups.end_cohort(cohort, by=by, on=data["on"])),
    "go_on_alone": (forms.NothingForm, lambda cohort, by, data: groups.go_on_alone(cohort, by=by)),
    "call_off": (forms.ReasonLine, lambda cohort, by, data: groups.call_off(cohort, by=by, because=data["reason"])),
}


def _cohort(request: HttpRequest, key: str, cohort_key: str) -> tuple[Any, Any]:
    actor = request.actor  # type: ignore[attr-defined]
    row = or_404(queries.group_by_key(actor, key))
    return row, or_404(queries.cohort_by_key(actor, row, cohort_key))


@page(Permission.LEAD_GROUP)
def step(request: HttpRequest, key: str, cohort_key: str, name: str) -> HttpResponse:
    """Start, pause, resume, end … each asks only what it needs."""
    actor = request.actor  # type: ignore[attr-defined]
    row, cohort = _cohort(request, key, cohort_key)
    shape, act = or_404(STEPS.get(name))
    form = shape(
        {**request.POST.dict(), "decided": "1"} if request.method == "POST" else None, initial={"on": actor.on, "from_date": actor.on}
    )

    def write(data: dict[str, Any]) -> str:
        act(cohort, actor, data)
        notify(request, _("Saved."))
        return reverse("services:group", args=[key])

    answer = handle(request, form, write)
    label = COHORT.move(name).label
    objections = COHORT.objections(cohort, name, actor)
    shown = {"title": f"{label} · {row.name}", "verb": label, "objections": objections, "crumbs": crumbs(row, str(label))}
    return answer or show(request, "services/form.html", form, **shown)


@page(Permission.LEAD_GROUP)
def plan_sessions(request: HttpRequest, key: str, cohort_key: str) -> HttpResponse:
    """A series of sessions, or one."""
    actor = request.actor  # type: ignore[attr-defined]
    row, cohort = _cohort(request, key, cohort_key)
    form = forms.SeriesForm(request.POST or None, initial={"minutes": row.service.usual_minutes, "theme": ""})

    def write(data: dict[str, Any]) -> str:
        dates = rules.weekly(data["date"], data["times"], int(data["every"]))
        kept = {name: data[name] for name in ("start_time", "minutes", "theme", "because")}
        groups.plan_sessions(cohort, by=actor, dates=dates, **kept)
        notify(request, _("The sessions are planned."))
        return reverse("services:group", args=[key])

    answer = handle(request, form, write)
    return answer or show(request, "services/series.html", form, title=_("Plan sessions"), crumbs=crumbs(row, _("Plan sessions")))


@page(Permission.LEAD_GROUP)
def enrol(request: HttpRequest, key: str, cohort_key: str) -> HttpResponse:
    """Search among the people one may see, then say from when."""
    actor, text = request.actor, request.GET.get("q", "")[:200]  # type: ignore[attr-defined]
    row, cohort = _cohort(request, key, cohort_key)
    offered = choices.people(actor, text)
    form = forms.EnrolForm(request.POST or None, people=offered, initial={"from_date": actor.on})

    def write(data: dict[str, Any]) -> str:
        chosen = int(data["person"])
        groups.enrol(
            cohort, by=actor, person=people(actor, [chosen])[0], case=queries.case_through(actor, row, chosen), from_date=data["from_date"],
            because=data["because"],
        )  # fmt: skip
        notify(request, _("Enrolled."))
        return reverse("services:group", args=[key])

    answer = handle(request, form, write)
    return answer or show(request, "services/enrol.html", form, text=text, offered=offered, group=row, crumbs=crumbs(row, _("Enrol")))


@page(Permission.LEAD_GROUP)
def end_enrolment(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    """Somebody no longer comes; what was attended stays."""
    actor = request.actor  # type: ignore[attr-defined]
    row = or_404(queries.group_by_key(actor, key))
    member = or_404(queries.enrolment(actor, row, pk))
    form = forms.DayForm(request.POST or None, initial={"on": actor.on})

    def write(data: dict[str, Any]) -> str:
        groups.end_enrolment(member, by=actor, on=data["on"])
        notify(request, _("Saved."))
        return reverse("services:group", args=[key])

    answer = handle(request, form, write)
    title = _("No longer in the group: %(name)s") % {"name": member.person}
    return answer or show(request, "services/form.html", form, title=title, verb=_("Save"), crumbs=crumbs(row, _("Leaving")))


@page(Permission.LEAD_GROUP)
def sheet(request: HttpRequest, key: str, session_key: str) -> HttpResponse:
    """Who was there: one save for everybody; nothing chosen stays unknown."""
    actor = request.actor  # type: ignore[attr-defined]
    row = or_404(queries.group_by_key(actor, key))
    session = or_404(queries.session_of(actor, row, session_key))
    about = queries.sheet(actor, session)
    form = forms.SheetForm(request.POST or None, initial={"theme": session.theme, "version": session.version})

    def write(data: dict[str, Any]) -> str:
        _mark(actor, session, form, data)
        notify(request, _("The attendance is saved."))
        return reverse("services:sheet", args=[key, session_key])

    answer = handle(request, form, write)
    return answer or show(
        request, "services/sheet.html", form, about=about, group=row, crumbs=crumbs(row, _("Session")), **_rows(form, about)
    )


def _rows(form: Any, about: queries.AttendanceSheet) -> dict[str, Any]:
    """Rows with the marks as they were sent, else as they are kept; and how many of each.

    Where somebody saved first, their mark fills what was left open, and stands beside what was marked otherwise.
    """
    marks = form.marks([one.id for one in about.rows]) if form.is_bound else {one.id: one.mark for one in about.rows}
    kept = getattr(form, "stale", None) is not None
    rows = [{"id": one.id, "name": one.name, "mark": marks[one.id] or (one.mark if kept else "")} for one in about.rows]
    for row, one in zip(rows, about.rows, strict=True):
        row["theirs"] = dict(forms.MARKS).get(one.mark, "") if kept and one.mark != row["mark"] else ""
    kinds = (*forms.MARKS, ("", _("not marked")))
    return {
        "rows": rows,
        "choices": forms.MARKS,
        "tallies": [(kind, label, sum(row["mark"] == kind for row in rows)) for kind, label in kinds],
    }


def _mark(actor: Any, session: Session, form: Any, data: dict[str, Any]) -> None:
    chosen = form.marks([one.id for one in queries.sheet(actor, session).rows])
    there = {person: chosen[person.pk] for person in people(actor, list(chosen))}
    attendance.mark(session, by=actor, marks=there, expected_version=data["version"], theme=data["theme"])


@page(Permission.LEAD_GROUP)
def cancel_session(request: HttpRequest, key: str, session_key: str) -> HttpResponse:
    """The session did not take place."""
    actor = request.actor  # type: ignore[attr-defined]
    row = or_404(queries.group_by_key(actor, key))
    session = or_404(queries.session_of(actor, row, session_key))
    form = forms.ReasonLine(request.POST or None)

    def write(data: dict[str, Any]) -> str:
        meetings.cancel(session, by=actor, because=data["reason"])
        notify(request, _("The session is cancelled."))
        return reverse("services:group", args=[key])

    answer = handle(request, form, write)
    title = _("The session did not take place")
    return answer or show(request, "services/form.html", form, title=title, verb=_("Cancel the session"), crumbs=crumbs(row, title))


@page(Permission.LEAD_GROUP)
def stated(request: HttpRequest, key: str, cohort_key: str) -> HttpResponse:
    """A number of people at a camp that was told, per municipality; unknown is a value too."""
    actor = request.actor  # type: ignore[attr-defined]
    row, cohort = _cohort(request, key, cohort_key)
    form = forms.NumberForm(request.POST or None, territories=choices.territories(actor))

    def write(data: dict[str, Any]) -> str:
        where = choices.territory(actor, data.pop("territory"))
        camps.state_number(cohort, by=actor, territory=where, **data)
        notify(request, _("The stated number is saved."))
        return reverse("services:group", args=[key])

    answer = handle(request, form, write)
    return answer or show(
        request, "services/form.html", form, title=_("Stated number"), verb=_("Save"), crumbs=crumbs(row, _("Stated number"))
    )


@page(Permission.LEAD_GROUP)
def known(request: HttpRequest, key: str, cohort_key: str) -> HttpResponse:
    """The camp took place although no day was written down."""
    actor = request.actor  # type: ignore[attr-defined]
    row, cohort = _cohort(request, key, cohort_key)
    form = forms.KnownForm(request.POST or None)

    def write(data: dict[str, Any]) -> str:
        camps.confirm_as_held(cohort, by=actor, known_by=data["reason"])
        notify(request, _("The camp is confirmed."))
        return reverse("services:group", args=[key])

    answer = handle(request, form, write)
    title = _("The camp took place")
    return answer or show(request, "services/form.html", form, title=title, verb=_("Save"), crumbs=crumbs(row, title))
