"""After an address was hidden: where it stands in open text, and who has it on paper."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from ligzda.access.form_views import or_404, show
from ligzda.access.pages import Request, page
from ligzda.access.permissions import Permission
from ligzda.desk.queries.hidden_places import places_of
from ligzda.people.models import Person
from ligzda.people.queries import person_by_key
from ligzda.safeguarding.queries.addresses import hidden_address


@page(Permission.PLAN)
def hidden_address_places(request: Request, person_key: str) -> HttpResponse:
    """For readers of the address only; for everybody else there is no such page, whether anything is hidden or not."""
    person: Person = or_404(person_by_key(request.actor, person_key, Permission.PLAN))
    kept = or_404(hidden_address(request.actor, person))
    vault, title = reverse("safeguarding:address", args=[person.key]), _("Where the address stands")
    crumbs = [{"label": str(person), "url": person.get_absolute_url()}, {"label": _("Hidden address"), "url": vault}, {"label": title}]
    return show(request, "desk/hidden_address.html", title=title, places=places_of(request.actor, kept), vault=vault, crumbs=crumbs)
