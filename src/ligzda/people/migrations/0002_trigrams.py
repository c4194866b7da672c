"""On PostgreSQL, part of a name is found through trigrams; where the extension may not be made, search works without."""

from django.db import migrations, transaction
from django.db.utils import DatabaseError

INDEX = "people_person_folded_trgm"


def add_index(apps, schema_editor):
    connection = schema_editor.connection
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_available_extensions WHERE name = 'pg_trgm'")
        if cursor.fetchone() is None:
            return
        try:
            with transaction.atomic(using=connection.alias):
                cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
        except DatabaseError:
            return  # no right to make extensions: an administrator can make it and run the index by hand (see the guide)
        try:
            with transaction.atomic(using=connection.alias):
                cursor.execute(f"CREATE INDEX IF NOT EXISTS {INDEX} ON people_person USING gin (folded gin_trgm_ops)")
        except DatabaseError:
            return


def drop_index(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"DROP INDEX IF EXISTS {INDEX}")


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial")]
    operations = [migrations.RunPython(add_index, drop_index)]
