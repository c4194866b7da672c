from django.urls import path

from ligzda.people.views import families, merging, persons

app_name = "people"
urlpatterns = [
    path("people/duplicates/", merging.duplicates, name="duplicates"),
    path("people/duplicates/<slug:kind>/<slug:first>/<slug:second>/", merging.compare, name="compare"),
    path("people/hints/", families.hints, name="hints"),
    path("people/families/<slug:key>/members/", families.members, name="members"),
    path("people/<slug:key>/", persons.person, name="person"),
    path("people/<slug:key>/<slug:slug>/", persons.part, name="part"),
    path("people/<slug:key>/<slug:slug>/<int:row_id>/", persons.part, name="row"),
]
