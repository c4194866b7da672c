from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    name = "ligzda.projects"
    label = "projects"
