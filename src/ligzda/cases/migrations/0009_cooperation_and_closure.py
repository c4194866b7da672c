"""Working with others and the end of a stay become rooms of their own: their tables get those rooms' names, with every row in them."""

from django.db import migrations

MOVED = {  # in each room what points at another before what it points at
    "closure": ("TransferItem", "AftercareArea", "Continuing", "Intensity"),
    "cooperation": (
        "Hearing", "AgendaItem", "MeetingInvitation", "MeetingDecision", "Disclosure", "Letter", "InformationRequest", "CaseMeeting",
    ),
}  # fmt: skip


class Migration(migrations.Migration):

    dependencies = [("cases", "0008_care_moves_out")]

    operations = [
        *(migrations.AlterModelTable(name, f"{room}_{name.lower()}") for room, names in MOVED.items() for name in names),
        migrations.SeparateDatabaseAndState(state_operations=[migrations.DeleteModel(name) for names in MOVED.values() for name in names]),
    ]
