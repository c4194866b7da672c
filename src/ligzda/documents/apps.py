from django.apps import AppConfig

from ligzda.documents import shelf


class DocumentsConfig(AppConfig):
    name = "ligzda.documents"
    label = "documents"

    def ready(self) -> None:
        """Hand the kept files to the rotation of keys."""
        from ligzda.access.rotation import SHELVES, Shelf

        SHELVES.append(Shelf(shelf.stale, shelf.rewrite))
