from django.apps import AppConfig


class KernelConfig(AppConfig):
    name = "ligzda.kernel"
    label = "kernel"
