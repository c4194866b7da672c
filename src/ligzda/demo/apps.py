from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "ligzda.demo"
    label = "demo"
