"""The demo with everybody in it whom the walk sends round: the roles, a seat at the organisation, one that ended yesterday, a closed account."""

import datetime as dt

from ligzda.access.actor import Actor
from ligzda.access.models import Circle, User
from ligzda.access.proposal import Proposal
from ligzda.cases.models import Case
from ligzda.demo import load
from ligzda.kernel import clock
from ligzda.people import naming
from ligzda.people.actions.families import enter_member
from ligzda.people.actions.striking import strike_out
from ligzda.people.models import Reversal
from ligzda.safeguarding.models import Concern, ConcernEnding
from tests.cast import make_family, make_family_case, make_person, make_seat, make_site, make_user
from tests.doors.steps import PLANTED

ORGANISATION = ("coordinator", "project_manager", "auditor", "designated_person")
STRANGER = ""
NOTHING = '{"changed": {}, "added": {}, "taken": {}, "there": {}, "more": {}}'  # an ending that changed no row


def people() -> list[str]:
    """Everybody who walks, by e-mail; the order is fixed, so that a part of them can be walked in another process."""
    planted = [*(f"{role}.all@example.org" for role in ORGANISATION), "ended@example.org", "closed@example.org"]
    return [*(email for _role, email, _password in load.sign_ins()), *planted, STRANGER]


def plant() -> None:
    """Seats that the demo does not have."""
    today = clock.today()
    organisation = Circle.objects.get(kind=Circle.Kind.ORGANISATION)
    for role in ORGANISATION:
        make_seat(organisation, make_user(role, email=f"{role}.all@example.org"), role)
    case = Case.objects.filter(site__key="bauska").earliest("id")
    make_seat(case.circle, make_user("Bija", email="ended@example.org"), "case_worker", until=today - dt.timedelta(days=1))
    concern = Concern.objects.earliest("id")
    ending = Reversal.objects.create(
        kind="close", thing="cases.episode", thing_id=case.episodes.latest("id").pk, circle=case.circle, kept=NOTHING
    )
    ConcernEnding.objects.create(concern=concern, reversal=ending)
    Proposal.objects.create(kind=Proposal.Kind.EMAIL, about=User.objects.earliest("id"), by=None)
    system, values = Actor.system("doors"), {"first_name": "Kļūda", "last_name": "Kļūdaine"}
    strike_out(enter_member(case.family, by=system, person=values, role="relative").person, by=system, reason="mistake")
    make_seat(case.circle, make_user("Slēgts", email="closed@example.org", is_active=False), "case_worker")
    _in_a_closed_file()


def _in_a_closed_file() -> None:
    """Somebody whom nobody may find by name."""
    person = make_person(first="Ieva", last=PLANTED)
    naming.index_names([person])
    project = Case.objects.filter(site__key="bauska").earliest("id").project
    case = make_family_case(make_site("Slēgtava"), project, family=make_family(f"{PLANTED} ģimene", members=(person,)))
    Circle.objects.filter(pk=case.circle_id).update(is_closed=True)


def user(email: str) -> User | None:
    return User.objects.get(email=email) if email else None
