from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "ligzda.people"
    label = "people"
