from django.urls import path

from ligzda.places import views

app_name = "places"
urlpatterns = [
    path("sites/", views.sites, name="sites"),
    path("sites/new/", views.new_site, name="new_site"),
    path("sites/<slug:key>/", views.site, name="site"),
]
