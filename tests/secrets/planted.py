"""What is planted, where, and who may read it: the table is the law, written by hand."""

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass

from ligzda.access.actor import Actor
from ligzda.access.models import User
from ligzda.access.permissions import Tier
from ligzda.cases.actions import notes
from ligzda.cases.models import Case
from ligzda.cooperation.actions import disclosures, meetings
from ligzda.kernel import clock
from ligzda.people.actions.codes import set_code
from ligzda.people.models import Person
from ligzda.places.models import Site
from ligzda.portal.actions import family_access
from ligzda.portal.models import FamilyAccess
from ligzda.projects.models import Project
from ligzda.safeguarding.actions import addresses, concerns
from ligzda.safeguarding.models import Concern
from ligzda.services.actions import groups
from ligzda.services.models import Group, ServiceType

# One address, written as twelve tired people write it. The flat is part of what is secret.
SPELLINGS = (
    "Ķiršu iela 47-9", "Ķiršu ielā 47 - 9", "Ķiršu ielas 47. nams, 9. dzīvoklis", "Ķiršu i. 47-9", "Ķiršu iel. 47/9", "Ķiršu 47-9",
    "kirsu iela 47-9", "KIRŠU IELA 47-9", "Ķiršu iela Nr. 47", "47 Ķiršu iela", "Ķiršu ielā47", "Киршу иела 47-9",
)  # fmt: skip
HIDDEN = re.compile(r"(?:kirsu|киршу)\w{0,10}?47|47\w{0,6}?(?:kirsu|киршу)")
COORDINATOR, WORKER, PSYCHOLOGIST, LEADER = (
    f"{name}@ligzda.example" for name in ("koordinatore", "sociala", "psihologe", "grupa")
)  # fmt: skip


@dataclass(frozen=True)
class Secret:
    """What is looked for in squeezed text, and who may find it."""

    name: str
    mark: re.Pattern[str]
    readers: frozenset[str]


SECRETS = (
    Secret("hidden address", HIDDEN, frozenset({WORKER})),
    Secret("place of a closed group", re.compile("klusaistaba63"), frozenset({LEADER, COORDINATOR})),
    Secret("theme of its meeting", re.compile("zvaniksuploks5"), frozenset({LEADER, COORDINATOR})),
    Secret("key of a closed group", re.compile("slegta8key"), frozenset({LEADER, COORDINATOR})),
    Secret("allegation", re.compile("baltaislacis8k"), frozenset({WORKER, "drosiba@ligzda.example"})),
    Secret("protected note", re.compile("dzeltenapuce6m"), frozenset({PSYCHOLOGIST})),
    Secret("personal code", re.compile("32751312345"), frozenset({WORKER, COORDINATOR})),
)


def squeezed(text: str) -> str:
    """Without blanks, soft hyphens, marks and punctuation: letters and digits in a row. Written here anew, not borrowed."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    return "".join(c for c in plain if c.isalnum())


def found_in(text: str, email: str) -> list[str]:
    """The secrets that stand in a text and are none of this reader's business."""
    plain = squeezed(text)
    return [one.name for one in SECRETS if email not in one.readers and one.mark.search(plain)]


@dataclass
class World:
    """Where the secrets lie."""

    case: Case
    group: Group
    person: Person


def plant() -> World:
    """Twelve spellings in every kind of text of one file; then the address is hidden. A closed group, an allegation, a note, a code."""
    case = FamilyAccess.objects.filter(user__email="mamma@ligzda.example").get().case
    mother = FamilyAccess.objects.get(case=case, user__email="mamma@ligzda.example").person
    worker, today = _actor(WORKER), clock.today()
    for spelling in SPELLINGS:
        notes.write(case, by=worker, text=f"Satikām viņu pie {spelling}, tur ir droši.", date=today)
    notes.write(case, by=_actor(PSYCHOLOGIST), text="Dzeltenā pūce 6M", date=today, tier=Tier.PROFESSIONAL)
    access = FamilyAccess.objects.get(case=case, user__email="mamma@ligzda.example")
    family_access.write(access, by=worker, text=f"Rīt atbraukšu uz {SPELLINGS[1]}.")
    disclosures.send_letter(
        case, by=worker, on=today, kind="school", institution="Bauskas 1. vidusskola", subject=f"Par {SPELLINGS[3]}",
        body=f"Ģimene dzīvo {SPELLINGS[2]}.", language="lv", ground_kind="agreement", ground=f"Teica mājās, {SPELLINGS[5]}",
    )  # fmt: skip
    meetings.plan_meeting(
        case, by=worker, date=today + dt.timedelta(days=9), purpose=f"Tikšanās {SPELLINGS[6]}", agenda=[f"Drošība {SPELLINGS[9]}"],
        family_informed=True, place=SPELLINGS[0],
    )  # fmt: skip
    addresses.hide(mother, by=worker, text=f"{SPELLINGS[0]}, Bauska")
    set_code(mother, by=worker, country="LV", code="327513-12345", accept_because="Tā stāv pasē.")
    _allege(case)
    return World(case, _closed_group(case, mother), mother)


def _allege(case: Case) -> Concern:
    child = next(row.person for row in case.family.memberships.select_related("person") if row.role == "child")
    concern, _told = concerns.raise_concern(
        by=_actor(WORKER), people=[child], child_words="Baltais lācis 8K", is_danger_now=False, noticed_at=clock.now(),
        is_about_staff=True, named_user=User.objects.get(email=PSYCHOLOGIST),
    )  # fmt: skip
    return concern


def _closed_group(case: Case, mother: Person) -> Group:
    by, today = _actor(COORDINATOR), clock.today()
    group = groups.open_group(
        by=by, kind="support", name="Otrdienu rīti", project=Project.objects.get(key="ikdiena"), site=Site.objects.get(key="bauska"),
        service=ServiceType.objects.get(key="support_group"), leaders=[User.objects.get(email=LEADER)],
        from_date=today - dt.timedelta(days=30), topic="cietušām", place="Klusā istaba 63", is_closed_circle=True, key="slegta8key",
    )  # fmt: skip
    by = _actor(LEADER)
    cohort = groups.start(groups.open_cohort(group, by=by, start_date=today - dt.timedelta(days=20)), by=by)
    groups.enrol(cohort, by=Actor.system("test"), person=mother, case=case, from_date=today - dt.timedelta(days=20))
    groups.plan_sessions(
        cohort, by=by, dates=[today - dt.timedelta(days=7), today + dt.timedelta(days=7)], minutes=60, theme="Zvaniķsuploks 5"
    )
    return group


def _actor(email: str) -> Actor:
    return Actor(User.objects.get(email=email))
