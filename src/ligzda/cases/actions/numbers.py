"""Numbers of cases and referrals: one after the other at each site, also when two people save at the same moment."""

from django.db.models import F

from ligzda.cases.models import Case, NumberSeries, Referral


def take_number(prefix: str) -> str:
    """``BA`` → ``BA-0118``. The update locks the row until the transaction ends, so nobody else can take the same one."""
    series = NumberSeries.objects.filter(prefix=prefix).first()
    if series is None:
        series, _created = NumberSeries.objects.get_or_create(prefix=prefix, defaults={"last": _highest(prefix)})
    NumberSeries.objects.filter(pk=series.pk).update(last=F("last") + 1)
    series.refresh_from_db()
    return str(series)


def _highest(prefix: str) -> int:
    """The highest number in use, where files came in by an import before the first was opened here."""
    used = [*Case.objects.filter(number__startswith=f"{prefix}-").values_list("number", flat=True)]
    used += Referral.objects.filter(number__startswith=f"{prefix}-").values_list("number", flat=True)
    tails = (number.removeprefix(f"{prefix}-") for number in used)
    return max((int(tail) for tail in tails if tail.isascii() and tail.isdigit()), default=0)
