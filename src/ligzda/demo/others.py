"""Working with others in the invented lives: a meeting held and one to come, questions and answers, a letter, a stand-in, a hand-over."""

import datetime as dt

from ligzda.access.actor import Actor
from ligzda.cases.actions import cover
from ligzda.cases.actions.steps import Owner
from ligzda.cases.models import Episode
from ligzda.cases.queries.cover import caseload_of
from ligzda.closure.actions import transfers
from ligzda.closure.queries.transfers import offered
from ligzda.cooperation.actions import disclosures, meetings, requests
from ligzda.cooperation.actions.meetings import Decision
from ligzda.cooperation.models import CaseMeeting
from ligzda.demo.household import Household
from ligzda.demo.setting import Stage
from ligzda.documents.actions import files

SCHOOL, COURT, DOCTOR = "Bauskas 2. vidusskola", "Bauskas novada bāriņtiesa", "Ģimenes ārsta prakse"
AGREED = "Māte piekrita sarunā, ieraksts lietā"
HELD, MOVED = "Kļavkalne", "Saulgrieze"  # the mothers' surnames in ``stories``


def together(stage: Stage, homes: list[Household]) -> None:
    """After everything is written: these entries are made as people make them."""
    by_name = {home.adults[0].last_name: home for home in homes}
    home, today = by_name[HELD], stage.builder.today
    _held(stage, home, today - dt.timedelta(days=21))
    _ahead(stage, home, today + dt.timedelta(days=12))
    _asked(home, today)
    _absent(stage, today)
    _moved(stage, by_name[MOVED], today)


def _absent(stage: Stage, today: dt.date) -> None:
    """The psychologist is on leave; her colleague sits in her files for ten days."""
    head, absent, until = Actor(stage.users["koordinatore"], today), stage.users["psihologe"], today + dt.timedelta(days=9)
    cases = caseload_of(head, absent)
    cover.stand_in(cases, by=head, absent=absent, user=stage.users["psihologe2"], from_date=today, until_date=until)


def _meeting(stage: Stage, home: Household, date: dt.date, purpose: str, agenda: list[str]) -> CaseMeeting:
    by = Actor(home.worker, stage.builder.today)
    meeting = meetings.plan_meeting(
        home.case,
        by=by,
        date=date,
        start_time=dt.time(14),
        place="Bauskas centrs, 2. stāvs",
        purpose=purpose,
        agenda=agenda,
        family_informed=True,
    )
    CaseMeeting.objects.filter(pk=meeting.pk).update(key=stage.builder.key())  # the same seed gives the same addresses
    meeting.refresh_from_db()
    meetings.invite_person(
        meeting, by=by, name="Sarma Rītupe", institution=SCHOOL, function="sociālā pedagoģe", ground=AGREED, hears={1: "agreement", 2: ""}
    )
    meetings.invite_person(
        meeting, by=by, name="Aivars Celmiņš", institution=COURT, function="loceklis", ground="Bērnu tiesību aizsardzības likums",
        hears={1: "law", 2: "law"},
    )  # fmt: skip
    return meeting


def _held(stage: Stage, home: Household, date: dt.date) -> None:
    """What was decided became steps: one of the school, one of the worker, one of the mother."""
    by = Actor(home.worker, stage.builder.today)
    meeting = _meeting(stage, home, date, "Kā dēlam palikt skolā", ["Skolas apmeklējums kopš pavasara", "Mātes darba laiks"])
    meetings.invite(meeting, by=by, on=date - dt.timedelta(days=8))
    due = stage.builder.today + dt.timedelta(days=10)
    meetings.hold(
        meeting, by=by, on=date, present={one.pk for one in meeting.invitations.all()}, others_present="māte, dēls, sociālā darbiniece",
        minute="Pedagoģe: kavējumu kļuvis mazāk, grūti ir pirmdienās.\nBāriņtiesas loceklis: ģimene sadarbojas.",
        family_words="Dēls: gribu palikt šajā skolā. Māte: no rītiem vajag, lai kāds viņu pamodina.",
        disagreements="Par individuālo uzdevumu apjomu skola un ģimene vēl nevienojās.",
        decisions=[
            Decision("Individuāli uzdevumi trīs priekšmetos", Owner(institution=SCHOOL), due),
            Decision("Saruna ar servisu par praksi", Owner(user=home.worker), due),
            Decision("Modinātājs un brokastis kopā", Owner(person=home.adults[0]), due),
        ],
    )  # fmt: skip


def _ahead(stage: Stage, home: Household, date: dt.date) -> None:
    _meeting(stage, home, date, "Otrā pusgada uzdevumi", ["Individuālie uzdevumi", "Ziemas apģērbs"])


def _asked(home: Household, today: dt.date) -> None:
    """A question that waits for its answer, one we answered, a letter to the school."""
    by, case = Actor(home.worker, today), home.case
    ours = requests.ask(
        case, by=by, institution=DOCTOR, what="Vai zēnam ir ieteikumi sportam pēc traumas?", ground_kind="agreement", ground=AGREED,
        due_date=today + dt.timedelta(days=6),
    )  # fmt: skip
    requests.send(ours, by=by, on=today - dt.timedelta(days=8))
    theirs = requests.receive(
        case, by=by, on=today - dt.timedelta(days=30), institution=COURT, what="Vai ģimene saņem atbalstu un kādu?", ground_kind="law",
        ground="Bāriņtiesas pieprasījums Nr. 1-8/17", due_date=today - dt.timedelta(days=16),
    )  # fmt: skip
    requests.answer(theirs, by=by, on=today - dt.timedelta(days=18), text="Ģimene regulāri tiekas ar sociālo darbinieku.")
    disclosures.send_letter(
        case, by=by, on=today - dt.timedelta(days=25), kind="school", institution=SCHOOL, subject="Par sadarbību jūsu skolas bērna labā",
        body="Labdien!\n\nAicinām uz sanāksmi par zēna skolas apmeklējumu.\n\nPaldies par sadarbību!", language="lv",
        ground_kind="agreement", ground=AGREED,
    )  # fmt: skip


def _moved(stage: Stage, home: Household, today: dt.date) -> None:
    """A family moved to Bauska; two notes and a paper were chosen to go along."""
    by = Actor(stage.users["koordinatore.cesis"], today)
    told = {"name": "skolas izziņa.txt", "content": "Skolēns apmeklē 3. klasi.\n".encode(), "content_type": "text/plain"}
    files.keep(home.case.circle, by=by, title="Skolas izziņa", date=today - dt.timedelta(days=9), **told)
    offers = offered(by, home.case)
    papers, notes = ([one.code for one in offers if one.part == part] for part in ("file", "note"))
    episode = Episode.objects.get(case=home.case, is_latest=True)
    transfers.transfer(
        episode, by=by, on=today, sentence="Ģimene pārcēlās tuvāk vecmāmiņai.", ground=AGREED, site=stage.sites["bauska"],
        items=[*notes[:2], *papers[:1]],
    )  # fmt: skip
