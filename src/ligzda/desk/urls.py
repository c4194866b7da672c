from django.urls import path

from ligzda.desk.views import day, family, figures, trust

app_name = "desk"
urlpatterns = [
    path("day/", day.my_day, name="day"),
    path("figures/", figures.figures, name="figures"),
    path("records/", figures.records_list, name="records"),
    path("audit/samples/", trust.samples, name="samples"),
    path("families/<slug:key>/", family.family, name="family"),
    path("families/<slug:key>/services/", family.family_services, name="family_services"),
    path("families/<slug:key>/access/", trust.family_access, name="family_access"),
]
