"""The attendance sheet: one save for everybody. Whoever was not marked stays unknown, never absent."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ligzda.access import audit
from ligzda.access.actor import Actor
from ligzda.access.permissions import Permission
from ligzda.kernel.refused import Refused
from ligzda.people.models import Person
from ligzda.services.actions import checks
from ligzda.services.actions.corrections import keep_version
from ligzda.services.actions.families_then import through
from ligzda.services.models import Attendance, Enrolment, Session, SessionVersion
from ligzda.services.states import GROUP_SESSION

UNKNOWN = Attendance.Status.UNKNOWN


@transaction.atomic
def mark(
    session: Session, *, by: Actor, marks: Mapping[Person, str | None], expected_version: int | None = None, theme: str | None = None,
    minutes: int | None = None,
) -> Session:  # fmt: skip
    """Save the sheet of a group's session. The session is held from then on; marks of everybody enrolled are written."""
    locked = _must_be_mine(session, by, expected_version)
    checks.must_be_past(locked.date, by)
    if wrong := [status for status in marks.values() if status and status not in Attendance.Status.values]:
        raise Refused(_("“%(mark)s” is no mark.") % {"mark": wrong[0]})
    if locked.status in (Session.Status.PLANNED, Session.Status.UNCONFIRMED):
        locked = GROUP_SESSION.apply(locked, "confirm", by)
    elif locked.status != Session.Status.HELD:
        raise Refused(_("This session did not take place."))
    enrolled = _enrolled(locked, marks, by)
    changed = _write(locked, by, marks, enrolled)
    if theme is not None:
        locked.theme = theme.strip()[:160]
    if minutes:
        checks.must_have_length(minutes)
        locked.minutes = minutes
    locked.version += 1
    locked.save(update_fields=["theme", "minutes", "version"])
    audit.record(by, "mark_attendance", locked, circle=locked.circle, changed={"marks": ("", changed)})
    return locked


def _must_be_mine(session: Session, by: Actor, expected: int | None) -> Session:
    if session.cohort_id is None or not by.may(Permission.LEAD_GROUP, session):
        raise Refused(_("Only those who lead the group fill in its sheet."))
    locked = checks.must_be_fresh(session, expected)
    if locked.voided_at:
        raise Refused(_("This record is void."))
    return locked


def _enrolled(session: Session, marks: Mapping[Person, str | None], by: Actor) -> dict[int, Enrolment]:
    """Everybody enrolled on the day. Somebody else can come to an open group only, and is enrolled by coming."""
    day, cohort = session.date, session.cohort
    if cohort is None:
        return {}
    rows = Enrolment.objects.filter(cohort=cohort).select_related("family", "case")
    found = {row.person_id: row for row in rows}
    strangers = [person for person, status in marks.items() if person.pk not in found and status]
    if strangers and not cohort.group.is_open:
        raise Refused(_("Not enrolled in this group: %(names)s.") % {"names": ", ".join(str(person) for person in strangers)})
    checks.must_be_known(by, strangers)
    for person in strangers:
        row = Enrolment.objects.create(cohort=cohort, person=person, from_date=day)
        audit.record(by, "enrol", row, circle=session.circle, changed={"person": ("", person.pk)})
        found[person.pk] = row
    named = {person.pk for person in marks}
    return {
        pk: row for pk, row in found.items() if pk in named or (row.from_date <= day and (row.until_date is None or row.until_date >= day))
    }


def _write(session: Session, by: Actor, marks: Mapping[Person, str | None], enrolled: dict[int, Enrolment]) -> int:
    """All rows in a few statements, whatever their number; answers how many marks differ from before."""
    wanted: dict[int, str] = {pk: str(UNKNOWN) for pk in enrolled}
    before: dict[int, str] = dict(Attendance.objects.filter(session=session).values_list("person_id", "status"))
    wanted |= before
    wanted |= {person.pk: str(status or UNKNOWN) for person, status in marks.items() if person.pk in enrolled}
    changed = sum(1 for pk, status in wanted.items() if before.get(pk) != status)
    if any(status != UNKNOWN and wanted.get(pk) != status for pk, status in before.items()):
        keep_version(session, by, SessionVersion.Act.CORRECTED, str(_("The attendance sheet was filled in again.")))
    new = [pk for pk, status in wanted.items() if before.get(pk) != status]
    where = through(session.cohort.group, session.date, new, enrolled) if session.cohort else {}
    rows = [Attendance(session=session, person_id=pk, status=wanted[pk], **where.get(pk, {})) for pk in new]
    Attendance.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["session", "person"], update_fields=["status", "family", "case"], batch_size=200
    )
    return changed
