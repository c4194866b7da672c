"""The family's own page has a room of its own: its tables change their names and keep their rows."""

from django.db import migrations

MODELS = ('FamilyMessage', 'FamilyFeedback', 'FamilyAccess')


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0006_grants_to_services'),
    ]

    operations = [
        *(migrations.AlterModelTable(name=name, table=f'portal_{name.lower()}') for name in MODELS),
        migrations.SeparateDatabaseAndState(state_operations=[migrations.DeleteModel(name=name) for name in MODELS]),
    ]
