"""What a closing or a handing over kept, to be undone, names the tables of its rows: those that moved into other rooms are named anew."""

import json

from django.db import migrations

MOVED = {"cases.CaseMeeting": "cooperation.CaseMeeting", "cases.Continuing": "closure.Continuing", "cases.TransferItem": "closure.TransferItem"}
BY_TABLE = ("changed", "added", "taken", "there")


def _named_anew(names):
    def work(apps, schema_editor):
        for one in apps.get_model("people", "Reversal").objects.filter(kind__in=("close", "transfer")).order_by("pk").iterator():
            kept = json.loads(one.kept)
            anew = {part: {names.get(table, table): rows for table, rows in kept[part].items()} for part in BY_TABLE}
            if any(anew[part].keys() != kept[part].keys() for part in BY_TABLE):
                one.kept = json.dumps({**kept, **anew}, ensure_ascii=False)
                one.save(update_fields=["kept"])

    return work


to_new_names, to_old_names = _named_anew(MOVED), _named_anew({new: old for old, new in MOVED.items()})


class Migration(migrations.Migration):

    dependencies = [("closure", "0001_initial"), ("cooperation", "0001_initial"), ("people", "0010_struck_out")]

    operations = [migrations.RunPython(to_new_names, to_old_names)]
