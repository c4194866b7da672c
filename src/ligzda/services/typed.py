"""What ``measure`` is told beside the records: numbers of camps, which are never added to people who were counted, and where groups stand."""

from django.apps import apps
from django.db.models import F

from ligzda.measure.reported import Part, Place
from ligzda.measure.request import Typed


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


def where_groups_stand(project: int) -> dict[Part, Place]:
    """A group or camp has one service and one site: what is unknown about it is no part of other services and sites."""
    rows = apps.get_model("services", "Group").objects.filter(project=project).order_by("pk")
    found = rows.values_list("kind", "key", "service__key", "site__key", "circle_id", "circle__is_closed")
    return {
        ("camp" if kind == "camp" else "group", key): Place((("service", service), ("site", site)), circle if is_closed else None)
        for kind, key, service, site, circle, is_closed in found
    }
