"""To which family somebody of a group belonged on the day of a session: a family that split since keeps what was its own."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import Q

from ligzda.cases.models import Case
from ligzda.people.models import Membership, Person
from ligzda.services.models import Enrolment, Group

Through = dict[str, int | None]


def through(group: Group, day: dt.date, people: Iterable[int], enrolled: dict[int, Enrolment]) -> dict[int, Through]:
    """Family and file of each person on the day.

    The family of the enrolment stands while the person belongs to it; else the one joined last, with its file in the group's programme.
    Whoever belongs to no family on the day came through the enrolment.
    """
    ids = list(people)
    roots = {pk: one.root_id or pk for pk, one in Person.objects.only("root_id").in_bulk(ids).items()}
    joined = _joined(day, set(roots.values()))
    found = {pk: _chosen(enrolled.get(pk), joined.get(roots[pk], [])) for pk in ids}
    moved = {one["family_id"] for one in found.values() if one["case_id"] is None and one["family_id"]}
    files = (
        dict(Case.objects.filter(project=group.project_id, family__in=moved).order_by("pk").values_list("family_id", "pk")) if moved else {}
    )
    return {pk: {**one, "case_id": one["case_id"] or files.get(one["family_id"])} for pk, one in found.items()}


def _joined(day: dt.date, roots: set[int]) -> dict[int, list[tuple[int, int]]]:
    """By person: (root of the family, family) of every stay on the day, the last one last."""
    rows = Membership.objects.filter(Q(person__in=roots) | Q(person__root__in=roots))
    rows = rows.filter(Q(from_date=None) | Q(from_date__lte=day), Q(until_date=None) | Q(until_date__gte=day))
    found: dict[int, list[tuple[int, int]]] = defaultdict(list)
    values = rows.values_list("person_id", "person__root_id", "family_id", "family__root_id", "from_date", "pk")
    for person, root, family, family_root, _since, _pk in sorted(values, key=lambda row: (row[4] or dt.date.min, row[5])):
        found[root or person].append((family_root or family, family))
    return found


def _chosen(row: Enrolment | None, joined: list[tuple[int, int]]) -> Through:
    family: Any = row.family if row else None
    if not joined or (family is not None and (family.root_id or family.pk) in {root for root, _family in joined}):
        return {"family_id": row.family_id if row else None, "case_id": row.case_id if row else None}
    return {"family_id": joined[-1][1], "case_id": None}
