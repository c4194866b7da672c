"""What the pages of one file have in common: the file by its address, and the way that leads to it."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from ligzda.access.form_views import or_404
from ligzda.access.pages import Request
from ligzda.cases.models import Case
from ligzda.cases.queries.cases import case_by_key


def case_of(request: Request, key: str, case_key: str) -> Case:
    one: Case = or_404(case_by_key(request.actor, key, case_key))
    return one


def crumbs(one: Case, label: Any = "") -> list[dict[str, Any]]:
    family = one.family.root or one.family
    return [
        {"label": _("Families"), "url": reverse("desk:families")},
        {"label": family.name, "url": reverse("desk:family", args=[family.key])},
        {"label": one.number, "url": one.get_absolute_url()},
        {"label": label},
    ]
