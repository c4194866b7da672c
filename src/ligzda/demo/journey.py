"""The demo's example: one family from the first telephone call to standing on its own feet, told through the same actions people use.

Two households and a half-sister, a grandmother, a foster family; a plan, a child who was removed and came home, a good end that did not
hold after the assistant had left, a new beginning that did.
"""

import datetime as dt
import secrets
from collections.abc import Sequence

from ligzda.access.actor import Actor
from ligzda.cases.actions import assessments, episodes, notes, plans, referrals, reviews, signatures, steps, team
from ligzda.cases.actions.steps import Owner
from ligzda.cases.catalogue import ensure_instruments
from ligzda.cases.models import Area, Case, Plan
from ligzda.cases.queries.assessments import sheet
from ligzda.closure.actions import closing
from ligzda.closure.actions.closing import GoesOn, Often
from ligzda.demo.journey_child import came_home
from ligzda.demo.journey_people import Journey, kin
from ligzda.demo.journey_words import ANCHORS, FIRST, GOALS, HEADING, LAST, LOOKS, SAID, TOLD
from ligzda.demo.setting import PASSWORD, Stage
from ligzda.kernel import clock
from ligzda.people.models import Person
from ligzda.portal.actions import family_access
from ligzda.projects.models import Activity, Project
from ligzda.services.actions import grants, sessions

MONTHS_TO_REVIEW = 4
MOTHER = "mamma@ligzda.example"  # the mother signs in, too


def journey(stage: Stage, project: Project, activity: Activity) -> Case:
    """Tell it from the first day on. Answers the file."""
    told = Journey(stage, project, activity)
    _comes(told)
    _begins(told)
    came_home(told)
    _goes_well(told)
    _goes_back(told)
    _succeeds(told)
    _records(told)
    _invited(told)
    return told.case


def _comes(told: Journey) -> None:
    """The school writes; intake names the family and admits it."""
    head = told.head(730)
    referral = referrals.refer(
        by=head, site=told.stage.sites["bauska"], source="school", received_date=told.day(730), family_informed="yes", is_urgent=False,
        reason="Zēns trešo nedēļu nāk uz skolu bez brokastīm, māsa pirmdienās iemieg stundās.", described_family=HEADING,
    )  # fmt: skip
    referral = referrals.take_up(referral, by=told.head(727), on=told.day(727))
    referral = referrals.name_new_family(
        referral, by=told.head(727), name=HEADING, type="single_parent", territory=told.stage.territory("bauska", told.day(727))
    )
    told.kin = kin(told, referral)
    told.case = referrals.admit(
        referral, by=told.head(722), on=told.day(722), project=told.project, activity=told.activity, case_worker=told.stage.users["sociala"],
        criterion="vājas bērnu aprūpes prasmes", notice_to=[told.kin.mother], agreement_date=told.day(722), answer="Ģimene uzņemta.",
    )  # fmt: skip
    told.show_all()


def _begins(told: Journey) -> None:
    """A first look, a plan, a family assistant."""
    assess(told, 700, FIRST)
    team.assign(told.case, by=told.head(691), user=told.stage.users["asistente"], on=told.day(691), role="family_assistant")
    plan = agree(told, 690, GOALS["first"])
    grant(told, 680, 520, "2/118")
    team.assign(told.case, by=told.head(645), user=told.stage.users["psihologe"], on=told.day(645), role="specialist")
    assess(told, 580, LOOKS["darker"])
    review(told, plan, 575, "continue", "Vakari ir mierīgāki, bet mātes veselība pasliktinās. Bāriņtiesa ir ziņā.")


def _goes_well(told: Journey) -> None:
    """Home again: a new version of the plan, a second grant, the last look before stepping down."""
    assess(told, 395, LOOKS["home"])
    plan = agree(told, 390, GOALS["home"], reason="Meita ir mājās: plāns ir par dzīvi kopā.")
    grant(told, 388, 230, "2/204")
    review(told, plan, 300, "step_down", "Abi bērni skolā, rēķini samaksāti. Vienojāmies tikties retāk.")
    assess(told, 292, LOOKS["good"])
    seat = told.case.circle.seats.get(user=told.stage.users["asistente"], until_date__isnull=True)
    team.release(seat, by=told.head(229), on=told.day(229))
    closing.step_down(
        told.episode(), by=told.head(290), on=told.day(290), sentence="Ģimene lielāko daļu dara pati.",
        intensity=[Often(told.day(290), 2, "month"), Often(told.day(250), 1, "month")],
    )  # fmt: skip
    assess(told, 226, LOOKS["good"])
    closing.close(
        told.episode(), by=told.head(222), on=told.day(222), exit_type="goals_partly", sentence="Mērķi lielākoties sasniegti, parāds vēl mazinās.",
        continuing=[
            GoesOn("Ģimenes ārsts un psihiatra vizīte reizi trijos mēnešos", "Iecavas ambulance", "valsts"),
            GoesOn("Pagarinātā dienas grupa abiem bērniem", "Iecavas vidusskola", "pašvaldība"),
        ],
        family_opinion="Bez Baibas vakari būs klusāki. Bet mēs tagad zinām, kā.",
    )  # fmt: skip


def _goes_back(told: Journey) -> None:
    """After-care: the first call is good; the second finds the evenings where they were. The file opens again beside the old stay."""
    areas = {area.code: area for area in Area.objects.filter(instrument=ensure_instruments())}
    closing.aftercare(
        told.episode(), by=told.worker(220), on=told.day(220), sentence="Māte piekrīt, ka zvanām.", consent_of=told.kin.mother
    )
    closing.record_contact(
        told.episode(), by=told.worker(192), on=told.day(192), sentence="Viss turas. Tomam jauns draugs klasē.",
        areas={areas["f1"]: "holds", areas["c4"]: "holds", areas["f5"]: "holds"},
    )  # fmt: skip
    closing.record_contact(
        told.episode(), by=told.worker(130), on=told.day(130),
        sentence="Kopš asistente vairs nenāk, vakaros atkal nav kārtības: Marta guļ pie televizora, mājasdarbi paliek.",
        areas={areas["f1"]: "back", areas["c4"]: "back", areas["f5"]: "holds"},
    )  # fmt: skip
    closing.reopen(
        told.episode(), by=told.head(126), on=told.day(126), sentence="Vakaru kārtība sabruka pēc asistentes aiziešanas; māte pati lūdz palīdzību.",
        area=areas["f1"], case_worker=told.stage.users["sociala"],
    )  # fmt: skip


def _succeeds(told: Journey) -> None:
    """The same areas again, other steps: the grandmother instead of an assistant who leaves."""
    assess(told, 118, LOOKS["back"])
    team.assign(told.case, by=told.head(113), user=told.stage.users["asistente"], on=told.day(113), role="family_assistant")
    plan = agree(told, 112, GOALS["again"])
    grant(told, 110, 40, "2/311")
    assess(told, 55, LOOKS["good"])
    review(told, plan, 50, "step_down", "Vecmāmiņa ir klāt otrdienās un ceturtdienās, māte vakarus vada pati.")
    goal = plan.goals.order_by("id")[0]
    steps.add_step(
        told.case, by=told.worker(50), goal=goal, text="Svētdienās kopā ar bērniem uzrakstīt nedēļas vakarus", owner=Owner(person=told.kin.mother),
        due_date=told.today + dt.timedelta(days=9),
    )  # fmt: skip
    assess(told, 12, LAST)
    closing.step_down(
        told.episode(), by=told.head(10), on=told.day(10), sentence="Divreiz pēc kārtas visās jomās četri un vairāk. Šoreiz atkāpjamies lēni.",
        intensity=[Often(told.day(10), 2, "month"), Often(told.day(10) + dt.timedelta(days=45), 1, "month")],
    )  # fmt: skip


def _invited(told: Journey) -> None:
    """The mother reads her own page, has written to the team, and was answered."""
    head, kin_of = told.head(0), told.kin
    access, link = family_access.invite(
        told.case, by=head, person=kin_of.mother, email=MOTHER, site_address="", is_child=False, plan="family",
        children=[kin_of.toms, kin_of.marta, kin_of.odrija], sees_names=True,
    )  # fmt: skip
    user = family_access.accept(link.rstrip("/").rsplit("/", 1)[-1], by=Actor(None, told.today), password=secrets.token_urlsafe())
    user.set_password(PASSWORD)  # shorter than people may choose, like all of the demo's
    user.save(update_fields=["password"])
    access.refresh_from_db()
    family_access.write(access, by=Actor(user, told.today), text="Vai varam pārcelt trešdienas tikšanos uz pieciem? Man ir maiņa.")
    family_access.write(access, by=told.worker(0), text="Jā, esmu piecos. Uz redzēšanos!")
    family_access.give_feedback(access, by=Actor(user, told.today), helps="yes", text="Palīdz tas, ka neviens nekliedz.")
    wednesday = told.today + dt.timedelta(days=1 + (1 - told.today.weekday()) % 7)  # the coming one, never today
    sessions.plan_meeting(
        told.case, by=told.worker(0), date=wednesday, start_time=dt.time(17), service=told.stage.services["home_visit"], minutes=60,
    )  # fmt: skip


def _records(told: Journey) -> None:
    """What was done, as it was written down on the days."""
    people = {"m": told.kin.mother, "t": told.kin.toms, "s": told.kin.marta, "o": told.kin.odrija, "v": told.kin.grandmother}
    for ago, who, service, minutes, present, text in TOLD:
        sessions.log(
            told.case, by=told.by(who, ago), date=told.day(ago), service=told.stage.services[service], minutes=minutes,
            persons=[people[letter] for letter in present], note=text, because="Ģimene pati lūdza.",
        )  # fmt: skip
    notes.write(told.case, by=told.worker(388), date=told.day(388), text="Marta uz ledusskapja pielikusi zīmējumu: četri cilvēki un kaķis.")


def assess(told: Journey, ago: int, look: dict[str, int]) -> None:
    """All areas of one day: ``look`` names those that differ from 3; a child's area may be named for one child (``c4.marta``)."""
    by, names = told.worker(ago), {told.kin.marta.pk: "marta", told.kin.toms.pk: "toms", told.kin.odrija.pk: "odrija"}
    begun = assessments.begin(told.case, by=by, on=told.day(ago), instrument=ensure_instruments())
    on_sheet = sheet(by, begun)
    for slot in on_sheet.slots:
        code = slot.area.code
        child = Person.objects.get(pk=slot.child.person_id) if slot.child else None
        level = look.get(f"{code}.{names.get(child.pk, '')}" if child else code, look.get(code, look.get("", 3)))
        own = min(5, level + 1) if code in ("f1", "f8") and level < 4 else level
        assessments.score(begun, by=by, area=slot.area, person=child, own_level=own, level=level, evidence=ANCHORS.get(code, ""))
    views = {child.person_id: SAID[names[child.person_id]] for child in on_sheet.children}
    seen = assessments.observe(
        begun, by=by, risk="high" if level_of(look) < 3 else "low", initiative="often", willingness="often", views=views,
        expected_version=begun.version,
    )  # fmt: skip
    assessments.finish(seen, by=by)


def level_of(look: dict[str, int]) -> int:
    return min(look.values())


def agree(told: Journey, ago: int, goals: Sequence[tuple[str, str, str, str, str]], reason: str = "") -> Plan:
    """A plan with its goals and steps, signed by the mother and the worker on the day it begins."""
    by, areas = told.worker(ago), {area.code: area for area in Area.objects.filter(instrument=ensure_instruments())}
    if reason == "":
        episodes.plan(told.episode(), by=told.worker(ago + 3), on=told.day(ago + 3), sentence="Izvērtējums pārrunāts pie virtuves galda.")
    plan = plans.begin(told.case, by=by, reason=reason)
    for copied in plan.goals.all():  # what is still wanted is said anew, in other words
        plans.remove_goal(copied, by=by)
    who = {"": None, "marta": told.kin.marta, "toms": told.kin.toms}
    owners = {
        "m": Owner(person=told.kin.mother),
        "w": Owner(user=told.stage.users["sociala"]),
        "s": Owner(institution="Iecavas vidusskola"),
    }
    owners |= {"v": Owner(person=told.kin.grandmother), "a": Owner(user=told.stage.users["asistente"])}
    plan = plans.write_words(plan, by=by, family_words="Gribam būt visi kopā un mierā.", language="lv", expected=plan.edited)
    for code, child, text, owner, step in goals:
        goal = plans.add_goal(plan, by=by, text=text, area=areas[code], person=who[child], due_date=told.day(ago - 90))
        made = steps.add_step(told.case, by=by, goal=goal, text=step, owner=owners[owner], due_date=told.day(ago - 30))
        if ago - 30 > 0:
            steps.finish_step(made, by=told.worker(ago - 30), on=told.day(ago - 30), result="Izdarīts.")
    signatures.sign(plan, by=by, on=told.day(ago), how="paper", person=told.kin.mother)
    signatures.sign(plan, by=by, on=told.day(ago), how="paper", user=by.user)
    return plans.agree(plan, by=by, on=told.day(ago), review_date=clock.add_months(told.day(ago), MONTHS_TO_REVIEW))


def review(told: Journey, plan: Plan, ago: int, decision: str, minutes: str) -> None:
    by = told.worker(ago)
    progress = "reached" if decision == "step_down" else "partly"
    goals = {goal.pk: (progress, "") for goal in plan.goals.all()}
    reviews.review(
        plan, by=by, on=told.day(ago), goals=goals, decision=decision, next_date=clock.add_months(told.day(ago), MONTHS_TO_REVIEW),
        present="māte, vecmāmiņa, sociālā darbiniece", minutes=minutes, family_words="Mums tagad ir savs vakara saraksts.",
        initiative="often" if decision == "step_down" else "sometimes", willingness="often",
    )  # fmt: skip


def grant(told: Journey, first: int, last: int, number: str) -> None:
    grants.grant(
        told.case, by=told.worker(first), number=number, decided_date=told.day(first + 5), body="Bauskas novada Sociālais dienests",
        from_date=told.day(first), until_date=told.day(last), hours_week=6,
    )  # fmt: skip
