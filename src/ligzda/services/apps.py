from django.apps import AppConfig


class ServicesConfig(AppConfig):
    name = "ligzda.services"
    label = "services"
