"""A family that was on its way to another site when sites stopped seeing such families is seen there by what was chosen, too."""

from django.db import migrations
from django.db.models import Q

UNDECIDED = ("enquiry", "referred", "screening", "waiting")


def close_the_view(apps, schema_editor):
    Referral, Episode, Sight = (apps.get_model(*name) for name in (("cases", "Referral"), ("cases", "Episode"), ("people", "Sight")))
    TransferItem = apps.get_model("cases", "TransferItem")
    waiting = Referral.objects.filter(source="transfer", state__in=UNDECIDED, handed_on=None, case=None, family__isnull=False)
    for one in waiting.select_related("family"):
        root = one.family.root_id or one.family_id
        of_family = Q(case__family=root) | Q(case__family__root=root)
        ended = Episode.objects.filter(of_family, exit_type="transferred", closed_date__lte=one.received_date).exclude(case__site=one.site_id)
        brought = TransferItem.objects.filter(referral=one).order_by("id").first()
        stay = brought.episode if brought else ended.order_by("-closed_date", "-id").first()
        if stay is not None:  # else it came from outside, and was named here
            one.handed_on = stay
            one.save(update_fields=["handed_on"])
            Sight.objects.filter(Q(family=root) | Q(family__root=root), circle=one.circle_id).delete()


class Migration(migrations.Migration):

    dependencies = [
        ("cases", "0004_private_text"),
        ("people", "0009_private_text"),
    ]

    operations = [migrations.RunPython(close_the_view, migrations.RunPython.noop)]
