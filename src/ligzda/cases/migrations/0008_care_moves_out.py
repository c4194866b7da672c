"""The care of children becomes a room of its own: its tables get that room's names, with every row in them."""

from django.db import migrations

MOVED = (  # what points at another before what it points at
    "ReturnCondition", "ReturnAnswer", "ContactVisit", "ReturnStage", "SupportContact", "TrialStay", "ReturnPlan", "CareStatus",
)  # fmt: skip


class Migration(migrations.Migration):

    dependencies = [("cases", "0007_own_page_to_portal")]

    operations = [
        *(migrations.AlterModelTable(name, f"care_{name.lower()}") for name in MOVED),
        migrations.SeparateDatabaseAndState(state_operations=[migrations.DeleteModel(name) for name in MOVED]),
    ]
