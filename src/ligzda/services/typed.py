"""Numbers that were told about camps, handed to ``measure``: they stand apart and are never added to people who were counted."""

from django.apps import apps
from django.db.models import F

from ligzda.measure.ask import Typed


def stated_numbers(project: int) -> tuple[Typed, ...]:
    """Per camp and municipality; what nobody told has no number, a coverage statement says so."""
    rows = apps.get_model("services", "StatedNumber").objects.filter(cohort__group__project=project, value__isnull=False)
    rows = rows.annotate(since=F("cohort__start_date"), camp=F("cohort__group__key"), place=F("territory__key")).order_by("pk")
    return tuple(
        Typed(
            row.unit,
            (("camp", row.camp), ("territory", row.place)) if row.place else (("camp", row.camp),),
            row.value or 0,
            row.since,
            row.source,
        )
        for row in rows
    )
