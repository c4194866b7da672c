from django.urls import path

from ligzda.web import views

app_name = "web"
urlpatterns = [
    path("appearance/", views.theme, name="theme"),
    path("stay/", views.stay, name="stay"),
]
