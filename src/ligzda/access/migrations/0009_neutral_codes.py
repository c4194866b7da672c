from django.db import migrations, models

# Entries of the trail are signed and stay as they were written.


def neutral(apps, editor):
    apps.get_model("access", "Circle").objects.filter(kind="concern").update(kind="group")
    apps.get_model("access", "Seat").objects.filter(because__in=["concern", "noticed"]).update(because="referred")


class Migration(migrations.Migration):

    dependencies = [
        ('access', '0008_private_text'),
    ]

    operations = [
        migrations.RunPython(neutral, migrations.RunPython.noop, elidable=True),
        migrations.AlterField(
            model_name='circle',
            name='kind',
            field=models.CharField(choices=[('organisation', 'organisation'), ('site', 'site'), ('project', 'project'), ('case', 'client file'), ('referral', 'referral'), ('group', 'group'), ('event', 'event')], max_length=12),
        ),
        migrations.AlterField(
            model_name='seat',
            name='because',
            field=models.CharField(choices=[('appointed', 'appointed to this role'), ('assigned', 'assigned to the team'), ('referred', 'sent the referral'), ('sample', 'part of an audit sample'), ('stand_in', 'stands in for somebody absent'), ('leads', 'leads the group or event'), ('family', 'belongs to the family')], max_length=12),
        ),
    ]
