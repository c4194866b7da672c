from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "ligzda.cases"
    label = "cases"
