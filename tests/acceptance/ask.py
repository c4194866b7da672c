"""How the facts are asked: through ``ligzda figures``, and through the actions a worker uses."""

import contextlib
import datetime as dt
import io
import json
from dataclasses import dataclass
from typing import Any

from ligzda.access.actor import Actor
from ligzda.access.models import User
from ligzda.cases.actions import referrals
from ligzda.cases.models import Case
from ligzda.config import cli
from ligzda.people.models import Person
from ligzda.projects.models import Project
from ligzda.services.actions import corrections, sessions
from ligzda.services.models import ServiceType, Session


def figures(project: str, *arguments: str) -> dict[str, Any]:
    """What ``ligzda figures … --format json`` prints."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        code = cli.main(["figures", project, *arguments, "--format", "json"])
    assert code == 0, out.getvalue()
    return json.loads(out.getvalue())  # type: ignore[no-any-return]


def figure(project: str, code: str, *arguments: str) -> dict[str, Any]:
    """One figure of them."""
    return next(one for one in figures(project, *arguments)["figures"] if one["code"] == code)


def value(project: str, code: str, *arguments: str) -> Any:
    return figure(project, code, *arguments)["value"]


def row(project: str, code: str, by: str, *arguments: str, **keys: str) -> dict[str, Any]:
    """The row of a split figure with these keys; an empty answer when there is none."""
    rows = figure(project, code, "--by", by, *arguments)["rows"]
    return next((one for one in rows if all(one[name] == key for name, key in keys.items())), {})


@dataclass
class Registry:
    """The coordinators of three sites, recording late."""

    at: dict[str, Actor]

    def newcomers(self, project: str, site: str, on: dt.date, *, child: bool = True) -> Case:
        """A family that nobody met before: referred, taken up, admitted."""
        by = self.at[site]
        centre = Case.objects.filter(site__key=site, project__key=project)[0].site
        sent = referrals.refer(by=by, site=centre, source="school", received_date=on, reason="Bērns kavē skolu.", family_informed="yes")
        sent = referrals.name_new_family(sent, by=by, name="Jaunpienācēji")
        born = on.replace(year=on.year - 30, day=1)
        who = {"first_name": "Vizma", "last_name": "Jaunziede", "sex": "female", "birth_date": born}
        mother = referrals.add_person(sent, by=by, role="mother", person=who).person
        if child:
            who = {"first_name": "Otomārs", "last_name": "Jaunzieds", "sex": "male", "birth_date": on.replace(year=on.year - 8, day=1)}
            referrals.add_person(sent, by=by, role="child", person=who)
        sent = referrals.take_up(sent, by=by, on=on)
        worker = User.objects.filter(function__key="social_worker", seats__circle=centre.circle, seats__role="case_worker")[0]
        return referrals.admit(
            sent, by=by, on=on, project=Project.objects.get(key=project), case_worker=worker, criterion="krīze", notice_to=[mother], agreement_date=on
        )  # fmt: skip

    def meet(self, case: Case, service: str, on: dt.date, persons: list[Person], hour: int = 7) -> Session:
        """One meeting of an hour, recorded by the coordinator."""
        kind = ServiceType.objects.get(key=service)
        return sessions.log(
            case, by=self.at[case.site.key], date=on, service=kind, minutes=60, start_time=dt.time(hour), persons=persons, because="vēlu ierakstīts"
        )  # fmt: skip

    def move(self, session: Session, case: Case) -> Session:
        return corrections.move(
            session, by=self.at[case.site.key], to_case=case, reason="Ierakstīts citas ģimenes lietā.", persons=people(case)[:1]
        )

    def void(self, session: Session) -> Session:
        return corrections.void(session, by=self.at[session.site.key], reason="Tikšanās nenotika.")


def people(case: Case) -> list[Person]:
    """Members of the case's family, parents first."""
    return [one.person for one in case.family.memberships.select_related("person").order_by("id")]


def known(project: str, site: str, on: dt.date, *, with_service: str = "", without_service: str = "") -> Case:
    """A case whose family was met before a day, with or without a service in its file."""
    cases = (
        Case.objects.filter(project__key=project, site__key=site, sessions__status="held", sessions__date__lt=on).order_by("id").distinct()
    )
    if with_service:
        cases = cases.filter(
            pk__in=Session.objects.filter(service__key=with_service, status="held", date__lt=on, voided_at=None, case__isnull=False).values(
                "case"
            )
        )
    if without_service:
        cases = cases.exclude(pk__in=Session.objects.filter(service__key=without_service, status="held", case__isnull=False).values("case"))
    return cases[0]
