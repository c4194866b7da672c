"""The row that lets the people of a circle see a family or a person is called so; what was kept to be undone names its table anew."""

import json

import django.db.models.deletion
from django.db import migrations, models

OLD, NEW = "people.Sight", "people.CircleAccess"
BY_TABLE = ("changed", "added", "taken", "there")
OF_ONE = models.Q(models.Q(("family__isnull", False), ("person__isnull", True)), models.Q(("family__isnull", True), ("person__isnull", False)), _connector="OR")


def _named_anew(old, new):
    def work(apps, schema_editor):
        for one in apps.get_model("people", "Reversal").objects.order_by("pk").iterator():
            kept = json.loads(one.kept)
            parts = [part for part in BY_TABLE if old in kept.get(part, {})]
            for part in parts:
                kept[part] = {new if table == old else table: rows for table, rows in kept[part].items()}
            if parts:
                one.kept = json.dumps(kept, ensure_ascii=False)
                one.save(update_fields=["kept"])

    return work


def _link(name, to, **more):
    link = models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="circle_access", to=to, **more)
    return migrations.AlterField("circleaccess", name, link)


class Migration(migrations.Migration):

    dependencies = [("access", "0010_places_of_drafts"), ("people", "0010_struck_out")]

    operations = [
        migrations.RemoveConstraint("sight", "sight_of_one"),
        migrations.RemoveConstraint("sight", "one_sight_of_family"),
        migrations.RemoveConstraint("sight", "one_sight_of_person"),
        migrations.RenameModel("Sight", "CircleAccess"),
        _link("circle", "access.circle"),
        _link("family", "people.family", blank=True, null=True),
        _link("person", "people.person", blank=True, null=True),
        migrations.AddConstraint("circleaccess", models.CheckConstraint(condition=OF_ONE, name="access_of_one")),
        migrations.AddConstraint("circleaccess", models.UniqueConstraint(fields=("circle", "family"), name="one_access_of_family")),
        migrations.AddConstraint("circleaccess", models.UniqueConstraint(fields=("circle", "person"), name="one_access_of_person")),
        migrations.RunPython(_named_anew(OLD, NEW), _named_anew(NEW, OLD)),
    ]
