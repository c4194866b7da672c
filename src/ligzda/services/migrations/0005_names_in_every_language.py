"""Names of services and topics: one column for all languages."""

from django.db import migrations, models

import ligzda.kernel.translated

TEXTS = {"ServiceType": ["name"], "Topic": ["name"]}
LANGUAGES = ('lv', 'en', 'lt')


def together(apps, editor):
    for table, fields in TEXTS.items():
        for row in apps.get_model("services", table).objects.all():
            for field in fields:
                texts = {code: text for code in LANGUAGES if (text := getattr(row, f"{field}_{code}"))}
                setattr(row, field, ligzda.kernel.translated.Translated(texts))
            row.save(update_fields=fields)


def apart(apps, editor):
    for table, fields in TEXTS.items():
        for row in apps.get_model("services", table).objects.all():
            for field in fields:
                for code in LANGUAGES:
                    setattr(row, f"{field}_{code}", getattr(row, field).get(code, ""))
            row.save(update_fields=[f"{field}_{code}" for field in fields for code in LANGUAGES])


class Migration(migrations.Migration):

    dependencies = [('services', '0004_grants')]

    operations = [
        migrations.AddField('servicetype', 'name', ligzda.kernel.translated.TranslatedField(default=ligzda.kernel.translated.Translated)),
        migrations.AddField('topic', 'name', ligzda.kernel.translated.TranslatedField(default=ligzda.kernel.translated.Translated)),
        migrations.RunPython(together, apart, elidable=True),
        migrations.AlterModelOptions('servicetype', {'ordering': ['id']}),
        migrations.AlterModelOptions('topic', {'ordering': ['id']}),
        migrations.AlterField('servicetype', 'name_lv', models.CharField(max_length=100, blank=True)),  # so that it can come back
        migrations.AlterField('servicetype', 'name_en', models.CharField(max_length=100, blank=True)),  # so that it can come back
        migrations.AlterField('servicetype', 'name_lt', models.CharField(max_length=100, blank=True)),  # so that it can come back
        migrations.AlterField('topic', 'name_lv', models.CharField(max_length=100, blank=True)),  # so that it can come back
        migrations.AlterField('topic', 'name_en', models.CharField(max_length=100, blank=True)),  # so that it can come back
        migrations.AlterField('topic', 'name_lt', models.CharField(max_length=100, blank=True)),  # so that it can come back
        migrations.RemoveField('servicetype', 'name_lv'),
        migrations.RemoveField('servicetype', 'name_en'),
        migrations.RemoveField('servicetype', 'name_lt'),
        migrations.RemoveField('topic', 'name_lv'),
        migrations.RemoveField('topic', 'name_en'),
        migrations.RemoveField('topic', 'name_lt'),
    ]
