"""What moving a record changes, so that it can be undone (``people.reversing``)."""

from collections.abc import Iterable

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ligzda.access.actor import Actor
from ligzda.access.permissions import Permission
from ligzda.cases.models import Note
from ligzda.people.reversing import Reversible, TouchedRows
from ligzda.services.models import Attendance, Session, SessionVersion


def _parts(session: Session) -> Iterable[TouchedRows]:
    """The stub and the record in the other file, who was there, its notes. A correction made there stands on the move."""
    both = Session.objects.in_every_circle().filter(Q(pk=session.pk) | Q(moved_from=session.pk))
    return (
        TouchedRows(both),
        TouchedRows(Attendance.objects.filter(session__in=both.values("pk"))),
        TouchedRows(SessionVersion.objects.filter(session__moved_from=session.pk)),
        TouchedRows(Note.objects.filter(pk__in=[pk for pk in (session.note_id, session.protected_note_id) if pk]), carries=False),
    )


def _moves(session: Session, actor: Actor) -> bool:
    return actor.may(Permission.MOVE, session)


MOVED = Reversible("move", _("A record was moved to another file"), "services.session", _moves, _parts)
