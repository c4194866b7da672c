"""A concern is raised by anybody in under a minute, told at once to those who lead what follows, reported, followed up, closed."""

import datetime as dt
import json
from collections.abc import Iterable, Sequence

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ligzda.access import audit
from ligzda.access.actions.seats import open_circle, seat
from ligzda.access.actor import Actor
from ligzda.access.models import Circle, Seat, User
from ligzda.access.permissions import Permission
from ligzda.kernel import clock
from ligzda.kernel.post import post
from ligzda.kernel.refused import Refused
from ligzda.people.models import Person
from ligzda.places.models import Site
from ligzda.safeguarding import rules
from ligzda.safeguarding.models import Concern, ConcernEntry
from ligzda.safeguarding.queries.handlers import colleagues, handlers, may_mean, site_circles
from ligzda.safeguarding.states import CONCERN

# What the trail is told: codes that others use as well, so that whoever holds the trail reads of no concern.
ADDED, CLOSED = "add", "close"
NOT_YOURS = _("This step is not yours to take; ask your coordinator.")


@transaction.atomic
def raise_concern(
    *, by: Actor, people: Sequence[Person] = (), about: str = "", child_words: str = "", seen: str = "", is_danger_now: bool,
    noticed_at: dt.datetime, noticed_by: str = "", who_knows: str = "", kind: str = Concern.Kind.UNKNOWN, is_about_staff: bool = False,
    named_user: User | None = None, typed_name: str = "",
) -> tuple[Concern, list[User]]:  # fmt: skip
    """Write it down and tell those who must know. Answers the concern and who was told: nobody, where there is none who may know.

    ``typed_name``: a colleague, by somebody who sees no list of the staff. Before anybody is told it is compared with all names.
    Its circle is closed: the reporter, the designated persons and, unless it is about a colleague, the coordinators of the site.
    """
    if by.user is None or not by.holds(Permission.RAISE_CONCERN):
        raise Refused(NOT_YOURS)
    if any(not by.may(Permission.SEE_CONTACT, person) for person in people):
        raise Refused(_("Choose somebody you work with, or write whom it is about."), field="people")
    if named_user is not None and named_user.pk not in {one.pk for one in colleagues(by)}:
        raise Refused(_("Choose a colleague from the list."), field="named_user")
    Refused.unless_empty([rules.nobody_named(len(people), about)], field="about")
    Refused.unless_empty([rules.nothing_said(child_words, seen)], field="child_words")
    Refused.unless_empty([rules.noticed_later(noticed_at, clock.now())], field="noticed_on")
    sites = site_circles(by, people)
    circle = open_circle(Circle.Kind.GROUP, parent=sites[0] if sites else None, is_closed=True, by=by)
    concern = Concern.objects.create(
        circle=circle, site=Site.objects.filter(circle__in=sites).order_by("id").first(), about=about.strip(), child_words=child_words.strip(),
        seen=seen.strip(), is_danger_now=is_danger_now, noticed_at=noticed_at, noticed_by=noticed_by.strip(), who_knows=who_knows.strip(),
        kind=kind, is_about_staff=is_about_staff, named=named_user.key if named_user else "", entered_by=by.user, typed_name=typed_name.strip(),
        may_mean=json.dumps([(one.pk, None) for one in may_mean(by, typed_name)]),
    )  # fmt: skip
    concern.people.set({person.root or person for person in people})
    leading = handlers(by, sites, concern)
    told = [user for user, _role in leading]
    _sit(concern, by, leading)
    audit.record(by, ADDED, concern, circle=circle)
    _tell(told)
    return concern, told


@transaction.atomic
def decide_whom(concern: Concern, *, by: Actor, user: User, is_meant: bool) -> Concern:
    """Whether the typed name means this colleague. Who is not meant, and their line, may know of it from now on if it is theirs to lead."""
    if by.user is None or not by.may(Permission.HANDLE_CONCERN, concern):
        raise Refused(NOT_YOURS)
    locked: Concern = Concern.objects.select_for_update().get(pk=concern.pk)
    if user.pk not in locked.undecided:
        raise Refused(_("This was decided already."))
    locked.may_mean = locked.decided(user.pk, is_meant)
    locked.save(update_fields=["may_mean"])
    said = gettext("The typed name means %(name)s.") if is_meant else gettext("The typed name does not mean %(name)s.")
    _entry(locked, by, "whom", said % {"name": user})
    sitting = set(locked.circle.seats.values_list("user_id", flat=True))
    new = [
        (one, role) for one, role in handlers(by, [locked.circle.parent] if locked.circle.parent else [], locked) if one.pk not in sitting
    ]
    for one, role in new:
        seat(locked.circle, by=by, user=one, role=role, because=Seat.Because.REFERRED, from_date=by.on)
    _tell(one for one, _role in new)
    return locked


@transaction.atomic
def add(concern: Concern, *, by: Actor, text: str) -> ConcernEntry:
    """Something more is known, or was written wrongly: it is added, never changed."""
    if by.user is None or not by.may(Permission.RAISE_CONCERN, concern):
        raise Refused(NOT_YOURS)
    return _entry(concern, by, "", text)


@transaction.atomic
def report(
    concern: Concern, *, by: Actor, reported_to: str, reported_person: str, reported_at: dt.datetime, reported_how: str, reference: str,
    parents_told: str, text: str = "",
) -> Concern:  # fmt: skip
    """To whom it was reported, when, how, and under which reference; without a reference it is not reported."""
    Refused.unless_empty([rules.reference_missing(reference)], field="reference")
    Refused.unless_empty([rules.noticed_later(reported_at, clock.now())], field="reported_on")
    if reported_at < concern.noticed_at:
        raise Refused(_("It was reported before it was noticed. Check both times."), field="reported_on")
    Concern.objects.filter(pk=concern.pk).update(reference=reference.strip()[:80])
    moved: Concern = CONCERN.apply(concern, "report", by)
    moved.reported_to, moved.reported_person, moved.reported_at = reported_to.strip()[:160], reported_person.strip(), reported_at
    moved.reported_how, moved.parents_told = reported_how[:80], parents_told
    moved.save(update_fields=["reported_to", "reported_person", "reported_at", "reported_how", "parents_told"])
    if text.strip():
        _entry(moved, by, "report", text)
    audit.record(by, ADDED, moved, circle=moved.circle)
    return moved


@transaction.atomic
def decide(concern: Concern, *, by: Actor, move: str, text: str) -> Concern:
    """Not reported, acted on, followed up, closed: each with a sentence that stays."""
    if not text.strip():
        raise Refused(_("Say in a sentence why."), field="text")
    moved: Concern = CONCERN.apply(concern, move, by)
    if move == "close_concern":
        moved.closed_at = clock.now()
        moved.save(update_fields=["closed_at"])
    _entry(moved, by, move, text)
    return moved


def _entry(concern: Concern, by: Actor, act: str, text: str) -> ConcernEntry:
    if not text.strip():
        raise Refused(_("Write what you want to add."), field="text")
    if by.user is None:
        raise Refused(NOT_YOURS)
    entry = ConcernEntry.objects.create(concern=concern, act=act, text=text.strip(), author=by.user)
    audit.record(by, CLOSED if act == "close_concern" else ADDED, concern, circle=concern.circle)
    return entry


def _sit(concern: Concern, by: Actor, found: Iterable[tuple[User, str]]) -> None:
    """The reporter sits in the role held elsewhere, so that it opens no more than the concern; the others in theirs."""
    own = by.roles[0] if by.roles else "case_worker"
    reporter = "designated_person" if own == "designated_person" else own
    seat(concern.circle, by=by, user=by.user, role=reporter, because=Seat.Because.REFERRED, from_date=by.on)  # type: ignore[arg-type]
    for user, role in found:
        seat(concern.circle, by=by, user=user, role=role, because=Seat.Because.REFERRED, from_date=by.on)


def _tell(users: Iterable[User]) -> None:
    """No name, no word of it: that something waits, and where to sign in."""
    for user in users:
        with translation.override(user.language):
            subject, text = gettext("A concern waits for you in Ligzda"), gettext("Sign in today and open “Concerns”.")
        post(user.email, subject, text)
