"""Assessing: begin on a day, decide area by area, say what was observed, finish. Two people may write at once; neither overwrites unseen."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ligzda.access import audit, drafts
from ligzda.access.actor import Actor
from ligzda.access.permissions import Permission
from ligzda.cases import rules
from ligzda.cases.models import Area, Assessment, Case, ChildView, Episode, Instrument, Score
from ligzda.cases.queries.assessments import before_of, belongs_on, children_on
from ligzda.cases.states import ASSESSMENT, EPISODE, AssessmentState
from ligzda.kernel import clock
from ligzda.kernel.changes import set_different
from ligzda.kernel.refused import Refused, Stale
from ligzda.people.models import Person
from ligzda.web import formatting

NOT_YOURS = _("This step is not yours to take; ask your coordinator.")


@transaction.atomic
def begin(case: Case, *, by: Actor, on: dt.date, instrument: Instrument) -> Assessment:
    """Open a new assessment for a day. The family and its children of that day are assessed."""
    if by.user is None or not by.may(Permission.ASSESS, case):
        raise Refused(NOT_YOURS)
    episode = Episode.objects.select_for_update().get(case=case, is_latest=True)
    if episode.state in EPISODE.final:
        raise Refused(_("This stay in the programme has ended. Re-open the case first."))
    Refused.unless_empty([rules.not_yet(on, by.on), rules.before(on, episode.admitted_date)], field="on")
    Refused.unless_empty([None if instrument.is_active else _("This instrument is not in use. Choose another.")], field="instrument")
    if Assessment.objects.filter(case=case, instrument=instrument, state=AssessmentState.DRAFT, voided_at__isnull=True).exists():
        raise Refused(_("An assessment has been begun and is not finished. Go on with it."))
    begun = Assessment.objects.create(case=case, episode=episode, instrument=instrument, date=on, author=by.user)
    audit.record(by, "assessment.begun", begun, circle=case.circle)
    return begun


@transaction.atomic
def score(
    assessment: Assessment, *, by: Actor, area: Area, person: Person | None = None, own_level: int | None, level: int | None,
    evidence: str = "", child_words: str = "", expected_version: int = 0,
) -> Score:  # fmt: skip
    """Decide one area, for the family or for one child. ``None`` is a decision too: not assessed, or no score of the family's own."""
    locked = _lock(assessment, by)
    person = (person.root or person) if person else None
    _must_fit(locked, by, area, person)
    scale = range(locked.instrument.lowest, locked.instrument.highest + 1)
    for field, value in (("level", level), ("own_level", own_level)):
        Refused.unless_empty([None if value is None or value in scale else _("Choose one of the levels.")], field=field)
    earlier = before_of(by, locked, area, person)
    before = earlier.level if earlier else None
    Refused.unless_empty([rules.evidence_missing(level, before, locked.instrument.lowest, evidence)], field="evidence")
    values = {"own_level": own_level, "level": level, "evidence": evidence.strip(), "child_words": child_words.strip()}
    row = locked.scores.filter(area=area, person=person).select_related("by_user").first()
    if row is None:
        row = Score.objects.create(assessment=locked, area=area, person=person, by_user=by.user, **values)
        audit.record(by, "assessment.scored", locked, circle=locked.case.circle, changed={area.code: ("", level)})
        return row
    changed = set_different(row, values)
    if not changed:
        return row
    if row.version != expected_version:
        who = {"who": row.by_user or "–", "time": formatting.clock_time(row.changed_at)}
        sentence = _("While you were writing, this area was changed by: %(who)s, %(time)s. Nothing is lost – compare and choose.") % who
        raise Stale(sentence, theirs={name: _typed(was) for name, (was, _now) in changed.items()}, version=row.version)
    row.version, row.by_user = row.version + 1, by.user
    row.save(update_fields=[*changed, "version", "by_user", "changed_at"])
    audit.record(by, "assessment.scored", locked, circle=locked.case.circle, changed=changed)
    return row


@transaction.atomic
def carry_into_concern(score: Score, *, by: Actor) -> None:
    """A child is not safe: what was just written waits in the concern's form, unless the writer has an unfinished one there."""
    unsafe = score.area.is_safety and score.level == score.area.instrument.lowest
    if unsafe and drafts.load(by, "safeguarding.concern") is None:
        drafts.keep(by, "safeguarding.concern", "", {"seen": score.evidence, "child_words": score.child_words})


@transaction.atomic
def observe(
    assessment: Assessment, *, by: Actor, risk: str, initiative: str = "", willingness: str = "", observation: str = "",
    views: Mapping[int, tuple[str, str]], expected_version: int,
) -> Assessment:  # fmt: skip
    """The risk level, what was seen of initiative and cooperation, and each child's view: own words, or why nobody asked."""
    locked = _lock(assessment, by)
    here = {child.person_id for child in children_on(by, locked.case, locked.date)}
    if strangers := [person for person in Person.objects.filter(pk__in=views) if person.pk not in here]:
        raise Refused(*(rules.not_that_day(locked.date, person) for person in strangers))
    values = {"risk": risk, "initiative": initiative, "willingness": willingness, "observation": observation.strip()}
    said = {view.person_id: (view.words, view.why_not) for view in locked.views.all()}
    asked = {pk: (heard.strip(), why_not.strip()) for pk, (heard, why_not) in views.items()}
    differing = {pk for pk, pair in asked.items() if pair != said.get(pk, ("", ""))}
    changed = set_different(locked, values)
    if not (changed or differing):
        return locked
    if locked.version != expected_version:
        sentence = _("This page was changed in another window. Nothing is lost – compare and choose.")
        theirs = {name: was for name, (was, _now) in changed.items()}
        for pk in differing:
            theirs |= dict(zip((f"words_{pk}", f"why_not_{pk}"), said.get(pk, ("", "")), strict=True))
        raise Stale(sentence, theirs=theirs, version=locked.version)
    locked.version += 1
    locked.save(update_fields=[*changed, "version"])
    for pk in differing:
        heard, why_not = asked[pk]
        ChildView.objects.update_or_create(assessment=locked, person_id=pk, defaults={"words": heard, "why_not": why_not})
    audit.record(by, "assessment.observed", locked, circle=locked.case.circle, changed=changed)
    return locked


@transaction.atomic
def finish(assessment: Assessment, *, by: Actor) -> Assessment:
    """Nothing is open any more: from now on the levels count, and nobody changes them."""
    done: Assessment = ASSESSMENT.apply(assessment, "finish", by)
    done.finished_at = clock.now()
    done.save(update_fields=["finished_at"])
    audit.record(by, "assessment.finished", done, circle=done.case.circle)
    return done


@transaction.atomic
def void(assessment: Assessment, *, by: Actor, reason: str) -> Assessment:
    """It should not be there: begun by mistake, or of another family. It stays in the records and counts nowhere."""
    locked: Assessment = Assessment.objects.select_for_update().get(pk=assessment.pk)
    if not by.may(Permission.ASSESS, locked) or locked.voided_at:
        raise Refused(NOT_YOURS)
    if locked.state == AssessmentState.DONE and not by.may(Permission.MOVE, locked):
        raise Refused(_("A finished assessment is voided by the coordinator."))
    Refused.unless_empty([rules.missing_sentence(reason)], field="reason")
    locked.voided_at, locked.void_reason = clock.now(), reason.strip()
    locked.save(update_fields=["voided_at", "void_reason"])
    audit.record(by, "assessment.voided", locked, circle=locked.case.circle)
    return locked


def _lock(assessment: Assessment, by: Actor) -> Assessment:
    locked: Assessment = Assessment.objects.select_for_update().get(pk=assessment.pk)
    if not by.may(Permission.ASSESS, locked):
        raise Refused(NOT_YOURS)
    if locked.state != AssessmentState.DRAFT or locked.voided_at:
        raise Refused(_("This assessment is finished. Begin a new one."))
    return locked


def _must_fit(assessment: Assessment, by: Actor, area: Area, person: Person | None) -> None:
    if area.instrument_id != assessment.instrument_id or (area.scored == Area.Scored.CHILD) != (person is not None):
        raise Refused(_("This assessment does not ask this question."))
    if person is not None and not belongs_on(by, assessment.case, person, assessment.date):
        raise Refused(rules.not_that_day(assessment.date, person))


def _typed(value: Any) -> str:
    """A level as the form writes it."""
    return "none" if value is None else str(value)
