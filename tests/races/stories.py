"""How a race is told: two acts, the law they must keep, and the lock that keeps it."""

import dataclasses
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from typing import Any

from ligzda.access.audit import digest
from ligzda.access.models import AuditEntry
from ligzda.cases.models import NumberSeries
from ligzda.people.models import Membership, Person
from ligzda.services.catalogue import ensure_catalogue
from tests.cases.world import World
from tests.cast import make_cast, make_family_case, make_person, make_seat
from tests.races.together import Act, together, without


@dataclass
class Race:
    first: Act
    second: Act
    law: Callable[[list[Any]], bool]
    at: str = ""
    second_writes_first: bool = False
    around: Callable[[], AbstractContextManager[Any]] = nullcontext  # how the house stands meanwhile
    answers: list[Any] = field(default_factory=list)

    def holds(self) -> bool:
        """Runs both and looks at what they left."""
        with self.around():
            self.answers = together(self.first, self.second, at=self.at, second_writes_first=self.second_writes_first)
            return self.law(self.answers)


Story = Callable[[], Race]
STORIES: dict[str, Story] = {}  # lock → the race that shows it
_GROUND: list[World] = []


def race(lock: str) -> Callable[[Story], Story]:
    """``lock``: the function of ours that asks for it."""

    def tell(story: Story) -> Story:
        assert f"ligzda.{lock}" not in STORIES
        STORIES[f"ligzda.{lock}"] = story
        return story

    return tell


def falls(lock: str) -> bool:
    """Whether the law of this lock falls where nobody asks for it."""
    story = STORIES[lock]()
    with without(lock):
        return not story.holds()


def leave_ground() -> None:
    """The next story begins on another database."""
    _GROUND.clear()


def ground() -> World:
    """The cast, once for all stories of a database."""
    if not _GROUND:
        ensure_catalogue()
        _GROUND.append(World(make_cast()))
        NumberSeries.objects.create(prefix=_GROUND[0].cast.site.prefix, last=50_000)  # far from the numbers that the makers give
    return _GROUND[0]


def fresh() -> World:
    """The same people with a family and a file of its own, so that one story meets no other."""
    cast = ground().cast
    case = make_family_case(cast.site, cast.project)
    make_seat(case.circle, cast.users["worker_in"], "case_worker", is_responsible=True)  # type: ignore[arg-type]
    return World(dataclasses.replace(cast, case=case))


def mother(here: World) -> Person:
    return here.cast.family.memberships.order_by("id")[0].person


def child(here: World) -> Person:
    person = make_person("Kristers", "Vītoliņš", birth_date=here.ago(4000))
    Membership.objects.create(family=here.cast.family, person=person, role="child", from_date=here.ago(4000))
    return person


def told(act: str, thing: Any) -> int:
    """How many lines of the trail say this of the thing."""
    return AuditEntry.objects.filter(
        act__in=[act, f"clock:{act}", f"server:{act}"], thing=thing._meta.label_lower, thing_id=thing.pk
    ).count()


def follows(act: str, thing: Any, name: str, *values: Any) -> Callable[[list[Any]], bool]:
    """Law: in the trail the second change of a field begins where the first has ended. ``values``: what the two acts set."""

    def law(answers: list[Any]) -> bool:
        rows = list(AuditEntry.objects.filter(act=act, thing=thing._meta.label_lower, thing_id=thing.pk).order_by("id"))
        if len(rows) != 2 or any(isinstance(one, Exception) for one in answers):
            return False
        before, after = rows[1].digests[name]
        return any((before, after) == (digest(rows[1].salt, a), digest(rows[1].salt, b)) for a in values for b in values if a != b)

    return law
