from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "ligzda.documents"
    label = "documents"
