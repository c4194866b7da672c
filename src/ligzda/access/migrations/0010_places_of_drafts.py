from django.db import migrations, models

import ligzda.access.fields
from ligzda.access.keys import lookup_digest


def digested(apps, editor):
    for row in apps.get_model("access", "Draft").objects.all():
        row.place = lookup_digest(f"draft:{row.user_id}:{row.form}:{row.record}")
        row.save(update_fields=["place"])


def named(apps, editor):
    """Back then: which form it was nobody can say any more, but each stays a draft of its own."""
    for row in apps.get_model("access", "Draft").objects.all():
        row.form = row.place[:60]
        row.save(update_fields=["form"])


class Migration(migrations.Migration):

    dependencies = [
        ('access', '0009_neutral_codes'),
    ]

    operations = [
        migrations.AddField(
            model_name='draft',
            name='place',
            field=ligzda.access.fields.LookupField(blank=True, db_index=False, default='', max_length=64),
            preserve_default=False,
        ),
        migrations.RemoveConstraint(
            model_name='draft',
            name='one_draft',
        ),
        migrations.AlterField(
            model_name='draft',
            name='form',
            field=models.CharField(default='', max_length=60),
        ),
        migrations.RunPython(digested, named, elidable=True),
        migrations.RemoveField(
            model_name='draft',
            name='form',
        ),
        migrations.RemoveField(
            model_name='draft',
            name='record',
        ),
        migrations.AddConstraint(
            model_name='draft',
            constraint=models.UniqueConstraint(fields=('user', 'place'), name='one_draft'),
        ),
    ]
