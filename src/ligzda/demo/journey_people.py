"""Who belongs to the example family: two households with a half-sister, a grandmother, and foster parents for a winter."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from ligzda.access.actor import Actor
from ligzda.cases.actions import referrals
from ligzda.cases.models import Case, Episode, Referral
from ligzda.demo.setting import Stage
from ligzda.people.actions.bonds import tie
from ligzda.people.actions.families import add_member, enter_member, give_circle_access, register_family
from ligzda.people.actions.persons import relate
from ligzda.people.models import Family, Person
from ligzda.projects.models import Activity, Project

TOGETHER, APART = dt.date(2010, 5, 1), dt.date(2019, 9, 1)
SECOND = dt.date(2020, 3, 1)  # since when the father lives with somebody else


@dataclass
class Kin:
    """The people by what they are to each other."""

    mother: Person
    toms: Person
    marta: Person
    odrija: Person
    grandmother: Person
    father: Person
    fathers_family: Family
    sanita: Person
    paula: Person
    foster: Family
    foster_mother: Person
    foster_father: Person


class Journey:
    """Who tells it, and the days: all are counted back from today."""

    def __init__(self, stage: Stage, project: Project, activity: Activity) -> None:
        self.stage, self.project, self.activity, self.today = stage, project, activity, stage.builder.today
        self.case: Case
        self.kin: Kin

    def day(self, ago: int) -> dt.date:
        """A working day: what would fall on a weekend was done on the Friday before."""
        day = self.today - dt.timedelta(days=ago)
        return day - dt.timedelta(days=max(0, day.weekday() - 4))

    def by(self, name: str, ago: int) -> Actor:
        return Actor(self.stage.users[name], self.day(ago))

    def episode(self) -> Episode:
        return Episode.objects.get(case=self.case, is_latest=True)

    def worker(self, ago: int) -> Actor:
        return self.by("sociala", ago)

    def head(self, ago: int) -> Actor:
        return self.by("koordinatore", ago)

    def show_all(self) -> None:
        """The team of the file sees the other households too: they belong to the children's lives."""
        for family in (self.kin.fathers_family, self.kin.foster):
            give_circle_access(self.case.circle, by=self.head(722), family=family)


def kin(told: Journey, referral: Referral) -> Kin:
    """Everybody is entered once; the ties say who is whose."""
    by = told.head(727)

    def here(role: str, first: str, last: str, born: dt.date, sex: str) -> Person:
        """In the mother's household."""
        return referrals.add_person(
            referral, by=by, role=role, person=_values(first, last, born, sex), from_date=max(born, TOGETHER)
        ).person

    mother = here("mother", "Signe", "Krūklāja", dt.date(1991, 3, 14), "female")
    toms = here("child", "Toms", "Krūklājs", _born(told, 13, 140), "male")
    marta = here("child", "Marta", "Krūklāja", _born(told, 9, 60), "female")
    odrija = here("child", "Odrija", "Krūklāja", _born(told, 4, 200), "female")
    grandmother = referrals.add_person(
        referral, by=by, role="grandparent", lives_here=False, person=_values("Velta", "Pīlādze", dt.date(1962, 11, 2), "female")
    ).person
    fathers = register_family(by=by, name="Krūklāju ģimene (tēvs)", type="two_parent", territory=told.stage.territory("iecava", by.on))
    father = enter_member(fathers, by=by, role="father", person=_values("Edgars", "Krūklājs", dt.date(1988, 7, 9), "male")).person
    sanita = enter_member(
        fathers, by=by, role="mother", person=_values("Sanita", "Vēsma", dt.date(1994, 1, 30), "female"), from_date=SECOND
    ).person
    paula = enter_member(fathers, by=by, role="child", person=_values("Paula", "Krūklāja", _born(told, 5, 90), "female")).person
    foster = register_family(by=by, name="Laukmaļu audžuģimene", type="foster", territory=told.stage.territory("bauska", by.on))
    biruta = enter_member(foster, by=by, role="foster_carer", person=_values("Biruta", "Laukmale", dt.date(1970, 4, 4), "female")).person
    imants = enter_member(foster, by=by, role="foster_carer", person=_values("Imants", "Laukmalis", dt.date(1968, 8, 21), "male")).person
    found = Kin(
        mother=mother,
        toms=toms,
        marta=marta,
        odrija=odrija,
        grandmother=grandmother,
        father=father,
        fathers_family=fathers,
        sanita=sanita,
        paula=paula,
        foster=foster,
        foster_mother=biruta,
        foster_father=imants,
    )
    _ties(found, by)
    return found


def to_foster(told: Journey, ago: int, until: int) -> None:
    """A winter in the foster family: the place in the own family stays, the bed is elsewhere."""
    by = told.head(until)
    foster, marta = told.kin.foster, told.kin.marta
    add_member(foster, by=by, person=marta, role="foster_child", from_date=told.day(ago), until_date=told.day(until), accept_because=WINTER)
    for parent in (told.kin.foster_mother, told.kin.foster_father):
        relate(parent, marta, by=by, kind="foster_parent", from_date=told.day(ago), until_date=told.day(until))


WINTER = "Uz laiku audžuģimenē; nedēļas nogalēs mājās."


def _ties(of: Kin, by: Any) -> None:
    for child in (of.toms, of.marta):
        relate(of.mother, child, by=by, kind="parent")
        relate(of.father, child, by=by, kind="parent")
    relate(of.mother, of.odrija, by=by, kind="parent")
    relate(of.grandmother, of.mother, by=by, kind="parent")
    relate(of.father, of.paula, by=by, kind="parent")
    relate(of.sanita, of.paula, by=by, kind="parent")
    relate(of.mother, of.father, by=by, kind="spouse", from_date=TOGETHER, until_date=APART, ended_as="divorced")
    relate(of.father, of.sanita, by=by, kind="partner", from_date=SECOND)
    relate(of.foster_mother, of.foster_father, by=by, kind="spouse", from_date=dt.date(1992, 6, 20))
    tie(of.mother, by=by, other=of.grandmother, kind="close", flow="in")
    tie(of.mother, by=by, other=of.father, kind="conflict", from_date=APART)
    tie(of.toms, by=by, other="Futbola komanda", kind="close", flow="in")
    tie(of.toms, by=by, other="Skola", kind="weak")
    tie(of.mother, by=by, other="Kaimiņiene Rasma", kind="ordinary", flow="both")
    tie(of.mother, by=by, other="Darbs maiznīcā", kind="broken")


def _born(told: Journey, years: int, days: int) -> dt.date:
    """So many years old today, and some days."""
    return told.today - dt.timedelta(days=int(years * 365.25) + days)


def _values(first: str, last: str, born: dt.date, sex: str) -> dict[str, Any]:
    return {"first_name": first, "last_name": last, "birth_date": born, "birth_precision": "day", "sex": sex}
