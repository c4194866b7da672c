from django.apps import AppConfig


class CooperationConfig(AppConfig):
    name = "ligzda.cooperation"
    label = "cooperation"
