"""Lives in the data set look like lives."""

from django.db.models import Count

from ligzda.access.models import AuditEntry
from ligzda.cases.models import Case, Note
from ligzda.demo import load
from ligzda.kernel import clock
from ligzda.people.models import Person
from ligzda.services.models import Session
from tests.kept import TODAY


def test_each_family_has_people_a_referral_a_team_and_three_to_sixty_records(demo: None, db: None) -> None:
    cases = Case.objects.annotate(
        n=Count("sessions", distinct=True), members=Count("family__memberships", distinct=True), team=Count("circle__seats", distinct=True)
    )
    for case in cases:
        assert 3 <= case.n <= 60, case
        assert case.members >= 2 and case.team >= 1
        assert case.referrals.exists()
    assert Note.objects.filter(case__site__key="siauliai", text__contains="ė").exists(), "Šiauliai is written in Lithuanian"
    assert not Person.objects.filter(birth_date__gt=TODAY).exists()
    assert not Session.objects.filter(status="held", date__gt=TODAY).exists()
    assert Session.objects.filter(status="planned", date__gt=TODAY).exists()
    assert AuditEntry.objects.filter(act="plan_meeting").exists()
    assert not AuditEntry.objects.filter(at__gt=clock.now()).exists(), "the trail holds what happened, not what is planned"
    assert load.loaded()
