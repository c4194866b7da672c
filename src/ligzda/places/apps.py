from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "ligzda.places"
    label = "places"
