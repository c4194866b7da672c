"""Names and duties of functions: one column for all languages."""

from django.db import migrations, models

import ligzda.kernel.translated

TEXTS = {"Function": ["name", "duties"]}
LANGUAGES = ('lv', 'en', 'lt')


def together(apps, editor):
    for table, fields in TEXTS.items():
        for row in apps.get_model("access", table).objects.all():
            for field in fields:
                texts = {code: text for code in LANGUAGES if (text := getattr(row, f"{field}_{code}"))}
                setattr(row, field, ligzda.kernel.translated.Translated(texts))
            row.save(update_fields=fields)


def apart(apps, editor):
    for table, fields in TEXTS.items():
        for row in apps.get_model("access", table).objects.all():
            for field in fields:
                for code in LANGUAGES:
                    setattr(row, f"{field}_{code}", getattr(row, field).get(code, ""))
            row.save(update_fields=[f"{field}_{code}" for field in fields for code in LANGUAGES])


class Migration(migrations.Migration):

    dependencies = [('access', '0010_places_of_drafts')]

    operations = [
        migrations.AddField('function', 'name', ligzda.kernel.translated.TranslatedField(default=ligzda.kernel.translated.Translated)),
        migrations.AddField('function', 'duties', ligzda.kernel.translated.TranslatedField(blank=True, default=ligzda.kernel.translated.Translated)),
        migrations.RunPython(together, apart, elidable=True),
        migrations.AlterModelOptions('function', {'ordering': ['id']}),
        migrations.AlterField('function', 'name_lv', models.CharField(max_length=80, blank=True)),  # so that it can come back
        migrations.AlterField('function', 'name_en', models.CharField(max_length=80, blank=True)),  # so that it can come back
        migrations.AlterField('function', 'name_lt', models.CharField(max_length=80, blank=True)),  # so that it can come back
        migrations.RemoveField('function', 'name_lv'),
        migrations.RemoveField('function', 'name_en'),
        migrations.RemoveField('function', 'name_lt'),
        migrations.RemoveField('function', 'duties_lv'),
        migrations.RemoveField('function', 'duties_en'),
        migrations.RemoveField('function', 'duties_lt'),
    ]
