"""Who works or worked here, read from all seats anybody ever had."""

from django.db.models import Exists, OuterRef, Q

from ligzda.access.models import Seat


def works_here() -> Q:
    """Everybody but those who are nothing here but the member of a family: a colleague's own family may have a file."""
    seats = Seat.objects.filter(user=OuterRef("pk")).order_by()
    return ~Q(Exists(seats.filter(role="family_member"))) | Q(Exists(seats.exclude(role="family_member")))
