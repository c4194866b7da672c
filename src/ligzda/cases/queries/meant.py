"""Whom the filters of the access log mean, among the families and people that the asker sees."""

from django.db.models import Q

from ligzda.access.actor import Actor
from ligzda.access.permissions import Permission
from ligzda.access.queries.trail import Scope
from ligzda.cases.models import Case
from ligzda.kernel.text import fold
from ligzda.people.models import Address, Consent, ContactDetail, Membership, PersonalCode
from ligzda.people.queries.search import search

MOST = 200
PARTS = (Address, Consent, ContactDetail, Membership, PersonalCode)  # what a person's own entries are about


def families_meant(actor: Actor, text: str) -> Scope:
    """Files by a part of their number, or by the words of the family's heading."""
    words = fold(text).split()
    meant = Q(number__icontains=text)
    if words:
        meant |= Q(*(Q(family__folded__contains=word) for word in words))
    rows = Case.objects.visible_to(actor, Permission.SEE_CONTACT).filter(meant).order_by("id")
    found = list(rows.values_list("pk", "circle_id", "family_id", "family__root_id")[:MOST])
    families = {number for _case, _circle, family, root in found for number in (family, root) if number}
    return Scope({"people.family": sorted(families), "cases.case": [row[0] for row in found]}, [row[1] for row in found])


def people_meant(actor: Actor, text: str) -> Scope:
    """People as the search finds them; entries about themselves and about the parts of their record."""
    ids = [hit.person_id for hit in search(actor, text, limit=MOST)]
    things = {"people.person": ids}
    for model in PARTS:
        things[model._meta.label_lower] = list(model._base_manager.filter(person__in=ids).values_list("pk", flat=True))
    return Scope(things, [])
