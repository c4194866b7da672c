from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "ligzda.access"
    label = "access"
