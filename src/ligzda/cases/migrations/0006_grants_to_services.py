"""Hours of a family assistant are kept by the room of services: the table changes its name and keeps its rows."""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0005_handed_on_unseen'),
    ]

    operations = [
        migrations.AlterModelTable(name='assistantgrant', table='services_assistantgrant'),
        migrations.SeparateDatabaseAndState(state_operations=[migrations.DeleteModel(name='AssistantGrant')]),
    ]
