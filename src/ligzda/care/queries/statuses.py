"""The care of the children of a family: what holds now, what was before, what of it counts. The actor comes first."""

import datetime as dt
import itertools
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ligzda.access.actor import Actor, prepared
from ligzda.access.permissions import Permission
from ligzda.care import deadlines, rules
from ligzda.care.models import CareStatus, ReturnPlan
from ligzda.care.states import OPEN_RETURN
from ligzda.cases.models import Case
from ligzda.cases.queries.badges import Badge
from ligzda.cases.rules import is_child, too_late_to_void
from ligzda.kernel import clock
from ligzda.people.models import Membership, Person
from ligzda.people.rules.days import age_text

K = CareStatus.Kind
LOOKS = {
    K.WITH_PARENTS: ("success", "home-heart"),
    K.RETURNED: ("success", "home-check"),
    K.AT_RISK: ("warning", "alert-triangle"),
    K.REMOVED: ("warning", "arrows-split-2"),
    K.FOSTER: ("primary", "users"),
    K.GUARDIAN: ("primary", "user-shield"),
    K.KIN: ("primary", "friends"),
    K.INSTITUTION: ("primary", "building"),
    K.ADOPTED: ("neutral", "lock"),
}


@dataclass(frozen=True)
class StatusRow:
    """One entry. ``counted`` says what it counts as, or why it does not."""

    pk: int
    badge: Badge
    from_date: dt.date
    until_date: dt.date | None
    deciding_body: str
    decision_number: str
    decision_date: dt.date | None
    reason: str
    source: str
    accepted_because: str
    by: str
    is_void: bool
    void_reason: str
    counted: Any
    may_void: bool


@dataclass(frozen=True)
class ChildCare:
    """One child: the entry of today on top, all others below it, the latest first."""

    person_key: str
    name: str
    age: str
    now: StatusRow | None
    rows: tuple[StatusRow, ...]
    is_closed: bool  # adopted, and this reader does not open what was before
    plan_url: str
    plan_state: Any
    may_plan: bool
    is_adopted: bool


def children_of(actor: Actor, case: Case) -> list[ChildCare]:
    """The children of this family, also those who live elsewhere now. Four statements; the caller has checked sight of the case."""
    people = _children(actor, case)
    recorded = _recorded(actor, list(people))
    plans = _plans(actor, case)
    rights = _Rights(actor, case)
    found = [_child(actor, case, person, recorded[pk], plans.get(pk), rights) for pk, person in people.items()]
    return sorted(found, key=lambda child: child.name)


def child_by_key(actor: Actor, case: Case, key: str) -> Person | None:
    """One of the children of this family."""
    return next((person for person in _children(actor, case).values() if person.key == key), None)


def choices(actor: Actor, case: Case) -> list[tuple[str, str]]:
    """The children as chips of a form; of an adopted one nothing more is recorded."""
    return [(child.person_key, child.name) for child in children_of(actor, case) if not child.is_adopted]


def status_in(actor: Actor, case: Case, pk: int) -> CareStatus | None:
    """An entry that was recorded in this file, unless an adoption closed it for this reader."""
    row = CareStatus.objects.visible_to(actor, Permission.ASSESS).filter(pk=pk, case=case).select_related("case__circle", "person").first()
    return None if row and row.kind != K.ADOPTED and closed_to(actor, case, row.person) else row


def closed_to(actor: Actor, case: Case, person: Person) -> bool:
    """An adopted child's former life is closed to all but the coordinator of this file."""
    if actor.scope(Permission.DECIDE).covers(case.circle):
        return False
    same = Q(person=person.root_id or person.pk) | Q(person__root=person.root_id or person.pk)
    return CareStatus.objects.filter(same, kind=K.ADOPTED, voided_at__isnull=True).exists()


def identities_closed(actor: Actor, person_ids: Collection[int]) -> set[int]:
    """The same for people of no file: whose former life this reader does not open, who is no coordinator of a file that recorded the adoption."""
    same = Q(person__in=person_ids) | Q(person__root__in=person_ids)
    rows = CareStatus.objects.filter(same, kind=K.ADOPTED, voided_at__isnull=True).select_related("case__circle", "person").order_by("id")
    circles: dict[int, list[Any]] = {}
    for row in rows:
        circles.setdefault(row.person.root_id or row.person_id, []).append(row.case.circle)
    return {person for person, those in circles.items() if not any(actor.scope(Permission.DECIDE).covers(circle) for circle in those)}


@dataclass(frozen=True)
class _Rights:
    actor: Actor
    case: Case

    @property
    def decides(self) -> bool:
        return self.actor.scope(Permission.DECIDE).covers(self.case.circle)

    @property
    def assesses(self) -> bool:
        return self.actor.scope(Permission.ASSESS).covers(self.case.circle)

    @property
    def plans(self) -> bool:
        return self.actor.scope(Permission.PLAN).covers(self.case.circle)

    def reads_words(self, row: CareStatus) -> bool:
        """What another file's team wrote about it stays there; that it is so, since when and who decided is the child's."""
        return self.actor.scope(Permission.SEE_CASE).covers(row.case.circle)

    def may_void(self, row: CareStatus) -> bool:
        if not self.assesses or row.case_id != self.case.pk or row.voided_at:
            return False
        hours = (clock.now() - row.entered_at).total_seconds() / 3600
        is_author = self.actor.user is not None and row.by_user_id == self.actor.user.pk
        moves = self.actor.scope(Permission.MOVE).covers(self.case.circle)
        return too_late_to_void(is_author, hours, deadlines.length("void"), moves) is None


def _children(actor: Actor, case: Case) -> dict[int, Person]:
    """By the id of their root. A child of the family as it is or was, even if it has grown up since a status was recorded."""
    family = case.family.root_id or case.family_id
    stays = Membership.objects.filter(Q(family=family) | Q(family__root=family)).select_related("person__root").order_by("id")
    found: dict[int, Person] = {}
    for stay in stays:
        person = stay.person.root or stay.person
        if is_child(stay.role, person.birth_date, actor.on) or stay.role in {Membership.Role.CHILD, Membership.Role.FOSTER_CHILD}:
            found.setdefault(person.pk, person)
    return found


@prepared
def _recorded_rows(actor: Actor, word: Permission, *, people: list[int]) -> Any:
    same = Q(person__in=people) | Q(person__root__in=people)
    return CareStatus.objects.visible_to(actor, word).filter(same).order_by("from_date", "id").values_list("id")


def _recorded(actor: Actor, people: list[int]) -> dict[int, list[CareStatus]]:
    """By the id of the child's root. What the reader sees is asked first, by a statement that is put together once."""
    seen = [pk for (pk,) in _recorded_rows(actor, Permission.SEE_CASE, people=people)]
    found: dict[int, list[CareStatus]] = defaultdict(list)
    for row in CareStatus.objects.filter(pk__in=seen).select_related("person", "by_user", "case__circle").order_by("from_date", "id"):
        found[row.person.root_id or row.person_id].append(row)
    return found


def _plans(actor: Actor, case: Case) -> dict[int, ReturnPlan]:
    """The latest plan of each child in this file."""
    rows = ReturnPlan.objects.visible_to(actor, Permission.SEE_CASE).filter(case=case).select_related("case__family__root", "person")
    return {one.person.root_id or one.person_id: one for one in rows.order_by("created_at", "id")}


def _child(actor: Actor, case: Case, person: Person, rows: list[CareStatus], plan: ReturnPlan | None, rights: _Rights) -> ChildCare:
    valid = [row for row in rows if not row.voided_at]
    last = valid[-1] if valid else None
    is_closed = last is not None and last.kind == K.ADOPTED and not rights.decides
    before = {later.pk: earlier for earlier, later in itertools.pairwise(valid)}
    shown = [row for row in rows if not is_closed or row is last]
    lines = tuple(_row(row, before.get(row.pk), rights) for row in reversed(shown))
    apart = last is not None and last.kind in rules.APART
    is_open = plan is not None and plan.state in OPEN_RETURN
    family = case.family.root or case.family
    return ChildCare(
        person_key=person.key,
        name=str(person),
        age=age_text(person.birth_date, person.birth_precision, actor.on, person.death_date),
        now=next((line for line in lines if not line.is_void), None),
        rows=lines,
        is_closed=is_closed,
        plan_url=reverse("care:return_plan", args=[family.key, case.key, plan.key]) if plan and not is_closed else "",
        plan_state=plan.get_state_display() if plan else "",
        may_plan=apart and not is_open and rights.plans,
        is_adopted=last is not None and last.kind == K.ADOPTED,
    )


def _row(row: CareStatus, before: CareStatus | None, rights: _Rights) -> StatusRow:
    tone, icon = LOOKS[K(row.kind)]
    words = (
        (row.reason, row.source, row.accepted_because, str(row.by_user or ""), row.void_reason) if rights.reads_words(row) else ("",) * 5
    )
    reason, source, accepted_because, by, void_reason = words
    return StatusRow(
        pk=row.pk, badge=Badge(tone, row.get_kind_display(), icon), from_date=row.from_date, until_date=row.until_date,
        deciding_body=row.deciding_body, decision_number=row.decision_number,
        decision_date=row.decision_date, reason=reason, source=source, accepted_because=accepted_because, by=by, is_void=row.voided_at is not None,
        void_reason=void_reason, counted=_counted(row, before.kind if before else ""), may_void=rights.may_void(row),
    )  # fmt: skip


def _counted(row: CareStatus, before: str) -> Any:
    """What this entry says in the figures; silent where it says nothing."""
    if row.voided_at:
        return ""
    if row.kind == K.REMOVED:
        return _("counted as separated from the family")
    if rules.is_kept(row.kind, before):
        return _("counted as kept in the family")
    if row.kind == K.RETURNED:
        is_counted = rules.is_returned(row.kind, before, row.deciding_body)
        return _("counted as returned") if is_counted else _("not counted as returned: no separation is recorded before it")
    return ""
