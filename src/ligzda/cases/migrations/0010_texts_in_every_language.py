"""Names of instruments, areas and templates of notes, what levels mean: one column for all languages."""

from django.db import migrations, models

import ligzda.kernel.translated

TEXTS = {"Instrument": ["name"], "Area": ["name", "anchors"], "NoteTemplate": ["name", "text"]}
LANGUAGES = ('lv', 'en', 'lt')


def together(apps, editor):
    for table, fields in TEXTS.items():
        for row in apps.get_model("cases", table).objects.all():
            for field in fields:
                texts = {code: text for code in LANGUAGES if (text := getattr(row, f"{field}_{code}"))}
                setattr(row, field, ligzda.kernel.translated.Translated(texts))
            row.save(update_fields=fields)


def apart(apps, editor):
    for table, fields in TEXTS.items():
        for row in apps.get_model("cases", table).objects.all():
            for field in fields:
                for code in LANGUAGES:
                    setattr(row, f"{field}_{code}", getattr(row, field).get(code, "" if field != "anchors" else {}))
            row.save(update_fields=[f"{field}_{code}" for field in fields for code in LANGUAGES])


class Migration(migrations.Migration):

    dependencies = [('cases', '0009_cooperation_and_closure')]

    operations = [
        migrations.AddField('instrument', 'name', ligzda.kernel.translated.TranslatedField(blank=True, default=ligzda.kernel.translated.Translated)),
        migrations.AddField('area', 'name', ligzda.kernel.translated.TranslatedField(blank=True, default=ligzda.kernel.translated.Translated)),
        migrations.AddField('area', 'anchors', models.JSONField(blank=True, default=dict)),
        migrations.AddField('notetemplate', 'name', ligzda.kernel.translated.TranslatedField(blank=True, default=ligzda.kernel.translated.Translated)),
        migrations.AddField('notetemplate', 'text', ligzda.kernel.translated.TranslatedField(blank=True, default=ligzda.kernel.translated.Translated)),
        migrations.RunPython(together, apart, elidable=True),
        migrations.RemoveField('instrument', 'name_lv'),
        migrations.RemoveField('instrument', 'name_en'),
        migrations.RemoveField('instrument', 'name_lt'),
        migrations.RemoveField('area', 'name_lv'),
        migrations.RemoveField('area', 'name_en'),
        migrations.RemoveField('area', 'name_lt'),
        migrations.RemoveField('area', 'anchors_lv'),
        migrations.RemoveField('area', 'anchors_en'),
        migrations.RemoveField('area', 'anchors_lt'),
        migrations.RemoveField('notetemplate', 'name_lv'),
        migrations.RemoveField('notetemplate', 'name_en'),
        migrations.RemoveField('notetemplate', 'name_lt'),
        migrations.RemoveField('notetemplate', 'text_lv'),
        migrations.RemoveField('notetemplate', 'text_en'),
        migrations.RemoveField('notetemplate', 'text_lt'),
    ]
