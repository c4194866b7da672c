from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("people", "0009_private_text"),
    ]

    operations = [
        migrations.AddField(model_name="person", name="struck_at", field=models.DateTimeField(blank=True, null=True)),
    ]
