from django.apps import AppConfig


class ClosureConfig(AppConfig):
    name = "ligzda.closure"
    label = "closure"

    def ready(self) -> None:
        """Hand in which acts can be undone, and to the referral's page whether something came along."""
        from ligzda.cases.queries.referrals import BROUGHT
        from ligzda.closure.queries.transfers import has_brought
        from ligzda.closure.reversals import CLOSED, TRANSFERRED
        from ligzda.people.reversing import register_reversible

        for act in (CLOSED, TRANSFERRED):
            register_reversible(act)
        BROUGHT.append(has_brought)
