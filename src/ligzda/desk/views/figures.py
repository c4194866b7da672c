"""Own work in numbers, and the records behind it."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from ligzda.access.pages import Request, page
from ligzda.access.words import Word
from ligzda.desk.forms import PeriodForm
from ligzda.desk.queries.figures import own_work
from ligzda.desk.queries.records import records, service_types
from ligzda.web.paging import page_of


@page(Word.SEE_FIGURES)
def figures(request: Request) -> HttpResponse:
    """People and services per type per quarter, as far as the reader's circles go."""
    form = PeriodForm(request.GET or None)
    asked = form.cleaned_data if form.is_bound and form.is_valid() else {}
    work = own_work(request.actor, asked.get("since"), asked.get("until"))
    return render(request, "desk/figures.html", {"title": _("Figures"), "form": form, "work": work}, status=422 if form.errors else 200)


@page(Word.SEE_CASE)
def records_list(request: Request) -> HttpResponse:
    """Meetings with families, newest first."""
    service = request.GET.get("service", "")[:40]
    shown = page_of(records(request.actor, service), request)
    context = {"title": _("Records"), "page": shown, "services": service_types(request.actor), "service": service}
    return render(request, "desk/records.html", context)
