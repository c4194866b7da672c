from django.urls import path

from ligzda.desk.views import day, family

app_name = "desk"
urlpatterns = [
    path("day/", day.my_day, name="day"),
    path("families/<slug:key>/", family.family, name="family"),
    path("families/<slug:key>/services/", family.family_services, name="family_services"),
]
