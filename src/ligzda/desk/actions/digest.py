"""The morning's e-mail goes out: how much waits today, and where to look. An e-mail is read on the way, by whoever stands beside."""

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ligzda.access import audit
from ligzda.access.actor import Actor
from ligzda.access.models import User
from ligzda.access.permissions import Permission
from ligzda.desk.queries.digest import Numbers, numbers
from ligzda.kernel.post import post


@transaction.atomic
def send_digest(user: User, *, by: Actor) -> bool:
    """False on a day off, when nothing waits, and when another clock was quicker."""
    if not User.objects.filter(pk=user.pk).exclude(digest_date=by.on).update(digest_date=by.on):
        return False
    theirs = Actor(user, by.on)
    found = numbers(theirs) if theirs.holds(Permission.OWN_WORK) else None
    if not found:
        return False
    with translation.override(user.language):
        subject, text = _("Ligzda: your day in numbers"), _text(found)
    post(user.email, subject, text)
    audit.record(by, "send_digest", user)
    return True


def _text(found: Numbers) -> str:
    lines = (
        (found.meetings, ngettext("%(n)d meeting today", "%(n)d meetings today", found.meetings)),
        (found.today, ngettext("%(n)d task due today", "%(n)d tasks due today", found.today)),
        (found.overdue, ngettext("%(n)d task overdue", "%(n)d tasks overdue", found.overdue)),
        (found.unwritten, ngettext("%(n)d meeting not written yet", "%(n)d meetings not written yet", found.unwritten)),
    )
    told = ["• " + line % {"n": number} for number, line in lines if number]
    where = _("My day: %(link)s") % {"link": settings.SITE_ADDRESS + reverse("desk:day")}
    off = _("You asked for this e-mail. Switch it off here: %(link)s") % {"link": settings.SITE_ADDRESS + reverse("access:account")}
    return "\n".join([*told, "", where, "", off]) + "\n"
