"""A referral comes in, is taken up, and is decided: admitted, put on the waiting list, or declined."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ligzda.access import audit
from ligzda.access.actions.seats import open_circle, seat
from ligzda.access.actor import Actor
from ligzda.access.models import AuditEntry, Circle, Seat, User
from ligzda.access.permissions import Permission
from ligzda.cases import episode_changes, rules, seating
from ligzda.cases.actions.numbers import take_number
from ligzda.cases.models import SOURCES, Case, Episode, Referral
from ligzda.cases.name_checks import NOT_OF_THE_FAMILY, root_of
from ligzda.cases.states import REFERRAL, UNDECIDED, EntryKind, ReferralState
from ligzda.documents.models import Attachment
from ligzda.kernel import clock
from ligzda.kernel.refused import Refused, Stale
from ligzda.people.actions.families import add_member, enter_member, give_circle_access, register_family
from ligzda.people.actions.rights import give_notice
from ligzda.people.models import Family, Membership, Organisation, Person
from ligzda.people.queries import members
from ligzda.places.models import Site, Territory
from ligzda.projects.models import Activity, Project
from ligzda.web import formatting

NOT_YOURS = _("This step is not yours to take; ask your coordinator.")
PART_ONE = ("source", "organisation", "received_date", "reason", "family_informed", "legal_ground", "is_urgent", "described_family")


@transaction.atomic
def refer(
    *, by: Actor, site: Site, source: str, received_date: dt.date, reason: str, family_informed: str = "unknown",
    organisation: Organisation | None = None, legal_ground: str = "", is_urgent: bool = False, described_family: str = "",
    family: Family | None = None, is_enquiry: bool = False, handed_on: Episode | None = None,
) -> Referral:  # fmt: skip
    """Take down a request for support. Who sends it from outside sits in its circle and will read the answer there.

    ``handed_on``: the stay that one of our sites ended by this referral; the family is then not seen here before it is admitted.
    """
    if not by.holds(Permission.REFER):
        raise Refused(NOT_YOURS)
    _check_part_one({"source": source, "received_date": received_date, "reason": reason}, by)
    sender = None if by.holds(Permission.INTAKE) else by.user
    number = take_number(f"{site.prefix}-R")
    circle = open_circle(Circle.Kind.REFERRAL, parent=site.circle, name=number)
    referral = Referral.objects.create(
        number=number,
        site=site,
        source=source,
        organisation=organisation,
        received_date=received_date,
        reason=reason.strip(),
        family_informed=family_informed,
        legal_ground=legal_ground,
        is_urgent=is_urgent,
        described_family=described_family,
        sent_by=sender,
        handed_on=handed_on,
        circle=circle,
        state=ReferralState.ENQUIRY if is_enquiry else ReferralState.REFERRED,
    )
    if sender is not None:
        seat(circle, by=by, user=sender, role="municipal_partner", because=Seat.Because.REFERRED, from_date=by.on)
    audit.record(by, "referral.received", referral, circle=circle)
    return _name(referral, family, by) if family else referral


@transaction.atomic
def change(referral: Referral, *, by: Actor, expected_version: int, **values: Any) -> Referral:
    """Correct what came in (part 1). Whoever saved in between is not overwritten: both versions are shown."""
    locked = _lock(referral, by)
    changed = {name: (getattr(locked, name), values[name]) for name in PART_ONE if name in values and getattr(locked, name) != values[name]}
    if locked.version != expected_version and changed:
        raise _stale(locked, changed)
    _check_part_one({name: values.get(name, getattr(locked, name)) for name in PART_ONE}, by)
    for name, (_old, new) in changed.items():
        setattr(locked, name, new)
    locked.version += 1
    locked.save(update_fields=[*changed, "version"])
    audit.record(by, "referral.changed", locked, circle=locked.circle, changed=changed)
    return locked


@transaction.atomic
def name_family(referral: Referral, *, by: Actor, family: Family) -> Referral:
    """Say which registered family this is about. The circle of the referral sees its people from now on."""
    named = _name(_must_be_seen(_lock(referral, by)), family, by)
    audit.record(by, "referral.family_named", named, circle=named.circle)
    return named


@transaction.atomic
def name_new_family(referral: Referral, *, by: Actor, name: str, type: str = "unknown", territory: Territory | None = None) -> Referral:
    """Register a family under the heading a worker types, and say that the referral is about it."""
    return name_family(referral, by=by, family=register_family(by=by, name=name, type=type, territory=territory))


@transaction.atomic
def add_person(referral: Referral, *, by: Actor, role: str, person: Person | Mapping[str, Any], **stay: Any) -> Membership:
    """Somebody of this family: a registered person, or the values of a new one. ``stay``: household and dates."""
    locked = _must_be_seen(_lock(referral, by))
    if locked.family is None:
        raise Refused(_("First say who is in the family."))
    if isinstance(person, Person):
        member = add_member(locked.family, by=by, person=person, role=role, **stay)
    else:
        member = enter_member(locked.family, by=by, person=dict(person), role=role, **stay)
    audit.record(by, "referral.person_added", locked, circle=locked.circle)
    return member


@transaction.atomic
def formalise(referral: Referral, *, by: Actor, on: dt.date) -> Referral:
    """An enquiry has become a referral."""
    return _decided(REFERRAL.apply(referral, "formalise", by), "referral.formalised", by, on=on)


@transaction.atomic
def take_up(referral: Referral, *, by: Actor, on: dt.date) -> Referral:
    """The first contact with the family was made, and screening begins."""
    taken = REFERRAL.apply(referral, "take_up", by)
    taken.first_contact_date = on
    return _decided(taken, "referral.taken_up", by, on=on)


@transaction.atomic
def wait(referral: Referral, *, by: Actor, on: dt.date, answer: str, review_date: dt.date, priority: int | None = None) -> Referral:
    """Put the family on the waiting list, or keep it there, until the list is looked at again."""
    waited = REFERRAL.apply(referral, "keep_waiting" if referral.state == ReferralState.WAITING else "wait", by)
    Refused.unless_empty([rules.missing_sentence(answer)], field="answer")
    Refused.unless_empty([rules.review_not_ahead(review_date, on)], field="review_date")
    waited.answer, waited.review_date, waited.priority = answer.strip(), review_date, priority
    return _decided(waited, "referral.waiting", by, on=on)


@transaction.atomic
def decline(referral: Referral, *, by: Actor, on: dt.date, answer: str, family_told: bool, redirected_to: str = "") -> Referral:
    """Say no, why, and where the family can turn instead. The sender reads ``answer``."""
    declined = REFERRAL.apply(referral, "decline", by)
    Refused.unless_empty([rules.missing_sentence(answer)], field="answer")
    declined.answer, declined.family_told, declined.redirected_to = answer.strip(), family_told, redirected_to
    return _decided(declined, "referral.declined", by, on=on)


@transaction.atomic
def admit(
    referral: Referral, *, by: Actor, on: dt.date, project: Project, case_worker: User, criterion: str,
    notice_to: Sequence[Person] = (), agreement_date: dt.date | None = None, activity: Activity | None = None, answer: str = "",
) -> Case:  # fmt: skip
    """Admit the family: its case is opened with a circle, a number and a first episode, or an earlier case goes on.

    ``notice_to`` are those who were given the privacy notice; only an import of old files may not know.
    """
    admitted = REFERRAL.apply(referral, "admit", by)
    family = episode_changes.lock_family(admitted.family)
    if not project.project_sites.filter(site=admitted.site_id).exists():
        raise Refused(_("This programme does not work at the site. Choose another."), field="project")
    Refused.unless_empty([None if criterion.strip() else _("Say why the family belongs to the target group.")], field="criterion")
    if not (notice_to or by.is_system or admitted.waits_unseen):  # our other site gave the notice; here nobody is seen yet
        raise Refused(_("Choose who was given the privacy notice."), field="notice_to")
    strangers = {root_of(one) for one in notice_to} - {one.person_id for one in members(by, family)}
    if strangers and not by.is_system:
        raise Refused(NOT_OF_THE_FAMILY, field="notice_to")
    seating.must_be_colleague(case_worker, field="case_worker")
    case = episode_changes.cases_of_family(family).filter(project=project, site=admitted.site).first() or _open_case(
        admitted, family, project, activity
    )
    episode_changes.open_episode(
        case, by=by, on=on, entry=_entry(admitted, case), sentence=criterion.strip(), criterion=criterion.strip()[:200],
        agreement_date=agreement_date,
    )  # fmt: skip
    give_circle_access(case.circle, by=by, family=family)
    seating.make_responsible(case, by=by, user=case_worker, on=on)
    if admitted.sent_by:
        seat(case.circle, by=by, user=admitted.sent_by, role="municipal_partner", because=Seat.Because.REFERRED, from_date=on)
    for person in notice_to:
        give_notice(person, by=by, version=_notice_version(), given_date=on, language=settings.LANGUAGE_CODE)
    _take_papers(admitted, case, by)
    admitted.case, admitted.project, admitted.answer = case, project, answer
    _decided(admitted, "referral.admitted", by, on=on)
    return case


def _take_papers(referral: Referral, case: Case, by: Actor) -> None:
    """The papers that came along with the referral lie in the file from now on, and are opened through its door."""
    for one in Attachment.objects.filter(circle=referral.circle):
        one.circle = case.circle
        one.save(update_fields=["circle"])
        audit.record(by, "attachment.moved", one, circle=case.circle)


def _name(referral: Referral, family: Family, by: Actor) -> Referral:
    referral.family = family.root or family
    referral.version += 1
    referral.save(update_fields=["family", "version"])
    if not referral.waits_unseen:
        give_circle_access(referral.circle, by=by, family=referral.family)
    return referral


def _open_case(referral: Referral, family: Family, project: Project, activity: Activity | None) -> Case:
    """Family type and municipality are frozen as they are at entry: figures split by them never move afterwards."""
    number = take_number(referral.site.prefix)
    circle = open_circle(Circle.Kind.CASE, parent=referral.site.circle, project=project.circle, name=number)
    return Case.objects.create(
        number=number, family=family, project=project, site=referral.site, activity=activity, circle=circle,
        family_type=family.type, territory=family.territory,
    )  # fmt: skip


def _entry(referral: Referral, case: Case) -> EntryKind:
    if referral.source == "transfer":
        return EntryKind.TRANSFERRED_IN
    return EntryKind.REOPENED if case.episodes.exists() else EntryKind.ADMITTED


def _notice_version() -> str:
    return str(getattr(settings, "LIGZDA_PRIVACY_NOTICE", "1"))


def _decided(referral: Referral, act: str, by: Actor, *, on: dt.date) -> Referral:
    """Common to all moves: the day is possible, the version grows, the trail is written."""
    Refused.unless_empty([rules.not_yet(on, by.on), rules.before_received(on, referral.received_date)], field="on")
    referral.decided_date = on if referral.state not in UNDECIDED or referral.state == ReferralState.WAITING else None
    referral.version += 1
    referral.save()
    audit.record(by, act, referral, circle=referral.circle)
    return referral


def _check_part_one(values: dict[str, Any], by: Actor) -> None:
    if values["source"] not in dict(SOURCES):
        raise Refused(_("Choose who referred the family."), field="source")
    Refused.unless_empty([rules.missing_sentence(values["reason"])], field="reason")
    Refused.unless_empty([rules.not_yet(values["received_date"], by.on)], field="received_date")


def _lock(referral: Referral, by: Actor) -> Referral:
    """Only what is not decided yet is worked on, and only by intake."""
    locked: Referral = Referral.objects.select_for_update().get(pk=referral.pk)
    if not by.may(Permission.INTAKE, locked):
        raise Refused(NOT_YOURS)
    if locked.state not in UNDECIDED:
        raise Refused(_("This referral is already decided."))
    return locked


def _must_be_seen(referral: Referral) -> Referral:
    if referral.waits_unseen:
        raise Refused(_("The family comes from another site. Its people are worked on once it is admitted here."))
    return referral


def _stale(referral: Referral, changed: dict[str, tuple[Any, Any]]) -> Stale:
    last = AuditEntry.objects.filter(thing="cases.referral", thing_id=referral.pk).select_related("user").order_by("-id").first()
    who, at = (str(last.user or _("a colleague")), last.at) if last else (str(_("a colleague")), clock.now())
    sentence = _("While you were writing, this entry was changed by: %(who)s, %(time)s. Nothing is lost – compare and choose.")
    return Stale(
        sentence % {"who": who, "time": formatting.clock_time(at)},
        theirs={name: old for name, (old, _new) in changed.items()},
        version=referral.version,
    )
