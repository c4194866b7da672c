"""Who read what: marked words in the texts of files, found again in what is sent, must stand in the trail. Knows nothing of ``access``.

The mark of a text says in which circle it was planted. Where it comes out, exactly that must have been noted for whoever asked,
once within ten minutes; a page that only names families or people is noted as a list.
"""

import re
from typing import Any

from django.apps import apps
from django.db import connection, connections

MARK = re.compile(r"zmq(\d{5})")
LIST = re.compile(r'href="/(?:families|people)/([23456789abcdefghjkmnpqrstuvwxyz]{8})/')
MOST = 400
# Where text, contact data and addresses of files stand: (model, column, SQL from its table ``t`` to the circles of its file).
CASE = "SELECT t.id, c.circle_id FROM {table} t JOIN cases_case c ON c.id = t.case_id"
PLAN = "SELECT t.id, c.circle_id FROM {table} t JOIN cases_plan p ON p.id = t.plan_id JOIN cases_case c ON c.id = p.case_id"
ACCESS = "SELECT t.id, c.circle_id FROM {table} t JOIN portal_familyaccess a ON a.id = t.access_id JOIN cases_case c ON c.id = a.case_id"
PERSON = (
    "SELECT t.id, s.circle_id FROM {table} t JOIN people_circleaccess s ON s.person_id = t.person_id UNION SELECT t.id, s.circle_id FROM {table} t "
    "JOIN people_membership m ON m.person_id = t.person_id JOIN people_circleaccess s ON s.family_id = m.family_id"
)
ITSELF = "SELECT t.id, t.circle_id FROM {table} t"
COHORT = "SELECT t.id, g.circle_id FROM {table} t JOIN services_cohort h ON h.id = t.cohort_id JOIN services_group g ON g.id = h.group_id"
TEXTS: tuple[tuple[str, str, str], ...] = (
    ("cases.note", "text", f"{CASE} WHERE t.text <> ''"), ("cases.goal", "text", PLAN), ("cases.step", "text", CASE),
    ("cooperation.letter", "body", CASE), ("cooperation.casemeeting", "purpose", CASE), ("cases.assessment", "observation", CASE),
    ("cases.plan", "family_words", CASE), ("cooperation.informationrequest", "what", CASE), ("cooperation.disclosure", "what", CASE),
    ("care.carestatus", "reason", CASE), ("portal.familymessage", "text", ACCESS), ("cases.referral", "reason", ITSELF),
    ("services.session", "place_note", COHORT), ("services.group", "topic", ITSELF), ("people.contactdetail", "value", PERSON),
    ("people.address", "text", PERSON), ("safeguarding.concern", "seen", ITSELF), ("documents.attachment", "title", ITSELF),
)  # fmt: skip


def plant() -> dict[str, frozenset[int]]:
    """mark → the circles through which its text may be read."""
    found: dict[str, frozenset[int]] = {}
    for label, column, statement in TEXTS:
        model: Any = apps.get_model(label)
        with connection.cursor() as cursor:
            cursor.execute(statement.format(table=model._meta.db_table))
            circles: dict[int, set[int]] = {}
            for number, circle in cursor.fetchall():
                circles.setdefault(number, set()).add(circle)
        rows = list(model._base_manager.filter(pk__in=sorted(circles)[-MOST:]))
        for row in rows:
            number = f"{len(found):05}"
            room = model._meta.get_field(column).max_length
            text = f"{getattr(row, column)} zmq{number}"
            setattr(row, column, text if not room or len(text) <= room else f"zmq{number}")
            found[number] = frozenset(circles[row.pk])
        model._base_manager.bulk_update(rows, [column], batch_size=100)
    return found


def readings() -> list[tuple[int, int | None, int | None]]:
    """Who read what in which circle, of all that the trail holds after the last one that stood there before."""
    with connections["trail" if "trail" in connections else "default"].cursor() as cursor:
        cursor.execute("SELECT user_id, circle_id, thing_id FROM access_readentry WHERE id > %s", [BEFORE[0]])
        return [tuple(row) for row in cursor.fetchall()]


BEFORE = [0]


def stand_here() -> None:
    """What the trail holds already is none of the walk's."""
    with connections["trail" if "trail" in connections else "default"].cursor() as cursor:
        cursor.execute("SELECT MAX(id) FROM access_readentry")
        BEFORE[0] = cursor.fetchone()[0] or 0


def marks_in(text: str) -> set[str]:
    return set(MARK.findall(text))


def unread(text: str, user: int | None, named: set[str], marks: dict[str, frozenset[int]], is_of_thing: bool) -> str:
    """What is wrong with the readings of an answer with this text: a sentence, or nothing."""
    there, seen = readings(), marks_in(text)
    if strangers := {one for one, _circle, _thing in there} - {user}:
        return f"a reading was noted for {strangers}"
    circles = {circle for _user, circle, thing in there if thing is not None}
    if missing := sorted(f"zmq{mark} of {set(marks[mark])}" for mark in seen if mark in marks and not marks[mark] & circles):
        return f"no reading in the circle of {', '.join(missing[:5])}; noted: {sorted(map(str, there))[:8]}"
    if len(there) != len(set(there)):
        return f"the same reading is noted more than once: {there}"
    listed = set(LIST.findall(text)) - named
    if listed and not seen and not there:
        return f"{len(listed)} families or people are named and no reading is noted"
    lists = [one for one in there if one[2] is None]
    if listed and not seen and not is_of_thing and len(lists) != 1:
        return f"a list leaves {len(lists)} readings of a list: {there}"
    return ""
