from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "ligzda.web"
    label = "web"
