from django.urls import path

from ligzda.safeguarding import views

app_name = "safeguarding"
urlpatterns = [
    path("concerns/", views.concern_list, name="concerns"),
    path("concerns/new/", views.raise_concern, name="raise"),
    path("concerns/<slug:key>/", views.concern, name="concern"),
    path("concerns/<slug:key>/report/", views.report, name="report"),
    path("concerns/<slug:key>/moves/<slug:move>/", views.move, name="move"),
    path("concerns/<slug:key>/whom/", views.whom, name="whom"),
    path("concerns/<slug:key>/endings/<int:number>/", views.ending, name="ending"),
    path("families/<slug:family_key>/risk/", views.flag, name="flag"),
    path("risk/<slug:flag_key>/", views.flag_down, name="flag_down"),
    path("people/<slug:person_key>/hidden-address/", views.address, name="address"),
]
