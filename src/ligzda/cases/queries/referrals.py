"""Referrals: all of the own sites for intake and coordinators, the own ones for who sent them."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import QuerySet

from ligzda.access.actor import Actor
from ligzda.access.models import User
from ligzda.access.permissions import Permission
from ligzda.cases import rules
from ligzda.cases.models import Referral
from ligzda.cases.queries.badges import Badge, badge_of
from ligzda.cases.queries.waiting import referral_due
from ligzda.cases.seating import TEAM_ROLES
from ligzda.cases.states import UNDECIDED, ReferralState
from ligzda.people.models import Organisation, Person
from ligzda.people.queries import members
from ligzda.people.queries.families import Member
from ligzda.places.models import Site
from ligzda.projects.models import Project

# Whether something of the family's file came along with a referral that this reader may open; the room that hands over says it.
BROUGHT: list[Callable[[Actor, Referral], bool]] = []


@dataclass(frozen=True)
class ReferralRow:
    """A line of the list. The sender reads state and answer; what is due is the association's own business."""

    url: str
    name: str
    number: str
    received_date: dt.date
    source: str
    site: str
    badge: Badge
    is_urgent: bool
    due_date: dt.date | None
    overdue_days: int
    answer: str


class ReferralRows:
    """Rows that are read when they are cut, one statement."""

    def __init__(self, rows: object, actor: Actor) -> None:
        self.rows, self.actor = rows, actor

    def __getitem__(self, cut: slice) -> list[ReferralRow]:
        return [_row(one, self.actor) for one in self.rows[cut]]  # type: ignore[index]


def has_brought(actor: Actor, referral: Referral) -> bool:
    """Whether something came along with it, as far as this reader may open it."""
    return any(brought(actor, referral) for brought in BROUGHT)


def referrals_list(actor: Actor, *, state: str = "") -> ReferralRows:
    """Undecided ones first, urgent before others, then the newest."""
    rows = Referral.objects.visible_to(actor, Permission.SEE_REFERRAL).select_related("site__territory", "family__root")
    if state == "open":
        rows = rows.filter(state__in=UNDECIDED)
    elif state:
        rows = rows.filter(state=state)
    return ReferralRows(
        rows.order_by("-is_urgent", "-received_date", "-id") if state == "open" else rows.order_by("-received_date", "-id"), actor
    )


def referral_by_key(actor: Actor, key: str) -> Referral | None:
    rows = Referral.objects.visible_to(actor, Permission.SEE_REFERRAL)
    return (
        rows.select_related("site__territory", "site__circle", "family__root", "circle", "case__family__root", "sent_by", "organisation")
        .filter(key=key)
        .first()
    )


def people_of(actor: Actor, referral: Referral) -> list[Member]:
    """Who stands in a referral's family: names for intake until it is decided, and for who sees the family anyway."""
    return members(actor, referral.family) if referral.family and not referral.waits_unseen else []


def persons_of(actor: Actor, referral: Referral, keys: set[str]) -> list[Person]:
    """Those of a referral's people that were chosen, as records."""
    ids = [member.person_id for member in people_of(actor, referral) if member.person_key in keys]
    return list(Person.objects.filter(pk__in=ids).order_by("id"))


def other_sites(actor: Actor, site: Site) -> QuerySet[Site]:
    """Where a family can be handed over to."""
    return Site.objects.filter(is_active=True).exclude(pk=site.pk)


def sites_to_refer(actor: Actor) -> list[Site]:
    """Where this actor may send a referral: the own sites for staff, every site for a partner."""
    rows = Site.objects.filter(is_active=True)
    return list(rows.visible_to(actor, Permission.INTAKE) if actor.holds(Permission.INTAKE) and not actor.is_system else rows)


def senders(actor: Actor) -> list[Organisation]:
    return list(Organisation.objects.order_by("name", "id")[:500])


def programmes_at(actor: Actor, site: Site) -> list[Project]:
    """Programmes that work at a site, running ones first."""
    return list(Project.objects.filter(project_sites__site=site).exclude(state="closed").order_by("state", "-start_date", "id")) or list(
        Project.objects.filter(project_sites__site=site).order_by("-start_date", "id")
    )


def colleagues(actor: Actor, site: Site) -> list[User]:
    """People who may sit in a team at this site: seated at the site, in one of its circles, or with a function of the team's."""
    return _staff([site.circle_id])


def all_colleagues(actor: Actor) -> list[User]:
    """The same over all sites whose work this actor oversees."""
    return _staff(list(Site.objects.visible_to(actor, Permission.OVERSEE).values_list("circle_id", flat=True)))


def _staff(circles: list[int]) -> list[User]:
    staff = User.objects.filter(is_active=True, is_system=False)
    here = staff.filter(seats__circle__in=circles, seats__until_date__isnull=True)
    below = staff.filter(seats__circle__parent__in=circles, seats__until_date__isnull=True, seats__role__in=TEAM_ROLES)
    free = staff.filter(seats__isnull=True, function__role__in=TEAM_ROLES)
    chosen = here.exclude(seats__role__in=("administrator", "auditor", "municipal_partner"))
    ids = chosen.values("pk").union(below.values("pk"), free.values("pk"))
    return list(User.objects.filter(pk__in=ids).select_related("function").order_by("name", "id"))


def _row(one: Referral, actor: Actor) -> ReferralRow:
    is_staff = actor.holds(Permission.INTAKE)
    due = referral_due(one) if one.state in UNDECIDED and is_staff else None
    is_named = is_staff and one.family is not None and not one.waits_unseen
    return ReferralRow(
        url=one.get_absolute_url(),
        name=one.heading if is_named else "",
        number=one.number,
        received_date=one.received_date,
        source=one.get_source_display(),
        site=one.site.name,
        badge=badge_of(one.state, ReferralState),
        is_urgent=one.is_urgent,
        due_date=due,
        overdue_days=rules.overdue_days(due, actor.on),
        answer=one.answer,
    )
