from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "ligzda.portal"
    label = "portal"

    def ready(self) -> None:
        """Hand in what ends with an account, and which seats no undoing gives back."""
        from ligzda.access.leaving import ENDINGS
        from ligzda.closure.reversals import LOST
        from ligzda.portal.actions.leaving import end_work
        from ligzda.portal.reversals import page_was_taken_away

        ENDINGS.append(end_work)
        LOST.append(page_was_taken_away)
