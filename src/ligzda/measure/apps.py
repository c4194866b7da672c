from django.apps import AppConfig


class MeasureConfig(AppConfig):
    name = "ligzda.measure"
    label = "measure"
