"""Personal codes: entered, replaced, compared with a document.

No answer here depends on a record that the writer does not see: the same code on a hidden person and on nobody cost the same.
"""

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from ligzda.access import audit
from ligzda.access.actor import Actor
from ligzda.access.keys import lookup_digest
from ligzda.access.permissions import Permission
from ligzda.kernel import clock
from ligzda.kernel.refused import Refused
from ligzda.people.duplicates import component, decided_between
from ligzda.people.may_change import must_change
from ligzda.people.models import Merge, Person, PersonalCode
from ligzda.people.rules.codes import read_code
from ligzda.people.rules.text import SENTENCE, clean


@transaction.atomic
def set_code(person: Person, *, by: Actor, country: str, code: str, accept_because: str = "") -> PersonalCode:
    """Give a person a code; the one of the same country they had until now becomes a former code and stays, restricted.

    It is not yet checked against a document. Where another record holds the same, both stay; whoever sees both is asked to compare.
    """
    must_change(by, person)
    read = read_code(country, clean(code, field="code", most=40), today=clock.today())
    reason = clean(accept_because, field="accept_because", most=SENTENCE)
    if read.doubt and not reason:
        raise Refused(read.doubt, field="code", warning=True)
    lookup = lookup_digest(f"{read.country}:{read.text}")
    Person.objects.select_for_update(no_key=True).get(pk=person.root_id or person.pk)  # two tabs leave one present code
    own = _of_one(person)
    if same := own.filter(lookup=lookup).first():
        return same
    _must_fit_what_was_decided(person, lookup, by)
    own.filter(country=read.country, is_former=False).update(is_former=True, until_date=by.on)
    row = PersonalCode.objects.create(
        person=person, country=read.country, code=read.text, lookup=lookup, check_note=reason if read.doubt else ""
    )
    audit.record(by, "set_code", person, changed={"code": ("", lookup)})
    return row


@transaction.atomic
def check_code(row: PersonalCode, *, by: Actor) -> PersonalCode:
    """Somebody held the document in the hand and compared. Who and when stays with the code."""
    locked = PersonalCode.objects.select_for_update(of=("self",)).select_related("person").get(pk=row.pk)
    must_change(by, locked.person)
    if locked.checked_at is None:
        locked.checked_at, locked.checked_by = clock.now(), by.user
        locked.save(update_fields=["checked_at", "checked_by"])
        audit.record(by, "check_code", locked.person, changed={"checked": (False, True)})
    return locked


def hold_the_same(first: Person, second: Person) -> bool:
    """Do these two, each with what was merged into it, hold one and the same present code?"""
    mine, theirs = (PersonalCode.objects.filter(person__in=component(Person, [one.pk]), is_former=False) for one in (first, second))
    return mine.filter(lookup__in=theirs.values("lookup")).exists()


def _of_one(person: Person) -> QuerySet[PersonalCode]:
    root = person.root_id or person.pk
    return PersonalCode.objects.filter(Q(person=root) | Q(person__root=root)).order_by("is_former", "id")


def _must_fit_what_was_decided(person: Person, lookup: str, by: Actor) -> None:
    """Among compared records a code is unique. Only of records that the writer sees is anything known here."""
    seen = Person.objects.visible_to(by, Permission.SEE_CASE).filter(codes__lookup=lookup, codes__is_former=False)
    for other in seen.order_by("id").distinct()[:5]:
        one, two = component(Person, [person.pk]), component(Person, [other.pk])
        if decided_between(Person, one, two, Merge.Decided.DISTINCT).exists():
            sentence = _("It was decided that this is not %(name)s, who has this code. Compare it with the document.")
            raise Refused(sentence % {"name": other}, field="code")
