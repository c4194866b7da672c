"""Titles of targets and notes of coverage statements: one column for all languages."""

from django.db import migrations

import ligzda.kernel.translated

TEXTS = {"Target": ["title"], "CoverageStatement": ["note"]}
LANGUAGES = ('lv', 'en', 'lt')


def together(apps, editor):
    for table, fields in TEXTS.items():
        for row in apps.get_model("projects", table).objects.all():
            for field in fields:
                texts = {code: text for code in LANGUAGES if (text := getattr(row, f"{field}_{code}"))}
                setattr(row, field, ligzda.kernel.translated.Translated(texts))
            row.save(update_fields=fields)


def apart(apps, editor):
    for table, fields in TEXTS.items():
        for row in apps.get_model("projects", table).objects.all():
            for field in fields:
                for code in LANGUAGES:
                    setattr(row, f"{field}_{code}", getattr(row, field).get(code, ""))
            row.save(update_fields=[f"{field}_{code}" for field in fields for code in LANGUAGES])


class Migration(migrations.Migration):

    dependencies = [('projects', '0004_unless_stated')]

    operations = [
        migrations.AddField('target', 'title', ligzda.kernel.translated.TranslatedField(blank=True, default=ligzda.kernel.translated.Translated)),
        migrations.AddField('coveragestatement', 'note', ligzda.kernel.translated.TranslatedField(blank=True, default=ligzda.kernel.translated.Translated)),
        migrations.RunPython(together, apart, elidable=True),
        migrations.RemoveField('target', 'title_lv'),
        migrations.RemoveField('target', 'title_en'),
        migrations.RemoveField('target', 'title_lt'),
        migrations.RemoveField('coveragestatement', 'note_lv'),
        migrations.RemoveField('coveragestatement', 'note_en'),
        migrations.RemoveField('coveragestatement', 'note_lt'),
    ]
