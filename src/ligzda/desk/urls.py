from django.urls import path

from ligzda.desk.views import client_file, day, families, family, figures, genogram, hidden_address, supervision, text_search, trust

app_name = "desk"
urlpatterns = [
    path("day/", day.my_day, name="day"),
    path("search/", text_search.search, name="search"),
    path("supervision/", supervision.supervision, name="supervision"),
    path("supervision/caseload/", supervision.caseload, name="caseload"),
    path("supervision/caseload/<slug:user_key>/", supervision.families_of, name="families_of"),
    path("calendar/feed/", day.calendar_feed, name="calendar_feed"),
    path("calendar/feed/<str:secret>.ics", day.feed, name="feed"),
    path("figures/", figures.figures, name="figures"),
    path("records/", figures.records_list, name="records"),
    path("people/<slug:person_key>/hidden-address/places/", hidden_address.hidden_address_places, name="hidden_address"),
    path("audit/samples/", trust.samples, name="samples"),
    path("families/", families.families, name="families"),
    path("families/<slug:key>/", family.family, name="family"),
    path("families/<slug:key>/cases/<slug:case_key>/file/", client_file.client_file, name="client_file"),
    path("families/<slug:key>/services/", family.family_services, name="family_services"),
    path("families/<slug:key>/genogram/", genogram.genogram, name="genogram"),
    path("families/<slug:key>/genogram/drawing.svg", genogram.as_svg, name="genogram_svg"),
    path("families/<slug:key>/genogram/drawing.pdf", genogram.as_pdf, name="genogram_pdf"),
    path("families/<slug:key>/access/", trust.family_access, name="family_access"),
]
