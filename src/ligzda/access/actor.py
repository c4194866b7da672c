"""An actor is a user on a day, with the reach of the seats held on that day."""

import datetime as dt
import functools
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from ligzda.access.models import Circle, Seat, User
from ligzda.access.permissions import PROTECTED, Permission, Tier
from ligzda.access.roles import ROLES, Reach
from ligzda.access.shown import Shown, current
from ligzda.kernel import clock
from ligzda.kernel.prepared import Prepared, Rows

WIDEST = (Circle.Kind.ORGANISATION, Circle.Kind.SITE, Circle.Kind.PROJECT)


@dataclass(frozen=True)
class SeatNow:
    """A seat in force, as the one statement per request reads it."""

    circle_id: int
    kind: str
    role: str
    instead_of: int | None = None  # a stand-in: for whom
    parent_id: int | None = None  # the site above a seat in a file
    is_closed: bool = False

    @property
    def clearance(self) -> frozenset[Tier]:
        """What is protected does not pass on to a stand-in: each such text needs a decision of its own."""
        return ROLES[self.role].clearance - PROTECTED if self.instead_of else ROLES[self.role].clearance


@dataclass(frozen=True)
class Scope:
    """Which circles a word opens: everything, or own circles plus all below some sites. A closed circle opens to its own seats only.

    ``everything`` is the whole organisation but for closed circles: a query that reaches by circle never takes it for "no filter".
    """

    everything: bool = False
    even_closed: bool = False  # jobs and commands, which show nothing to anybody
    own: tuple[int, ...] = ()
    sites: tuple[int, ...] = ()
    projects: tuple[int, ...] = ()

    def circle_ids(self) -> Any:
        """For ``circle_id IN (…)``: a list of own circles, or a subselect when whole sites or the organisation are open."""
        if self.even_closed:
            return Circle.objects.values("id")
        if not (self.sites or self.everything):
            return list(self.own)
        below = Q(is_closed=False) if self.everything else Q(is_closed=False, parent__in=self.sites)
        return Circle.objects.filter(below | Q(id__in=self.own) if self.own else below).values("id")

    def covers(self, circle: Circle) -> bool:
        """The same rule for one circle that has been read already: no statement."""
        return self.even_closed or circle.pk in self.own or (not circle.is_closed and (self.everything or circle.parent_id in self.sites))

    def __bool__(self) -> bool:
        return self.everything or bool(self.own or self.sites or self.projects)


class Actor:
    """Passed explicitly to every query and action; jobs and imports have actors too (``Actor.system``)."""

    def __init__(self, user: User | None, on: dt.date | None = None, *, system: str = "") -> None:
        self.user = user
        self.on = on or clock.today()
        self.system_name = system
        # What this actor typed and goes on seeing where a page covers it for others: on record, and just now into a form.
        self.own_words: set[str] = set()
        self.typed: dict[str, list[tuple[int, int]]] = {}  # and where in it something came back from behind a cover

    @classmethod
    def system(cls, name: str, on: dt.date | None = None) -> "Actor":
        """A job, a command or an import of this name; sees everything, is named in the trail."""
        return cls(None, on, system=name)

    @property
    def is_system(self) -> bool:
        return bool(self.system_name)

    @property
    def shown(self) -> Shown:
        """What is handed out to this actor in the answer that is being made; outside a page it goes nowhere."""
        found = current()
        return Shown() if found is None else found  # an empty one is false, and is the answer's all the same

    def seat_circle(self, word: Permission) -> int | None:
        """The circle of the seat that opens a page: the widest that holds the word.

        Of seats in files it is the site above them: a list over twenty files belongs to none of them. A closed circle keeps its own.
        """
        fits = [seat for seat in self.seats if word in ROLES[seat.role].words or word in {Permission.ANYONE, Permission.SIGNED_IN}]
        if not fits:
            return None
        widest = min(fits, key=lambda seat: (WIDEST.index(seat.kind) if seat.kind in WIDEST else len(WIDEST), seat.is_closed))
        return widest.circle_id if widest.kind in WIDEST or widest.is_closed else widest.parent_id or widest.circle_id

    @cached_property
    def seats(self) -> tuple[SeatNow, ...]:
        """All seats in force: one statement per request."""
        if self.user is None or not self.user.is_active:
            return ()
        return tuple(SeatNow(*row) for row in _seats_in_force(user=self.user.pk, on=self.on) if row[2] in ROLES)

    @cached_property
    def roles(self) -> tuple[str, ...]:
        """Role keys in the order of ROLES."""
        held = {seat.role for seat in self.seats}
        return tuple(key for key in ROLES if key in held)

    def holds(self, word: Permission) -> bool:
        """Whether any seat allows ``word`` somewhere: enough to open a page, never to see a thing."""
        if self.is_system or word == Permission.ANYONE:
            return True
        if word == Permission.SIGNED_IN:
            return self.user is not None
        return any(word in ROLES[role].words for role in self.roles)

    def scope(self, word: Permission) -> Scope:
        """The circles that ``word`` opens to this actor."""
        if self.is_system:
            return Scope(everything=True, even_closed=True)
        everything = False
        own, sites, projects = [], [], []
        for seat in self.seats:
            role = ROLES[seat.role]
            if word not in role.words:
                continue
            everything |= seat.kind == Circle.Kind.ORGANISATION and role.reach != Reach.SEAT
            own.append(seat.circle_id)
            if role.reach == Reach.SITE and seat.kind == Circle.Kind.SITE:
                sites.append(seat.circle_id)
            if role.reach == Reach.PROJECT and seat.kind == Circle.Kind.PROJECT:
                projects.append(seat.circle_id)
        return Scope(everything, own=tuple(own), sites=tuple(sites), projects=tuple(projects))

    def own_circles(self, *words: Permission) -> list[int] | None:
        """Circles in which the actor sits with one of these words: what opens closed ones. None for jobs and commands, which count all."""
        scopes = [self.scope(word) for word in words]
        return None if any(one.even_closed for one in scopes) else sorted({circle for one in scopes for circle in one.own})

    def may(self, word: Permission, thing: Any) -> bool:
        """The same rule as the list: is ``thing`` among those that ``word`` opens? No statement where its circle was read with it."""
        rows, circle = type(thing).objects.all(), thing
        if type(rows).visible_to is Guarded.visible_to:
            for name in rows.circle_path.split("__"):
                circle = circle._state.fields_cache.get(name) if circle is not None else None
            if circle is not None:
                return self.scope(word).covers(circle)
        return bool(type(thing).objects.visible_to(self, word).filter(pk=thing.pk).exists())

    def clearance(self, circle: Circle) -> frozenset[Tier]:
        """Tiers this actor may read in one circle, from the seats already read."""
        if self.is_system:
            return frozenset(Tier)
        found: frozenset[Tier] = frozenset()
        for seat in self.seats:
            here = seat.circle_id == circle.pk
            below = (
                not circle.is_closed
                and ROLES[seat.role].reach == Reach.SITE
                and (seat.circle_id == circle.parent_id or seat.kind == Circle.Kind.ORGANISATION)
            )
            if here or below:
                found |= seat.clearance
        return found

    @property
    def stands_in(self) -> bool:
        """Whether anybody's work is this actor's to do besides the own."""
        return any(seat.instead_of for seat in self.seats)

    def roles_in(self, circle: Circle) -> tuple[str, ...]:
        """Roles held in this circle itself."""
        return tuple(seat.role for seat in self.seats if seat.circle_id == circle.pk)


# statements put together once

Outline = tuple[
    Permission, bool, bool, bool, bool
]  # a word; does it open everything, closed circles too, circles of one's own, whole sites?


class Outlined(Actor):
    """Anybody whose reach has this shape; their circles are marks. Has no user and no day: a query that needs one takes it as a value."""

    def __init__(self, outlines: tuple[Outline, ...], marks: dict[str, Any]) -> None:
        self.scopes = {
            word: Scope(everything, closed, tuple(marks[f"own_{word}"]) if own else (), tuple(marks[f"sites_{word}"]) if sites else ())
            for word, everything, closed, own, sites in outlines
        }

    def scope(self, word: Permission) -> Scope:
        return self.scopes[word]


def prepared(build: Callable[..., Any]) -> Callable[..., Rows]:
    """A query put together once for all actors of equal reach (``kernel.prepared``).

    Written as any query, ``visible_to`` and all: the actor first, then by place what shapes the statement, every word it asks
    with among it, then by name the values. It never meets the actor who asks, only one whose reach has the same shape, so that
    nothing of one reader can stay in a statement for the next.
    """

    about: dict[str, Any] = {}  # the model it reads, once it has been put together

    def outlined(outlines: tuple[Outline, ...], *shape: Any, **values: Any) -> Any:
        marks = {name: values.pop(name) for name in list(values) if name.startswith(("own_", "sites_"))}
        rows = build(Outlined(outlines, marks), *shape, **values)
        about["model"] = rows.model
        return rows

    statement = Prepared(outlined)

    @functools.wraps(build)
    def ask(actor: Actor, *shape: Any, using: str = "default", **values: Any) -> Rows:
        outlines = []
        for word in dict.fromkeys(one for one in shape if isinstance(one, Permission)):
            scope = actor.scope(word)
            sites = () if scope.everything else scope.sites
            outlines.append((word, scope.everything, scope.even_closed, bool(scope.own), bool(sites)))
            reach = {f"own_{word}": list(scope.own), f"sites_{word}": list(sites)}
            values |= {name: circles for name, circles in reach.items() if circles}
        rows = statement(tuple(outlines), *shape, using=using, **values)
        if rows and outlines and (shown := current()) is not None:
            shown.meet(rows, about["model"])
        return rows

    return ask


def in_force(on: dt.date, path: str = "") -> Q:
    """Seats that open something on a day: begun, and not ended before it. ``path`` leads to the seats."""
    return Q(**{f"{path}from_date__lte": on}) & not_over(on, path)


def not_over(on: dt.date, path: str = "") -> Q:
    """Seats that run on a day or begin after it. One that waits for a second person, or was ended at once, never does."""
    runs = Q(**{f"{path}until_date__isnull": True}) | Q(**{f"{path}until_date__gte": on})
    return runs & Q(**{f"{path}ended_at__isnull": True, f"{path}is_proposed": False})


@Prepared
def _seats_in_force(*, user: int, on: dt.date) -> Any:
    above = ("circle__parent_id", "circle__is_closed")
    rows = Seat.objects.filter(in_force(on), user=user).order_by("id")
    return rows.values_list("circle_id", "circle__kind", "role", "instead_of_id", *above)


def own_work(worker: str, circle: str, stands_in: bool, *, user: int, on: dt.date | None) -> Q:
    """What is somebody's to do on a day: the own work and, if they stand in, that of an absent worker in the files where they do.

    ``worker`` and ``circle`` lead from the record to who does it and to the circle it belongs to.
    """
    mine = Q(**{worker: user})
    if not stands_in or on is None:
        return mine
    seats = Seat.objects.filter(in_force(on), user=user, instead_of=OuterRef(f"{worker}_id"), circle=OuterRef(f"{circle}_id"))
    return mine | Q(Exists(seats.order_by()))


class Guarded(QuerySet[Any]):
    """A queryset of things that belong to a circle. ``circle_path`` leads from the model to the circle."""

    circle_path = "circle"
    always_closed = False

    def visible_to(self, actor: Actor, word: Permission) -> Any:
        """Only what ``word`` opens to ``actor``: one narrow IN, nothing for those without a seat."""
        scope = actor.scope(word)
        return self if scope.even_closed else self.filter(**{f"{self.circle_path}_id__in": scope.circle_ids()})

    def unless_closed_to(self, actor: Actor, *words: Permission) -> Any:
        """For rows that are reached through something else the actor sees (a member's own line in a group): all but those of a closed
        circle in which the actor holds no seat for one of these words.
        """
        return self.open_or_in(actor.own_circles(*words))

    def open_or_in(self, circles: list[int] | None) -> Any:
        """The same for a statement that is put together once; None stands for a job, which shows nothing to anybody."""
        if circles is None:
            return self
        is_open = Q(**{f"{self.circle_path}__is_closed": False})
        return self.filter(is_open | Q(**{f"{self.circle_path}_id__in": circles}) if circles else is_open)

    def in_every_circle(self) -> Any:
        """For a write or a job that needs the rows of all circles and tells nobody what it found: said aloud, in actions alone."""
        return self

    def _fetch_all(self) -> None:
        """Whatever comes out stands in the notebook of the answer."""
        is_fresh = self._result_cache is None
        super()._fetch_all()
        if is_fresh and self._result_cache and (shown := current()) is not None:
            shown.meet(self._result_cache, self.model)
