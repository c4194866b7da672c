"""The page of the trail: reads and changes of some days, within what the asker's seats open."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.apps import apps
from django.db.models import Q
from django.utils.translation import gettext as _

from ligzda.access.actor import Actor
from ligzda.access.audit_labels import UNTOLD, act_words, thing_words
from ligzda.access.homes import CIRCLE
from ligzda.access.models import AuditEntry, Circle, Function, ReadEntry, Seal, Seat, User
from ligzda.access.page_names import page_words
from ligzda.access.permissions import Permission
from ligzda.access.shown import is_personal
from ligzda.kernel import clock

SYSTEM_THINGS = [model._meta.label_lower for model in (User, Seat, Function, Seal)]
SYSTEM_KINDS = [Circle.Kind.ORGANISATION, Circle.Kind.SITE, Circle.Kind.PROJECT]
KINDS = ("all", "changes", "reads")
MOST = 20_000  # lines of a file


@dataclass(frozen=True)
class Scope:
    """Whom a filter means, in the trail's own terms: things by their kind, and the circles of their files."""

    things: Mapping[str, list[int]]
    circles: list[int]


# Filters by what only higher rooms know: what was typed → whom it means among those the asker sees. Rooms add their own.
ABOUT: dict[str, Callable[[Actor, str], Scope]] = {}


# What closed circles are about, in words for whoever sits in them: ids → word. Their rows do not tell it, so rooms add their own.
INSIDE: list[Callable[[Actor, Iterable[int]], Mapping[int, Any]]] = []


@dataclass(frozen=True)
class TrailLine:
    """One line: who did what to which kind of thing, in which file, when. Names of families never stand here."""

    at: dt.datetime
    who: str
    what: str
    thing: str
    circle: str
    is_read: bool
    sealed: bool
    page: str = ""  # of a reading: where it was read


@dataclass(frozen=True)
class TrailFilter:
    """The filters of the page. ``kind`` is one of ``KINDS`` or the kind of thing; ``typed`` what was typed for each of ``ABOUT``."""

    first: dt.date
    last: dt.date
    kind: str = "all"
    user_key: str = ""
    typed: Mapping[str, str] = field(default_factory=dict)

    @property
    def bounds(self) -> tuple[dt.datetime, dt.datetime]:
        return clock.day_begins(self.first), clock.day_begins(self.last + dt.timedelta(days=1))

    def narrowed(self, actor: Actor, rows: Any) -> Any:
        """The rows of these days and this kind, about whom was typed."""
        begin, end = self.bounds
        rows = rows.filter(at__gte=begin, at__lt=end).order_by("-at", "-id")
        rows = rows if self.kind in KINDS else rows.filter(thing=self.kind).exclude(thing__in=UNTOLD)
        for name, text in self.typed.items():
            scope = ABOUT[name](actor, text)
            meant = Q(circle_id__in=scope.circles)
            for label, ids in scope.things.items():
                meant |= Q(thing=label, thing_id__in=ids)
            rows = rows.filter(meant)
        return rows


def lines(actor: Actor, asked: TrailFilter, start: int, size: int) -> list[TrailLine]:
    """``size + 1`` lines from ``start`` on, newest first: two statements for the entries, two for the names."""
    most = start + size + 1
    user = User.objects.filter(key=asked.user_key).first() if asked.user_key else None
    if asked.user_key and user is None:
        return []
    found: list[Any] = []
    if asked.kind != "reads":
        found += _changes(actor, asked, user)[:most]
    if asked.kind != "changes":
        found += _reads(actor, asked, user)[:most]
    found.sort(key=lambda entry: (entry.at, entry.pk), reverse=True)
    return _named(actor, found[start:most])


def people(actor: Actor, asked: TrailFilter) -> list[tuple[str, str]]:
    """Key and name of everybody who stands in the trail of these days, as far as the asker sees it."""
    ids = set(_changes(actor, asked, None).order_by().values_list("user_id", flat=True).distinct())
    ids |= set(_reads(actor, asked, None).order_by().values_list("user_id", flat=True).distinct())
    return list(User.objects.filter(pk__in=ids - {None}).order_by("name", "id").values_list("key", "name"))


def things(actor: Actor, asked: TrailFilter) -> list[tuple[str, str]]:
    """The kinds of things that stand in the trail of these days, as far as the asker sees it, by their words."""
    everything = replace(asked, kind="all")
    found = set(_changes(actor, everything, None).order_by().values_list("thing", flat=True).distinct())
    found |= set(_reads(actor, everything, None).order_by().values_list("thing", flat=True).distinct())
    return sorted(((label, thing_words(label)) for label in found - UNTOLD), key=lambda pair: pair[1])


def _changes(actor: Actor, asked: TrailFilter, user: User | None) -> Any:
    rows = asked.narrowed(actor, AuditEntry.objects.filter(_open_to(actor)))
    return rows.filter(user=user) if user else rows


def _open_to(actor: Actor) -> Q:
    scope = actor.scope(Permission.SEE_AUDIT)
    if scope.even_closed:
        return Q()
    seen = Q(circle_id__in=scope.circle_ids())
    if scope.everything:
        seen |= Q(circle__isnull=True)
    if actor.holds(Permission.SEE_SYSTEM_AUDIT):
        seen |= Q(thing__in=SYSTEM_THINGS) & (Q(circle__isnull=True) | Q(circle__kind__in=SYSTEM_KINDS))
        seen |= Q(thing__in=_of_nobody(), circle__kind=Circle.Kind.ORGANISATION)
    return seen


def _of_nobody() -> list[str]:
    """What says nothing of anybody: settings, lists, instruments, templates."""
    return [model._meta.label_lower for model in apps.get_models() if hasattr(model, "Personal") and not is_personal(model)]


def _reads(actor: Actor, asked: TrailFilter, user: User | None) -> Any:
    """The ids are fetched first: the reads may lie in another file."""
    scope = actor.scope(Permission.SEE_READS)
    rows = asked.narrowed(actor, ReadEntry.objects.all())
    if scope.everything and not scope.even_closed:  # the few that are closed, rather than every circle there is
        rows = rows.exclude(
            circle_id__in=list(Circle.objects.filter(is_closed=True).exclude(pk__in=scope.own).values_list("pk", flat=True))
        )
    elif not scope.everything:
        rows = rows.filter(circle_id__in=list(Circle.objects.filter(pk__in=scope.circle_ids()).values_list("pk", flat=True)))
    return rows.filter(user_id=user.pk) if user else rows


def _named(actor: Actor, found: list[Any]) -> list[TrailLine]:
    names = dict(User.objects.filter(pk__in={entry.user_id for entry in found if entry.user_id}).values_list("pk", "name"))
    circles = Circle.objects.in_bulk({entry.circle_id for entry in found if entry.circle_id})
    closed = [one.pk for one in circles.values() if one.is_closed]
    inside = {pk: str(word) for words in INSIDE for pk, word in words(actor, closed).items()} if closed else {}
    return [_line(entry, names, circles.get(entry.circle_id), inside.get(entry.circle_id, "")) for entry in found]


def _line(entry: Any, names: dict[int, str], circle: Circle | None, inside: str) -> TrailLine:
    """``inside``: what a closed circle is about; it is among these only where the asker sits in it."""
    is_read = isinstance(entry, ReadEntry)
    act = ("read" if entry.thing_id else "read_list") if is_read else entry.act
    nobody = (
        _("unknown address") if act == "sign_in_failed" else _("the organisation") if act.startswith("organisation:") else _("the system")
    )
    who = names.get(entry.user_id, nobody)
    thing = inside if inside and entry.thing == CIRCLE else thing_words(entry.thing)
    where = f"{inside} {circle.pk}" if inside and circle and not circle.name else str(circle or "")
    page = page_words(entry.page) if is_read else ""
    return TrailLine(
        at=entry.at, who=who, what=act_words(act), thing=thing, circle=where, is_read=is_read, sealed=entry.seal_id is not None, page=page
    )
