from django.urls import path

from ligzda.closure import views

app_name = "closure"
urlpatterns = [
    path("referrals/<slug:key>/brought/", views.brought, name="brought"),
    path("referrals/<slug:key>/brought/<slug:file_key>/", views.brought_file, name="brought_file"),
]
