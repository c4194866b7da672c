"""A small world for the stories of this room: two sites, one programme, the people who work there, a family at the door."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from ligzda.access.actor import Actor
from ligzda.cases.actions import assessments, episodes, notes, plans, referrals, signatures, steps
from ligzda.cases.actions.steps import Owner
from ligzda.cases.catalogue import ensure_instruments
from ligzda.cases.models import Area, Assessment, Case, Episode, Instrument, Note, Plan, Referral
from ligzda.cases.queries.assessments import sheet
from ligzda.closure.actions import closing
from ligzda.closure.actions.closing import Often
from ligzda.cooperation.actions import disclosures, meetings, requests
from ligzda.cooperation.models import CaseMeeting, InformationRequest, Letter, MeetingInvitation
from ligzda.desk.actions import documents
from ligzda.documents.models import Attachment
from ligzda.kernel import clock
from ligzda.kernel.translated import Translated
from ligzda.people.models import Membership, Person
from tests.cast import Cast, make_cast, make_family, make_person, make_user

D = dt.date
DAY = dt.timedelta(days=1)
ENOUGH = "Pārrunāts komandā."  # why something is right although a warning speaks against it


def make_area(code: str, scored: str = "family", **fields: Any) -> Area:
    """An area of a small instrument of our own."""
    instrument, _new = Instrument.objects.get_or_create(key="small", defaults={"name": Translated(lv="Mazs")})
    fields = {"order": 1, "scored": scored, "name": Translated(lv=code.capitalize())} | fields
    return Area.objects.get_or_create(instrument=instrument, code=code, defaults=fields)[0]


def often(since: dt.date, times: int = 2, per: str = "month") -> list[Often]:
    return [Often(since, times, per)]


@dataclass
class World:
    cast: Cast

    def __getattr__(self, name: str) -> Any:
        """Actors of the cast by name: ``world.coordinator``."""
        if name not in self.cast.users:
            raise AttributeError(name)
        return self.cast.actor(name)

    @property
    def today(self) -> dt.date:
        return clock.today()

    def ago(self, days: int) -> dt.date:
        return self.today - dt.timedelta(days=days)

    def referred(self, *, on: dt.date | None = None, by: Actor | None = None, **values: Any) -> Referral:
        values = {"source": "school", "reason": "Bērns bieži kavē stundas.", "site": self.cast.site} | values
        return referrals.refer(by=by or self.coordinator, received_date=on or self.ago(10), **values)

    def screened(self, *, on: dt.date | None = None, **values: Any) -> Referral:
        """Taken up, with a family of a mother and a son named in it."""
        referral = referrals.take_up(self.referred(on=on, **values), by=self.coordinator, on=on or self.ago(10))
        family = make_family("Bērzu ģimene", members=(make_person("Zane", "Bērza"), make_person("Kārlis", "Bērzs")))
        return referrals.name_family(referral, by=self.coordinator, family=family)

    def admitted(self, *, on: dt.date | None = None, referral: Referral | None = None, **values: Any) -> Case:
        referral = referral or self.screened(on=on)
        notice = [membership.person for membership in referral.family.memberships.all()][:1] if referral.family else []
        values = {
            "project": self.cast.project,
            "case_worker": self.cast.worker_in,
            "criterion": "Bērns kavē skolu.",
            "notice_to": notice,
        } | values
        return referrals.admit(referral, by=self.coordinator, on=on or self.ago(10), **values)

    def begun(self, case: Case, *, on: dt.date | None = None, by: Actor | None = None) -> Assessment:
        """An assessment somebody has begun, in a family that has a child."""
        if not case.family.memberships.filter(role="child").exists():
            child = make_person("Kristers", "Vītoliņš", birth_date=self.ago(4000), birth_precision="day")
            Membership.objects.create(family=case.family, person=child, role="child", from_date=dt.date(2020, 1, 1))
        return assessments.begin(case, by=by or self.worker_in, on=on or self.ago(5), instrument=ensure_instruments())

    def assessed(
        self, case: Case, *, on: dt.date | None = None, level: int | None = 4, by: Actor | None = None, **levels: int | None
    ) -> Assessment:
        """A finished assessment of every area, all at one level but those that are named: ``assessed(case, f4=2)``."""
        by, day = by or self.worker_in, on or self.ago(10)
        begun = assessments.begin(case, by=by, on=day, instrument=ensure_instruments())
        for slot in sheet(by, begun).slots:
            person = Person.objects.get(pk=slot.child.person_id) if slot.child else None
            value = levels.get(slot.area.code, level)
            assessments.score(begun, by=by, area=slot.area, person=person, own_level=None, level=value, evidence="Tā teica un rādīja paši.")
        views = {child.person_id: ("Man te patīk.", "") for child in sheet(by, begun).children}
        seen = assessments.observe(begun, by=by, risk="low", views=views, expected_version=begun.version)
        return assessments.finish(seen, by=by)

    def looked_at(self, *, on: dt.date | None = None) -> Episode:
        """A family that was admitted and assessed on one day."""
        case = self.admitted(on=on)
        self.assessed(case, on=on)
        return latest(case)

    def active(self, *, on: dt.date | None = None) -> Episode:
        """An episode whose plan runs since the day of admission."""
        day = on or self.ago(10)
        episode = episodes.plan(self.looked_at(on=day), by=self.worker_in, on=day, sentence="Izvērtējums pabeigts.")
        self.planned(episode.case, on=day)
        return latest(episode.case)

    def drafted(self, case: Case, *, on: dt.date | None = None, by: Actor | None = None) -> Plan:
        """A plan being agreed: one goal with one step of the worker, signed by the family."""
        by, day = by or self.worker_in, on or self.today
        plan = plans.begin(case, by=by, reason="Pārskatījām.")
        if not plan.goals.exists():
            goal = plans.add_goal(plan, by=by, text="Bērns skolā katru dienu.")
            steps.add_step(case, by=by, goal=goal, text="Saruna ar skolu", owner=Owner(user=by.user), due_date=day + DAY)
        person = case.family.memberships.order_by("id")[0].person
        signatures.sign(plan, by=by, on=day, how="paper", person=person)
        return plan

    def planned(self, case: Case, *, on: dt.date | None = None, by: Actor | None = None) -> Plan:
        """The same, agreed: it runs for three months."""
        day = on or self.today
        return plans.agree(self.drafted(case, on=day, by=by), by=by or self.worker_in, on=day, review_date=clock.add_months(day, 3))

    def closed(self, *, on: dt.date | None = None, **values: Any) -> Episode:
        day = on or self.ago(5)
        values = {"exit_type": "self_reliant", "sentence": "Ģimene tiek galā pati.", "accept_because": ENOUGH} | values
        return closing.close(self.active(on=day), by=self.coordinator, on=day, **values)

    def noted(self) -> Note:
        return notes.write(self.cast.case, by=self.worker_in, text="Bērns bija mājās.", date=self.today)

    def filed(self, *, by: Actor | None = None, name: str = "lēmums.txt", content: bytes = b"Kopija.", **values: Any) -> Attachment:
        """A paper of the cast's file."""
        values = {"title": "Bāriņtiesas lēmums", "date": self.today} | values
        upload = SimpleUploadedFile(name, content)
        return documents.add(values.pop("case", self.cast.case), by=by or self.worker_in, upload=upload, **values)

    def meeting(self, **values: Any) -> CaseMeeting:
        """Planned for next week: two items, and somebody of the school who may hear the first."""
        values = {
            "date": self.today + 7 * DAY, "purpose": "Kristera skolas gaitas", "agenda": ["Kavējumi", "Mātes veselība"],
            "family_informed": True,
        } | values  # fmt: skip
        meeting = meetings.plan_meeting(values.pop("case", self.cast.case), by=self.worker_in, **values)
        self.invited(meeting)
        return meeting

    def invited(self, meeting: CaseMeeting, **values: Any) -> MeetingInvitation:
        values = {
            "name": "Sarma Vītola", "institution": "Bauskas 1. vidusskola", "function": "sociālā pedagoģe", "ground": "Agnese, 02.11.",
            "hears": {1: "agreement", 2: ""},
        } | values  # fmt: skip
        return meetings.invite_person(meeting, by=self.worker_in, **values)

    def asked(self, **values: Any) -> InformationRequest:
        """A question to the doctor, not yet sent."""
        values = {
            "institution": "Ģimenes ārsts", "what": "Vai bērns ir potēts?", "ground_kind": "agreement", "ground": "Agnese, 02.11.",
            "due_date": self.today + 14 * DAY,
        } | values  # fmt: skip
        return requests.ask(self.cast.case, by=self.worker_in, **values)

    def letter(self, **values: Any) -> Letter:
        values = {
            "on": self.today, "kind": "school", "institution": "Bauskas 1. vidusskola", "subject": "Par sadarbību", "body": "Labdien!",
            "language": "lv", "ground_kind": "agreement", "ground": "Agnese, 02.11.",
        } | values  # fmt: skip
        return disclosures.send_letter(self.cast.case, by=self.worker_in, **values)

    def colleague(self, name: str = "Liene Roze") -> Any:
        return make_user(name, function=self.cast.worker_in.function)


def latest(case: Case) -> Episode:
    return Episode.objects.get(case=case, is_latest=True)


def make_world() -> World:
    return World(make_cast())
