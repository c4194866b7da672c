"""The sentences of the quick log."""

from typing import Any

from django import template
from django.utils.translation import gettext as _

from ligzda.kernel import clock
from ligzda.services.models import Session
from ligzda.services.queries.entry import ContactForm
from ligzda.services.queries.words import first_upper
from ligzda.web import formatting

register = template.Library()


@register.simple_tag
def log_sentence(form: Any, about: ContactForm) -> str:
    """One sentence instead of five fields: today 10:00, 60 min · at home · home visit."""
    usual = about.usual
    date = usual.date
    when = _("Today") if (date == clock.today()) else formatting.day(date)
    service = first_upper(str(usual.service)) if usual.service else _("service not chosen")
    start = formatting.clock_time(usual.start_time)
    return " · ".join([f"{when} {start}, {formatting.length(usual.minutes)}", str(Session.Place(usual.place).label), service])


@register.filter
def called(entry: Any) -> str:
    """The name of a service type or topic in the reader's language."""
    return first_upper(str(entry))


@register.filter
def next_session(run: Any) -> Session | None:
    """The session whose sheet is due: the first that waits, else none."""
    return next((one for one in run.sessions if one.status in (Session.Status.PLANNED, Session.Status.UNCONFIRMED)), None)
