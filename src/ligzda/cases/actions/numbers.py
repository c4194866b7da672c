"""Numbers of cases and referrals: one after the other at each site, also when two people save at the same moment."""

from django.db.models import F

from ligzda.cases.models import NumberSeries


def take_number(prefix: str) -> str:
    """``BA`` → ``BA-0118``. The update locks the row until the transaction ends, so nobody else can take the same one."""
    series, _created = NumberSeries.objects.get_or_create(prefix=prefix)
    NumberSeries.objects.filter(pk=series.pk).update(last=F("last") + 1)
    series.refresh_from_db()
    return str(series)
