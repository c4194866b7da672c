"""Circles open, people take and leave seats in them. The action that calls these has asked whether ``by`` may."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from ligzda.access import audit
from ligzda.access.actor import Actor
from ligzda.access.models import Circle, Function, Proposal, Seat, User
from ligzda.access.permissions import Permission
from ligzda.access.proposing import ABOVE, handled_lately
from ligzda.access.roles import ROLES, needs_two
from ligzda.kernel import clock
from ligzda.kernel.locking import taken
from ligzda.kernel.refused import Refused

CHOSEN = frozenset({Seat.Because.APPOINTED, Seat.Because.ASSIGNED, Seat.Because.STAND_IN, Seat.Because.LEADS, Seat.Because.SAMPLE})


@transaction.atomic
def open_circle(
    kind: str,
    *,
    parent: Circle | None = None,
    project: Circle | None = None,
    name: str = "",
    is_closed: bool = False,
    by: Actor | None = None,
) -> Circle:
    """A new circle below its site (``parent``) and its project. The act that needs the circle writes the entry in the trail.

    ``name`` is what the trail and the seats call it: a number, a place or a key, never the name of a person or family.
    """
    return Circle.objects.create(kind=kind, parent=parent, project=project, name=name[:80], is_closed=is_closed)


@transaction.atomic
def seat(
    circle: Circle,
    *,
    by: Actor,
    user: User,
    role: str,
    because: str,
    from_date: dt.date,
    until_date: dt.date | None = None,
    function: Function | None = None,
    is_responsible: bool = False,
    instead_of: User | None = None,
) -> Seat:
    """Seat ``user`` in ``circle``. Seated twice in one role, the first seat stays and is handed back; one person is responsible.

    ``instead_of``: for whom a stand-in sits here. Such a seat never counts as a place in the team of one's own.

    Above a single file a role that reads files is only proposed here, whoever calls: the seat opens nothing until a second person
    confirms it. In a single file nobody seats an account they made, invited or changed lately. What is done at the server counts as both.
    """
    _refuse_impossible(user, role, from_date, until_date)
    above = circle.kind in ABOVE and (because, role) != (Seat.Because.SAMPLE, "auditor")
    if because in CHOSEN and not above:
        _must_not_know_the_way_in(user, by)
    Circle.objects.select_for_update(no_key=True).get(pk=circle.pk)  # two who seat the same person at one moment leave one seat
    held = _own_seats(circle, user) if above else _own_seats(circle, user).filter(is_proposed=False)
    taken = None if instead_of else held.filter(role=role, from_date__lte=from_date).first()
    if taken and until_date is None and taken.is_responsible >= is_responsible:
        return taken
    if is_responsible:
        Seat.objects.filter(circle=circle, is_responsible=True, until_date__isnull=True).update(is_responsible=False)
    if taken and until_date is None:
        Seat.objects.filter(pk=taken.pk).update(is_responsible=True)
        taken.is_responsible = True
        audit.record(by, "make_responsible", taken, circle=circle, changed={"is_responsible": (False, True)})
        return taken
    return _written(
        by, circle=circle, user=user, role=role, because=because, from_date=from_date, until_date=until_date,
        function=function or user.function, is_responsible=is_responsible, instead_of=instead_of,
        is_proposed=above and needs_two(role) and not by.is_system,
    )  # fmt: skip


def _written(by: Actor, **values: Any) -> Seat:
    """The row; where it waits for a second person, who proposed it until when."""
    new: Seat = Seat.objects.create(**values)
    if new.is_proposed:
        Proposal.objects.create(kind=Proposal.Kind.ROLE, about=new.user, by=by.user, seat=new)
    act = "propose_role" if new.is_proposed else "seat"
    audit.record(by, act, new, circle=new.circle, changed={"role": ("", new.role), "until_date": ("", new.until_date)})
    return new


@transaction.atomic
def unseat(seat: Seat, *, by: Actor, on: dt.date) -> Seat:
    """The seat's last day is ``on``; what was done while it was held stays. One that has not begun by today is taken back."""
    before = seat.until_date
    if seat.ended_at or (before is not None and before <= on):
        return seat
    if seat.is_proposed:
        return end_at_once(seat, by=by)
    if seat.from_date > max(on, by.on):
        audit.record(by, "unseat", seat, circle=seat.circle, changed={"from_date": (seat.from_date, None)})
        taken(seat).delete()
        return seat
    if on < seat.from_date:
        raise Refused(_("The end date is before the start date. Check both."), field="until_date")
    seat.until_date = on
    seat.save(update_fields=["until_date"])
    audit.record(by, "unseat", seat, circle=seat.circle, changed={"until_date": (before, on)})
    return seat


@transaction.atomic
def seat_sample(circles: Iterable[Circle], *, by: Actor, user: User, from_date: dt.date, until_date: dt.date) -> list[Seat]:
    """Hand an auditor a picked list of circles for some days: files one by one, and a project for its figures."""
    picked = list(circles)
    if until_date < from_date:
        raise Refused(_("The end date is before the start date. Check both."), field="until_date")
    if not picked:
        raise Refused(_("Choose at least one file."))
    open_to = _may_hand_on(by)
    if open_to is not None and any(circle.pk not in open_to for circle in picked):
        raise Refused(_("A file outside your own sites cannot be part of the sample."))
    return [
        seat(circle, by=by, user=user, role="auditor", because=Seat.Because.SAMPLE, from_date=from_date, until_date=until_date)
        for circle in picked
    ]


@transaction.atomic
def end_at_once(seat: Seat, *, by: Actor) -> Seat:
    """From this moment the seat is in force on no day, this one included. Nothing brings it back; a new one is given anew."""
    before = seat.until_date
    seat.ended_at = clock.now()
    seat.until_date = max(seat.from_date, by.on if before is None else min(before, by.on))
    seat.save(update_fields=["ended_at", "until_date"])
    audit.record(
        by, "unseat", seat, circle=seat.circle, changed={"until_date": (before, seat.until_date), "ended_at": (None, seat.ended_at)}
    )
    return seat


@transaction.atomic
def release_everywhere(user: User, *, by: Actor) -> int:
    """End every seat of somebody who leaves, at once. Answers how many were ended."""
    rows = Seat.objects.select_for_update(of=("self",)).filter(user=user, ended_at__isnull=True).select_related("circle")
    running = rows.filter(Q(until_date__isnull=True) | Q(until_date__gte=by.on)).order_by("id")
    ended = len([end_at_once(one, by=by) for one in running])
    # What was over before is over for good as well: whatever is undone in a file later brings no place in it back.
    Seat.objects.filter(user=user, ended_at__isnull=True).update(ended_at=clock.now())
    return ended


def _may_hand_on(by: Actor) -> set[int] | None:
    """Circles below the sites where ``by`` forms teams, and the projects that pay for them; None: all."""
    mine = by.scope(Permission.ASSIGN)
    if mine.even_closed:
        return None
    rows = Circle.objects.filter(pk__in=mine.circle_ids()).values_list("pk", "project_id")
    return {pk for pair in rows for pk in pair if pk is not None}


def _must_not_know_the_way_in(user: User, by: Actor) -> None:
    if by.user is not None and by.user.pk != user.pk and handled_lately(by, user):
        raise Refused(
            _("You made, invited or changed this account within the last 30 days. Somebody else gives it a place in a file."), field="user"
        )


def _own_seats(circle: Circle, user: User) -> QuerySet[Seat]:
    return Seat.objects.filter(circle=circle, user=user, until_date__isnull=True, instead_of__isnull=True)


def _refuse_impossible(user: User, role: str, from_date: dt.date, until_date: dt.date | None) -> None:
    if role not in ROLES:
        raise Refused(_("There is no such role."), field="role")
    if not user.is_active:
        raise Refused(_("This account is closed. Open it again first."), field="user")
    if until_date is not None and until_date < from_date:
        raise Refused(_("The end date is before the start date. Check both."), field="until_date")
