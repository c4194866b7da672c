"""What of a record is put aside before it is changed."""

import json

from django.core.serializers.json import DjangoJSONEncoder

from ligzda.services.models import Session

KEPT = (
    "date",
    "start_time",
    "minutes",
    "count",
    "service_id",
    "topic_id",
    "theme",
    "place",
    "place_note",
    "mode",
    "status",
    "warned",
    "cancelled_because",
    "worker_id",
    "project_id",
    "site_id",
    "case_id",
    "outside_episode_because",
    "outside_grant_because",
)


def content_of(session: Session) -> str:
    """The present version as it is put aside: JSON of the columns, who was there, and the neutral note."""
    content = {name: getattr(session, name) for name in KEPT}
    rows = session.attendances.order_by("id").values("person_id", "family_id", "case_id", "status")
    notes = {"note": session.note.text if session.note else "", "protected_note_id": session.protected_note_id}
    return json.dumps({**content, **notes, "attendances": list(rows)}, cls=DjangoJSONEncoder)
