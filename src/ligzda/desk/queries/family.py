"""The family's page: the file in the reader's sight, its people, team, next step; a timeline or what was received."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from ligzda.access.actor import Actor, prepared
from ligzda.access.permissions import Permission
from ligzda.cases.queries import overview
from ligzda.cases.queries.cases import CaseSummary, File, NextStep, TeamMember
from ligzda.cases.queries.profile import ProfileLine, lowest_or_changed
from ligzda.people.models import ContactDetail, Family, Person
from ligzda.people.queries import members
from ligzda.people.queries.families import Member
from ligzda.safeguarding.queries.flags import Flag, flags_of
from ligzda.services.queries.grants import Hours, hours_now


@dataclass(frozen=True)
class SafeContact:
    """A rule that is read before anybody calls."""

    name: str
    rule: str


@dataclass(frozen=True)
class FamilyView:
    """All but the tab. ``current`` is the case of the latest admission among those the reader may know of."""

    family: Family
    cases: list[CaseSummary]
    files: list[File]
    current: CaseSummary | None
    case: File | None
    together: list[Member]
    apart: list[Member]
    team: list[TeamMember]
    step: NextStep | None
    safe: list[SafeContact]
    areas: list[ProfileLine]  # the lowest areas of life, for who sees levels
    flags: list[Flag]
    hours: Hours | None  # of the family assistant
    sees_case: bool
    may_log: bool


def family_view(actor: Actor, family: Family) -> FamilyView:
    """A constant number of statements, whatever the size of the file."""
    people = members(actor, family)
    found = overview(actor, family)
    case = found.files[0] if found.files else None
    actor.shown.open(family, case.circle.pk if case else None)
    words = {
        word
        for word in (Permission.SEE_CASE, Permission.SEE_CONTACT_DETAILS, Permission.LOG, Permission.SEE_SCORES)
        if case and actor.scope(word).covers(case.circle)
    }
    return FamilyView(
        family=family,
        cases=found.cases,
        files=found.files,
        current=found.cases[0] if found.cases else None,
        case=case,
        together=[one for one in people if one.lives_here],
        apart=[one for one in people if not one.lives_here],
        team=found.team,
        step=found.step,
        safe=_safe(actor, people)
        if Permission.SEE_CONTACT_DETAILS in words or (case is None and actor.holds(Permission.SEE_CONTACT_DETAILS))
        else [],
        areas=lowest_or_changed(actor, case.pk) if case and Permission.SEE_SCORES in words else [],
        flags=_flags(actor, family, people) if Permission.SEE_CASE in words else [],
        hours=hours_now(actor, case.pk) if case and Permission.SEE_CASE in words else None,
        sees_case=Permission.SEE_CASE in words,
        may_log=Permission.LOG in words,
    )


def _flags(actor: Actor, family: Family, people: list[Member]) -> list[Flag]:
    return flags_of(actor, family.root_id or family.pk, [one.person_id for one in people])


def _safe(actor: Actor, people: list[Member]) -> list[SafeContact]:
    names = {one.person_id: one.name for one in people}
    return [SafeContact(names.get(root or person, ""), _manner(*manner)) for person, root, *manner in _rules(actor, people=list(names))]


def _manner(rule: str, safe: bool, who: str, say_as: str, no_sms: bool) -> str:
    """Everything that is read before anybody calls or writes, in one breath."""
    said = [
        rule or ("" if safe else _("Do not call or write there.")),
        _("May answer: %(who)s.") % {"who": who} if who else "",
        _("Call or write as: %(who)s.") % {"who": say_as} if say_as else "",
        _("Send no text messages.") if no_sms else "",
    ]
    return " ".join(filter(None, said))


@prepared
def _rules(actor: Actor, *, people: list[int]) -> Any:
    """Of these members and of the records merged into theirs. A subselect, not OR over the join, which would read every contact."""
    whose = Person.objects.filter(Q(pk__in=people) | Q(root__in=people)).values("id")
    rows = ContactDetail.objects.filter(
        Q(is_safe=False) | ~Q(rule="") | ~Q(who_answers="") | ~Q(say_as="") | Q(no_sms=True), person__in=whose
    )
    return rows.order_by("id").values_list("person_id", "person__root_id", "rule", "is_safe", "who_answers", "say_as", "no_sms")


def chips(family: Family, people: list[Member], kind: str, person: str) -> list[dict[str, Any]]:
    """Filters of the timeline as links: kinds first, then persons."""
    here = reverse("desk:family", args=[family.key])
    kinds = (
        ("", pgettext("timeline", "All")),
        ("meetings", _("Meetings")),
        ("groups", _("Groups")),
        ("notes", _("Notes")),
        ("states", _("Way of the case")),
    )
    found = [{"label": label, "url": f"{here}?kind={key}" if key else here, "active": kind == key and not person} for key, label in kinds]
    for one in people:
        url = f"{here}?person={one.person_key}"
        found.append({"label": one.first_name, "url": url, "active": person == one.person_key, "icon": "user"})
    return found


def person_id(people: list[Member], key: str) -> int | None:
    """The id behind a chip, only of a member."""
    return next((one.person_id for one in people if one.person_key == key), None)
