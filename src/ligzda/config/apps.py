from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "ligzda.config"
    label = "config"
