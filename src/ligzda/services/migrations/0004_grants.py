"""The hours of a family assistant that stood in the room of cases: the table is there already."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import ligzda.kernel.ids


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0006_grants_to_services'),
        ('services', '0003_once'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(state_operations=[
            migrations.CreateModel(
                name='AssistantGrant',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key', models.CharField(default=ligzda.kernel.ids.new_key, editable=False, max_length=8, unique=True)),
                    ('number', models.CharField(max_length=40)),
                    ('decided_date', models.DateField()),
                    ('body', models.CharField(max_length=160)),
                    ('from_date', models.DateField()),
                    ('until_date', models.DateField()),
                    ('hours_week', models.PositiveSmallIntegerField()),
                    ('voided_at', models.DateTimeField(blank=True, null=True)),
                    ('void_reason', models.CharField(blank=True, max_length=300)),
                    ('entered_at', models.DateTimeField(auto_now_add=True)),
                    ('by_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='grants', to='cases.case')),
                    ('corrects', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrected_by', to='services.assistantgrant')),
                ],
                options={
                    'ordering': ['case', 'from_date'],
                    'indexes': [models.Index(fields=['case', 'from_date'], name='grant_case')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('until_date__gte', models.F('from_date'))), name='grant_ends_after_start'), models.CheckConstraint(condition=models.Q(('hours_week__gte', 1)), name='grant_gives_hours')],
                },
            ),
        ]),
    ]
