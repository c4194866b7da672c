from django.urls import path

from ligzda.people.views import families, institutions, merging, persons, striking, ties

app_name = "people"
urlpatterns = [
    path("institutions/", institutions.institution_list, name="institutions"),
    path("institutions/new/", institutions.new_institution, name="new_institution"),
    path("institutions/<slug:key>/", institutions.institution, name="institution"),
    path("people/duplicates/", merging.duplicates, name="duplicates"),
    path("people/duplicates/<slug:kind>/<slug:first>/<slug:second>/", merging.compare, name="compare"),
    path("people/codes/", persons.unchecked_codes, name="codes"),
    path("people/struck/", striking.struck, name="struck"),
    path("people/struck/<int:number>/", striking.bring_back, name="bring_back"),
    path("people/<slug:key>/strike/", striking.strike_out, name="strike_out"),
    path("people/hints/", families.hints, name="hints"),
    path("people/families/<slug:key>/members/", families.members, name="members"),
    path("people/families/<slug:key>/relations/new/", ties.relation, name="family_relation"),
    path("people/families/<slug:key>/ties/new/", ties.bond, name="family_bond"),
    path("people/families/<slug:key>/relations/<int:row_id>/", ties.change_relation, name="change_relation"),
    path("people/families/<slug:key>/ties/<int:row_id>/", ties.change_bond, name="change_bond"),
    path("people/<slug:key>/", persons.person, name="person"),
    path("people/<slug:key>/<slug:slug>/", persons.part, name="part"),
    path("people/<slug:key>/<slug:slug>/<int:row_id>/", persons.part, name="row"),
]
