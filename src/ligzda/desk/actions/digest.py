"""The morning's e-mail: how much waits today, and where to look. Numbers only: an e-mail is read on the way, by whoever stands beside."""

import datetime as dt
from dataclasses import dataclass

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ligzda.access import audit, timers
from ligzda.access.actor import Actor
from ligzda.access.models import User
from ligzda.cases import rules
from ligzda.desk.queries.day import planned_work
from ligzda.places.models import Site
from ligzda.services.queries import meetings, unwritten

MORNING = 4  # hours; a server that slept longer does not wake anybody in the afternoon


@dataclass(frozen=True)
class Numbers:
    """How much of a day, and nothing else of it."""

    meetings: int
    today: int
    overdue: int
    unwritten: int

    def __bool__(self) -> bool:
        return bool(self.meetings or self.today or self.overdue or self.unwritten)


def is_morning(now: dt.datetime) -> bool:
    """By the organisation's clock."""
    hour, begins = timezone.localtime(now).hour, timers.length("digest_hour")
    return begins <= hour < begins + MORNING


def send_digests(*, by: Actor, now: dt.datetime) -> int:
    """Each morning once to everybody who asked for it; each in a transaction of its own."""
    if not is_morning(now):
        return 0
    asked = User.objects.filter(is_active=True, wants_digest=True).filter(Q(digest_date__isnull=True) | Q(digest_date__lt=by.on))
    return sum(send_digest(user, by=by) for user in asked.order_by("id"))


@transaction.atomic
def send_digest(user: User, *, by: Actor) -> bool:
    """False on a day off, when nothing waits, and when another clock was quicker."""
    if not User.objects.filter(pk=user.pk).exclude(digest_date=by.on).update(digest_date=by.on):
        return False
    actor = Actor(user, by.on)
    found = _numbers(actor) if rules.is_working_day(by.on, _country(actor)) else None
    if not found:
        return False
    with translation.override(user.language):
        subject, text = _("Ligzda: your day in numbers"), _text(found)
    transaction.on_commit(lambda: send_mail(subject, text, None, [user.email], fail_silently=True))
    audit.record(by, "send_digest", user)
    return True


def _numbers(actor: Actor) -> Numbers:
    due = [row.due_date for row in planned_work(actor) if row.due_date]
    return Numbers(
        meetings=len(meetings(actor, actor.on)),
        today=sum(day == actor.on for day in due),
        overdue=sum(day < actor.on for day in due),
        unwritten=len(unwritten(actor)),
    )


def _text(found: Numbers) -> str:
    lines = [
        ngettext("%(n)d meeting today", "%(n)d meetings today", found.meetings) % {"n": found.meetings},
        ngettext("%(n)d task due today", "%(n)d tasks due today", found.today) % {"n": found.today},
        ngettext("%(n)d task overdue", "%(n)d tasks overdue", found.overdue) % {"n": found.overdue},
        ngettext("%(n)d meeting not written yet", "%(n)d meetings not written yet", found.unwritten) % {"n": found.unwritten},
    ]
    numbers = (found.meetings, found.today, found.overdue, found.unwritten)
    told = [f"• {line}" for line, number in zip(lines, numbers, strict=True) if number]
    where = _("My day: %(link)s") % {"link": settings.SITE_ADDRESS + reverse("desk:day")}
    off = _("You asked for this e-mail. Switch it off here: %(link)s") % {"link": settings.SITE_ADDRESS + reverse("access:account")}
    return "\n".join([*told, "", where, "", off]) + "\n"


def _country(actor: Actor) -> str:
    """Where this person works: a holiday there is a day off."""
    circles = [seat.circle_id for seat in actor.seats]
    near = Site.objects.filter(Q(circle__in=circles) | Q(circle__children__in=circles)).order_by("id")
    return near.values_list("territory__country", flat=True).first() or "LV"
