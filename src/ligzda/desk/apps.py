from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "ligzda.desk"
    label = "desk"
