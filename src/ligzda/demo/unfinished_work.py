"""What lies half done on desks: an assessment and a plan somebody is in the middle of, a concern that was just raised, a flag, a tie, a licence."""

import datetime as dt

from ligzda.access.actions.users import add_user, appoint
from ligzda.access.actor import Actor
from ligzda.access.models import User
from ligzda.cases.actions import assessments, instruments, plans, signatures, steps
from ligzda.cases.actions.steps import Owner
from ligzda.cases.catalogue import ensure_instruments
from ligzda.cases.queries.assessments import sheet
from ligzda.demo.household import Household
from ligzda.demo.setting import PASSWORD, Stage
from ligzda.kernel import clock
from ligzda.kernel.translated import Translated
from ligzda.people.actions.bonds import tie
from ligzda.people.models import Person
from ligzda.safeguarding.actions.concerns import raise_concern, report
from ligzda.safeguarding.actions.flags import flag

WHO = "Bebrupe"  # the mother's surname in ``stories``
HALF = 5  # so many areas are decided


def half_done(stage: Stage, homes: list[Household]) -> None:
    """All in one family of Valmiera."""
    home = next(home for home in homes if home.adults[0].last_name == WHO)
    by, child = Actor(home.worker, stage.builder.today), home.children[0]
    _assessment(home, by)
    plan = plans.begin(home.case, by=by, reason="Pēc vasaras daudz kas ir citādi.")
    goal = plans.add_goal(plan, by=by, text="Pēc skolas bērns nav viens.", due_date=by.on + dt.timedelta(days=80))
    due = by.on + dt.timedelta(days=12)
    steps.add_step(home.case, by=by, goal=goal, text="Pieteikt pagarinātajā grupā", owner=Owner(person=home.adults[0]), due_date=due)
    signatures.sign(plan, by=by, on=by.on, how="paper", person=home.adults[0])
    tie(child, by=by, other="Volejbola treniņi", kind="close", flow="both", from_date=by.on - dt.timedelta(days=200))
    flag(by=by, level="medium", reason="Bērns vakaros viens.", review_date=by.on + dt.timedelta(days=20), person=child)
    _concerns(stage, by, child)
    _licensed(Actor(stage.users["administratore"], by.on))
    _newcomer(stage, Actor(stage.users["administratore"], by.on))


def _newcomer(stage: Stage, by: Actor) -> None:
    """A new colleague who has signed in; her role waits until the coordinator of Valmiera confirms it."""
    function = stage.functions["social_worker"]
    user = add_user(by=by, email="jauna.valmiera@ligzda.example", name="Elza Smilgaine", function=function, password=PASSWORD)
    user.first_link, user.last_login = User.Link.MAIL, clock.now()
    user.save(update_fields=["first_link", "last_login"])
    appoint(user, by=by, role="case_worker", circle=stage.sites["valmiera"].circle, from_date=by.on)


def _licensed(by: Actor) -> None:
    """An instrument that nobody may use yet: the proof of its licence is still to come."""
    levels = {str(level): word for level, word in enumerate(("nav", "reti", "dažreiz", "bieži", "gandrīz vienmēr"), 1)}
    areas = [
        {"code": code, "scored": "child", "name": Translated(lv=name), "anchors": {"lv": levels}}
        for code, name in (("t1", "Meklē mierinājumu pie pieaugušā"), ("t2", "Priecājas kopā ar citiem"))
    ]
    instruments.add(
        by=by, key="trust_sheet", name=Translated(lv="Uzticēšanās lapa"), owner="Bērnības izpētes birojs", licence="pērkama, uz diviem gadiem",
        needs_proof=True, areas=areas,
    )  # fmt: skip


def _concerns(stage: Stage, by: Actor, child: Person) -> None:
    """One that waits for whoever leads what follows, and one that was reported."""
    now, leads = clock.now(), Actor(stage.users["drosiba"], by.on)
    raise_concern(
        by=by, people=[child], child_words="Man bail, kad viņš nāk.", seen="Saraujas, kad zvana pie durvīm.", is_danger_now=False,
        noticed_at=now, noticed_by=str(by.user),
    )  # fmt: skip
    earlier, _told = raise_concern(
        by=by,
        people=[child],
        seen="Zilums uz augšdelma, stāsta katru reizi citādi.",
        is_danger_now=False,
        noticed_at=now - dt.timedelta(days=3),
    )
    report(
        earlier, by=leads, reported_to="Valmieras novada bāriņtiesa", reported_person="dežurējošā locekle", reported_at=now - dt.timedelta(days=2),
        reported_how="e-adrese", reference="1-9/204", parents_told="yes",
    )  # fmt: skip


def _assessment(home: Household, by: Actor) -> None:
    begun = assessments.begin(home.case, by=by, on=by.on, instrument=ensure_instruments())
    for slot in sheet(by, begun).slots[:HALF]:
        person = Person.objects.get(pk=slot.child.person_id) if slot.child else None
        assessments.score(begun, by=by, area=slot.area, person=person, own_level=3, level=3, evidence="Redzēts mājās.")
