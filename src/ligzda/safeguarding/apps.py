from django.apps import AppConfig


class SafeguardingConfig(AppConfig):
    name = "ligzda.safeguarding"
    label = "safeguarding"
